from rest_framework import serializers

from apps.meetings import commands, queries
from apps.meetings.filters import DecisionFilters, EntryFilters
from apps.meetings.models import Decision, Entry
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, ThingsField, resource

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
    concerned = serializers.SerializerMethodField()
    example = {"kind": "decision", "text": "Prices go up by two per cent in May."}

    def get_concerned(self, entry: Entry) -> list[dict[str, str]]:
        found: list[dict[str, str]] = vars(entry)["concerned"]
        return found


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
    kind = serializers.ChoiceField(choices=Entry.Kind.choices)
    item = ThingField("agenda-item", required=False, allow_null=True)
    owner = MemberField(required=False, allow_null=True, help_text="Of an action item.")
    due_on = serializers.DateField(required=False, allow_null=True, help_text="Of an action item.")
    concerned = ThingsField("member", required=False, help_text="By a decision.")
    example = {"kind": "decision", "text": "Prices go up by two per cent in May."}


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


urlpatterns = [*resource("entries", Entries, OneEntry), *resource("decisions", Decisions)]
