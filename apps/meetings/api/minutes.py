from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.goals.models import Goal, Task
from apps.meetings import commands, queries
from apps.meetings.api.meetings import Step
from apps.meetings.filters import DecisionFilters, EntryFilters
from apps.meetings.forms import WRITTEN
from apps.meetings.models import Decision, Entry
from apps.people.door import (
    AboutField,
    Collection,
    Input,
    MemberField,
    Output,
    Single,
    ThingField,
    ThingsField,
    resource,
)

ASKED = "all who are asked to the meeting"


class EntryOutput(Output):
    meeting = ThingField("meeting")
    item = ThingField("agenda-item", allow_null=True)
    kind = serializers.ChoiceField(choices=Entry.Kind.choices)
    text = serializers.CharField()
    author = MemberField()
    written_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    task = ThingField("task", allow_null=True)
    obstacle = ThingField("obstacle", named_by="what", allow_null=True)
    concerned = serializers.SerializerMethodField()
    example = {"kind": "decision", "text": "Prices go up by two per cent in May."}

    def get_concerned(self, entry: Entry) -> list[dict[str, str]]:
        if "concerned" in vars(entry):
            return list(vars(entry)["concerned"])
        # Just written: nobody has read it with its names yet.
        rows = entry.concerns.select_related("member").order_by("member__name", "pk")
        return [{"id": str(row.member_id), "name": str(row.member)} for row in rows]


class DecisionOutput(Output):
    text = serializers.CharField()
    author = MemberField()
    written_at = serializers.DateTimeField()
    review_on = serializers.DateField(allow_null=True)
    series = serializers.SerializerMethodField()
    example = {"text": "Prices go up by two per cent in May.", "series": "Weekly sync"}

    def get_series(self, decision: Decision) -> str:
        return decision.meeting.series.title


class EntryChangesInput(Input):
    text = serializers.CharField(max_length=10_000)
    review_on = serializers.DateField(required=False, allow_null=True)
    example = {"text": "Prices go up by two per cent in May."}


class EntryInput(EntryChangesInput):
    meeting = ThingField("meeting")
    kind = serializers.ChoiceField(choices=WRITTEN)
    item = ThingField("agenda-item", required=False, allow_null=True)
    owner = MemberField(required=False, allow_null=True, help_text="Of an action item.")
    due_on = serializers.DateField(required=False, allow_null=True, help_text="Of an action item.")
    concerned = ThingsField("member", required=False, help_text="By a decision.")
    example = {"kind": "decision", "text": "Prices go up by two per cent in May."}


class WriteObstacleInput(Input):
    what = serializers.CharField(max_length=200)
    blocks = AboutField(help_text="A task or a goal.")
    remover = MemberField()
    since = serializers.DateField(required=False, allow_null=True)
    remove_by = serializers.DateField(required=False, allow_null=True)
    own_doing = serializers.BooleanField(required=False, help_text="Whether the owner of what it blocks caused it.")
    item = ThingField("agenda-item", required=False, allow_null=True)
    example = {"what": "No samples for the visit"}

    def validate_blocks(self, row: Any) -> Any:
        if not isinstance(row, Goal | Task):
            raise serializers.ValidationError(_("Name a task or a goal."), code="not-held-up")
        return row


class WriteObstacle(Step):
    """Write down what is in the way: it is raised, and stands in the minutes."""

    # Several write at once: a meeting that changed meanwhile is none the worse.
    revised = False
    input = WriteObstacleInput
    output = EntryOutput
    status = 201
    command = staticmethod(commands.write_obstacle)
    roles = ASKED


class Entries(Collection):
    """List what was written down in meetings."""

    kind = "entry"
    rows = staticmethod(queries.entries)
    output = EntryOutput
    filters = EntryFilters
    orders = {"written_at": ("written_at", "id")}
    default_order = "-written_at"
    words = ("text",)
    input = EntryInput
    command = staticmethod(commands.write_entry)
    create_summary = "Write a note, a decision or an action item down"
    create_roles = ASKED


class OneEntry(Single):
    """Read an entry."""

    kind = "entry"
    rows = staticmethod(queries.entries)
    subject = "entry"
    output = EntryOutput
    input = EntryChangesInput
    command = staticmethod(commands.edit_entry)
    edit_summary = "Change an entry of open minutes"
    edit_roles = ASKED


class Decisions(Collection):
    """List decisions."""

    kind = "decision"
    rows = staticmethod(queries.decisions)
    output = DecisionOutput
    filters = DecisionFilters
    orders = {"written_at": ("written_at", "id"), "review_on": ("review_on", "id")}
    default_order = "-written_at"
    words = ("text",)


urlpatterns = [
    *resource("meetings", write_obstacle=WriteObstacle),
    *resource("entries", Entries, OneEntry),
    *resource("decisions", Decisions),
]
