"""Areas and the directory."""

from typing import Any

from rest_framework import serializers

from apps.people import commands, queries
from apps.people.door import Collection, Input, MemberField, Output, Part, Single, Verb, resource
from apps.people.filters import AreaFilters


class AreaOutput(Output):
    name = serializers.CharField()
    words = serializers.CharField()
    owner = MemberField()
    deputy = MemberField(allow_null=True)
    retired_at = serializers.DateTimeField(allow_null=True)
    example = {"name": "Pricing one-pagers", "words": "price list, discounts", "retired_at": None}


class AreaInput(Input):
    name = serializers.CharField(max_length=120)
    words = serializers.CharField(max_length=300, required=False, allow_blank=True)
    owner = MemberField()
    deputy = MemberField(required=False, allow_null=True)
    example = {"name": "Pricing one-pagers", "words": "price list, discounts"}


class AreaChanges(Input):
    name = serializers.CharField(max_length=120)
    words = serializers.CharField(max_length=300, allow_blank=True)
    deputy = MemberField(allow_null=True)
    example = {"words": "price list, discounts, rebates"}


class HandOverInput(Input):
    to = MemberField()


class Areas(Collection):
    """List areas, also those out of the directory."""

    kind = "area"
    rows = staticmethod(queries.areas)
    output = AreaOutput
    filters = AreaFilters
    orders = {"name": "name"}
    default_order = "name"
    words = ("name", "words")
    input = AreaInput
    command = staticmethod(commands.create_area)
    create_summary = "Put an area into the directory"
    create_roles = "admins; managers with an owner of their team"


class OneArea(Single):
    """Read an area."""

    kind = "area"
    rows = staticmethod(queries.areas)
    subject = "area"
    output = AreaOutput
    input = AreaChanges
    command = staticmethod(commands.edit_area)
    edit_summary = "Edit an area"
    edit_roles = "admins; managers where the owner is of their team"


class HandOverArea(Verb):
    """Give an area another owner."""

    kind = "area"
    rows = staticmethod(queries.areas)
    subject = "area"
    input = HandOverInput
    output = AreaOutput
    command = staticmethod(commands.hand_over_area)
    roles = "admins; managers within their team"


class RetireArea(Verb):
    """Take an area out of the directory."""

    kind = "area"
    rows = staticmethod(queries.areas)
    subject = "area"
    output = AreaOutput
    command = staticmethod(commands.retire_area)
    roles = "admins; managers where the owner is of their team"


class RestoreArea(Verb):
    """Put an area back into the directory."""

    kind = "area"
    rows = staticmethod(queries.areas)
    subject = "area"
    output = AreaOutput
    command = staticmethod(commands.restore_area)
    roles = "admins; managers where the owner is of their team"


class AnswererOutput(Part):
    member = MemberField()
    because = serializers.CharField()
    stands_in_for = MemberField(allow_null=True)
    example = {"because": "owns Pricing one-pagers", "stands_in_for": None}


class DirectoryAnswers(Collection):
    """Find whom to turn to for the words in `q`.

    The surest first, all on one page; whoever is away is answered by their deputy.
    """

    output = AnswererOutput
    words = ("name",)

    def seen(self, **around: Any) -> list[queries.Answerer]:
        viewer: Any = self.request.user
        words = self.request.query_params.get("q", "").strip()[:200]
        return queries.who_answers(viewer=viewer, words=words, now=self.now)


urlpatterns = [
    *resource("areas", Areas, OneArea, hand_over=HandOverArea, retire=RetireArea, restore=RestoreArea),
    *resource("directory", DirectoryAnswers),
]
