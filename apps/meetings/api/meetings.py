from typing import Any, ClassVar

from rest_framework import serializers

from apps.meetings import commands, queries
from apps.meetings.api.series import RUNS
from apps.meetings.filters import MeetingFilters
from apps.meetings.models import Attendance, Coming, Meeting
from apps.people.door import (
    AboutField,
    Collection,
    Input,
    MemberField,
    Output,
    Part,
    Single,
    ThingField,
    ThingsField,
    resource,
)
from apps.people.door import Verb as _Verb

FACILITATOR = "who runs or records it"


class MeetingOutput(Output):
    series = ThingField("series", named_by="title")
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    slot = serializers.DateField(help_text="The date that its rhythm gives it, also where it is moved.")
    state = serializers.ChoiceField(choices=Meeting.State.choices)
    cancelled_because = serializers.CharField()
    started_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_by = MemberField(allow_null=True)
    example = {"minutes": 60, "state": "scheduled", "cancelled_because": ""}


class AttendancePart(Part):
    id = serializers.UUIDField()
    member = MemberField()
    how = serializers.ChoiceField(choices=Attendance.How.choices)
    at = serializers.DateTimeField()


class AddendumPart(Part):
    id = serializers.UUIDField()
    text = serializers.CharField()
    author = MemberField()
    at = serializers.DateTimeField()
    example = {"text": "The date is the 12th, not the 21st."}


class SuggestionPart(Part):
    """What an agenda suggests by itself."""

    about = AboutField()
    title = serializers.CharField()
    evidence = serializers.CharField()
    example = {"title": "Low rating: Prices", "evidence": "rated 2 of 5 by one colleague, last on 3 Mar: Outdated"}


class MoveInput(Input):
    on = serializers.DateField()
    at = serializers.TimeField(help_text="Wall time in the zone of its series.")
    minutes = serializers.IntegerField(required=False)
    example = {"on": "2026-03-11", "at": "14:30"}


class CancelInput(Input):
    reason = serializers.CharField(max_length=500, allow_blank=True)
    example = {"reason": "All are at the fair."}


class AnswerPart(Part):
    """What somebody asked says to a date; nothing as yet where `answer` is empty."""

    member = MemberField()
    answer = serializers.ChoiceField(choices=Coming.choices, allow_null=True)
    line = serializers.CharField()
    example = {"answer": "maybe", "line": "If my train is on time."}


class AnswerInput(Input):
    answer = serializers.ChoiceField(choices=Coming.choices)
    line = serializers.CharField(max_length=300, required=False, allow_blank=True)
    for_all = serializers.BooleanField(
        required=False, help_text="For all dates of its series but those that are answered by themselves."
    )
    example = {"answer": "maybe", "line": "If my train is on time."}


class AttendanceInput(Input):
    member = MemberField()
    how = serializers.ChoiceField(choices=[("", "-"), *Attendance.How.choices], help_text="Nothing takes it back.")
    example = {"how": "present"}


class CloseInput(Input):
    park = ThingsField("agenda-item", required=False, help_text="What is kept without a date instead of carried over.")
    example: ClassVar[dict[str, Any]] = {"park": []}


class AddendumInput(Input):
    text = serializers.CharField(max_length=10_000)
    example = {"text": "The date is the 12th, not the 21st."}


class Meetings(Collection):
    """List meetings."""

    kind = "meeting"
    rows = staticmethod(queries.meetings)
    output = MeetingOutput
    filters = MeetingFilters
    orders = {"starts_at": ("starts_at", "id")}
    default_order = "-starts_at"
    words = ("series__title",)


class OneMeeting(Single):
    """Read a meeting."""

    kind = "meeting"
    rows = staticmethod(queries.meetings)
    subject = "meeting"
    output = MeetingOutput


class Step(_Verb):
    kind = "meeting"
    rows = staticmethod(queries.meetings)
    subject = "meeting"
    output: ClassVar[type[Part] | None] = MeetingOutput


class MoveMeeting(Step):
    """Move this one meeting."""

    input = MoveInput
    command = staticmethod(commands.move_meeting)
    roles = RUNS


class CancelMeeting(Step):
    """Cancel this one meeting, with a reason; its agenda goes to the next one."""

    input = CancelInput
    command = staticmethod(commands.cancel_meeting)
    roles = RUNS


class AnswerInvitation(Step):
    """Say whether one comes."""

    # It is said of one's own coming, whatever of the meeting changed meanwhile.
    revised = False
    input = AnswerInput
    command = staticmethod(commands.answer_invitation)
    roles = "all who are asked to the meeting"


class StartMeeting(Step):
    """Begin a meeting."""

    command = staticmethod(commands.start_meeting)
    roles = FACILITATOR


class MarkAttendance(Step):
    """Say how somebody is there."""

    input = AttendanceInput
    command = staticmethod(commands.mark_attendance)
    roles = "who runs or records it; all asked for themselves"


class CloseMeeting(Step):
    """Close the minutes: they are frozen and sent, and what wasn't reached is carried over or parked."""

    input = CloseInput
    command = staticmethod(commands.close_meeting)
    roles = FACILITATOR


class AddAddendum(Step):
    """Add to closed minutes."""

    # What is added stands beside the meeting, whatever of it changed meanwhile.
    revised = False
    input = AddendumInput
    output = AddendumPart
    status = 201
    command = staticmethod(commands.add_addendum)
    roles = "the invited and the concerned"


class Answers(Collection):
    """List who is asked, and whether they come."""

    rows = staticmethod(queries.answers)
    within = "meeting"
    within_rows = staticmethod(queries.meetings)
    output = AnswerPart


class Attendances(Collection):
    """List who was there, and how."""

    rows = staticmethod(queries.attendances)
    within = "meeting"
    within_rows = staticmethod(queries.meetings)
    output = AttendancePart
    orders = {"at": ("at", "id")}
    default_order = "at"


class Addenda(Collection):
    """List what was added to closed minutes."""

    rows = staticmethod(queries.addenda)
    within = "meeting"
    within_rows = staticmethod(queries.meetings)
    output = AddendumPart
    orders = {"at": ("at", "id")}
    default_order = "at"


class Suggestions(Collection):
    """List what the agenda suggests by itself, with what speaks for it."""

    rows = staticmethod(queries.suggested)
    within = "meeting"
    within_rows = staticmethod(queries.meetings)
    output = SuggestionPart


urlpatterns = [
    *resource(
        "meetings",
        Meetings,
        OneMeeting,
        move=MoveMeeting,
        cancel=CancelMeeting,
        answer=AnswerInvitation,
        start=StartMeeting,
        attend=MarkAttendance,
        close=CloseMeeting,
        add=AddAddendum,
    ),
    *resource("meetings/<uuid:meeting_id>/answers", Answers),
    *resource("meetings/<uuid:meeting_id>/attendances", Attendances),
    *resource("meetings/<uuid:meeting_id>/addenda", Addenda),
    *resource("meetings/<uuid:meeting_id>/suggestions", Suggestions),
]
