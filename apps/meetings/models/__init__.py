from apps.meetings.models.leaving import RunnerOfMeetings
from apps.meetings.models.meetings import AgendaItem, Answer, Attendance, Meeting
from apps.meetings.models.minutes import Addendum, Concerned, Decision, Entry
from apps.meetings.models.series import Coming, Every, Invitee, MeetingSide, Segment, Series

__all__ = [
    "Addendum",
    "AgendaItem",
    "Answer",
    "Attendance",
    "Coming",
    "Concerned",
    "Decision",
    "Entry",
    "Every",
    "Invitee",
    "Meeting",
    "MeetingSide",
    "RunnerOfMeetings",
    "Segment",
    "Series",
]
