"""Collections, and what is in them."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.api.assets import MARKETERS
from apps.collateral.api.shares import NewShareOutput, Terms
from apps.collateral.commands.collections import Direction
from apps.collateral.filters import CollectionFilters
from apps.collateral.models.collections import CollectionItemQuerySet
from apps.people.door import Collection as ListOf
from apps.people.door import Input, MemberField, Output, Part, Single, ThingField, Verb
from apps.people.models import Member

MAY_EDIT = f"{MARKETERS}, its owner"


class CollectionOutput(Output):
    title = serializers.CharField()
    use_when = serializers.CharField()
    size = serializers.IntegerField(help_text="How many pieces are in it.")
    owner = MemberField()
    created_at = serializers.DateTimeField()
    archived_at = serializers.DateTimeField(allow_null=True)
    example = {"title": "First call with a utility", "use_when": "They ask what it costs to begin.", "size": 3}


class CollectionChanges(Input):
    title = serializers.CharField(max_length=200, required=False)
    use_when = serializers.CharField(max_length=500, required=False)
    owner = MemberField(required=False)
    example = {"title": "First call with a utility"}


class CollectionInput(Input):
    title = serializers.CharField(max_length=200)
    use_when = serializers.CharField(max_length=500)
    owner = MemberField(required=False)
    example = {"title": "First call with a utility", "use_when": "They ask what it costs to begin."}


class Collections(ListOf):
    """List the collections"""

    kind = "collection"
    rows = staticmethod(queries.collections)
    output = CollectionOutput
    filters = CollectionFilters
    orders = {"title": "title", "created_at": "created_at", "size": ("size", "title")}
    default_order = "title"
    input = CollectionInput
    command = staticmethod(commands.begin_collection)
    create_summary = "Begin a collection"
    create_roles = MARKETERS


class OneCollection(Single):
    """Read a collection"""

    kind = "collection"
    rows = staticmethod(queries.collections)
    output = CollectionOutput
    subject = "collection"
    input = CollectionChanges
    command = staticmethod(commands.edit_collection)
    edit_summary = "Change what is said of a collection"
    edit_roles = MAY_EDIT


class _CollectionVerb(Verb):
    kind = "collection"
    rows = staticmethod(queries.collections)
    output = CollectionOutput
    subject = "collection"
    roles = MAY_EDIT


class ArchiveCollection(_CollectionVerb):
    """Archive a collection"""

    command = staticmethod(commands.archive_collection)


class RestoreCollection(_CollectionVerb):
    """Bring a collection back from the archive"""

    command = staticmethod(commands.restore_collection)


class ShareCollection(Verb):
    """Share a collection with a customer"""

    kind = "collection"
    rows = staticmethod(queries.collections)
    subject = "collection"
    input = Terms
    output = NewShareOutput
    command = staticmethod(commands.share_collection)
    roles = "all members"
    keeps_answer = False

    def representation_of(self, row: Model) -> dict[str, Any]:
        """What changed is the collection; the link isn't there yet."""
        current = self.as_it_stands(row, self.around())
        return CollectionOutput.of(current if current is not None else row)


class ItemOutput(Part):
    id = serializers.UUIDField()
    position = serializers.IntegerField()
    asset = ThingField("asset", named_by="title")
    state = serializers.CharField(source="asset.state")
    use_when = serializers.CharField()
    example = {"position": 1, "state": "published", "use_when": "Before the price comes up."}


class ItemChanges(Input):
    use_when = serializers.CharField(max_length=300, allow_blank=True)
    example = {"use_when": "Before the price comes up."}


class ItemInput(Input):
    asset = ThingField("asset")
    use_when = serializers.CharField(max_length=300, allow_blank=True, required=False)
    example = {"use_when": "Before the price comes up."}


class MoveCollectedInput(Input):
    direction = serializers.ChoiceField(choices=Direction.choices)


def _items(*, viewer: Member, collection: Any, now: datetime) -> CollectionItemQuerySet:
    return queries.items(viewer=viewer, collection=collection, now=now)


class Items(ListOf):
    """List what is in a collection

    In its order; what is archived or a draft again is named with its state.
    """

    kind = "collection-item"
    within = "collection"
    within_rows = staticmethod(queries.collections)
    rows = staticmethod(_items)
    output = ItemOutput
    orders = {"position": "position"}
    default_order = "position"
    input = ItemInput
    command = staticmethod(commands.collect)
    create_summary = "Put a published asset into a collection"
    create_roles = MAY_EDIT


class _ItemVerb(Verb):
    kind = "collection-item"
    within = "collection"
    within_rows = staticmethod(queries.collections)
    rows = staticmethod(_items)
    subject = "item"
    revised = False
    roles = MAY_EDIT


def _edit_item(*, collection: Any, **given: Any) -> Any:
    return commands.edit_item(**given)


def _move_item(*, collection: Any, **given: Any) -> Any:
    return commands.move_item(**given)


def _remove_item(*, collection: Any, **given: Any) -> Any:
    return commands.remove_item(**given)[1]


class SayWhen(_ItemVerb):
    """Say when to use one piece of a collection"""

    input = ItemChanges
    output = ItemOutput
    command = staticmethod(_edit_item)


class MoveItem(_ItemVerb):
    """Move a piece of a collection up or down by one place"""

    input = MoveCollectedInput
    output = ItemOutput
    command = staticmethod(_move_item)


class RemoveItem(_ItemVerb):
    """Take a piece out of a collection"""

    command = staticmethod(_remove_item)
