"""My notices, what waits for me, and how I hear of what."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core import due, telling, things
from apps.notices import commands, queries
from apps.notices.forms import InboxFilters, PreferenceFilters
from apps.notices.models import Notice, Rhythm
from apps.people.door import AboutField, Collection, CollectionVerb, Input, MemberField, Part, Single, Verb, resource
from apps.people.models import Member


class FoldedOutput(Part):
    kind = serializers.CharField()
    actor = serializers.DictField(child=serializers.CharField())
    facts = serializers.JSONField()
    at = serializers.DateTimeField()


class NoticeOutput(Part):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    about = AboutField()
    actor = MemberField()
    instead_of = MemberField(allow_null=True)
    facts = serializers.JSONField()
    at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    folded = serializers.SerializerMethodField(
        help_text="What was told before about the same thing on the same day, the newest first."
    )
    example = {"kind": "mention", "facts": {}, "read_at": None, "folded": []}

    @extend_schema_field(FoldedOutput(many=True))
    def get_folded(self, notice: Notice) -> list[dict[str, Any]]:
        return [told | {"at": told["at"].replace("+00:00", "Z")} for told in vars(notice)["folded"]]


class Notices(Collection):
    """List my notices."""

    kind = "notice"
    rows = staticmethod(queries.inbox)
    output = NoticeOutput
    filters = InboxFilters
    orders = {"at": ("at", "id")}
    default_order = "-at"


class OneNotice(Single):
    """Read one of my notices."""

    kind = "notice"
    rows = staticmethod(queries.notices)
    output = NoticeOutput


class ReadNotice(Verb):
    """Mark a notice as read."""

    kind = "notice"
    rows = staticmethod(queries.notices)
    subject = "notice"
    output = NoticeOutput
    revised = False
    command = staticmethod(commands.mark_read)


class ReadAllNotices(CollectionVerb):
    """Mark all my notices as read."""

    kind = "notice"
    command = staticmethod(commands.mark_all_read)


class WaitingOutput(Part):
    kind = serializers.CharField()
    what = serializers.CharField()
    about = AboutField()
    title = serializers.CharField()
    due_at = serializers.DateTimeField()
    since = serializers.DateTimeField()
    waiting_for = MemberField(allow_null=True)
    example = {"kind": "task-overdue", "what": "A task of mine is overdue", "title": "Case study: Lyon"}


class _Waiting:
    """One due thing as the answer shows it."""

    def __init__(self, one: due.Due) -> None:
        self.kind, self.due_at, self.since, self.waiting_for = one.kind, one.due_at, one.since, one.waiting_for
        self.what = str(due.due_kind(one.kind).label)
        self.about = things.pair(one.thing)
        self.title = things.title(one.thing)


def _waiting(*, viewer: Member, now: datetime) -> list[_Waiting]:
    return [_Waiting(one) for one in due.waiting(viewer, now)]


class Waiting(Collection):
    """List what waits for me.

    All of it on one page, the most pressing first.
    """

    rows = staticmethod(_waiting)
    output = WaitingOutput


class PreferenceOutput(Part):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    rhythm = serializers.CharField()
    at = serializers.DateTimeField()
    example = {"kind": "comment", "rhythm": "never"}


class PreferenceInput(Input):
    kind = serializers.ChoiceField(choices=[(kind.name, kind.label) for kind in telling.notice_kinds()])
    rhythm = serializers.ChoiceField(choices=Rhythm.choices)
    example = {"kind": "comment", "rhythm": "never"}


class Preferences(Collection):
    """List how I hear of kinds of notices, where I chose.

    What isn't listed comes by its kind's default.
    """

    kind = "preference"
    rows = staticmethod(queries.preferences)
    output = PreferenceOutput
    filters = PreferenceFilters
    orders = {"kind": "kind"}
    default_order = "kind"
    input = PreferenceInput
    command = staticmethod(commands.choose_rhythm)
    create_summary = "Choose how I hear of a kind of notice"


urlpatterns = [
    *resource("notices", Notices, OneNotice, history=False, collection_verbs={"read": ReadAllNotices}, read=ReadNotice),
    *resource("waiting", Waiting),
    *resource("preferences", Preferences),
]
