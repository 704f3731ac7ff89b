from apps.meetings.models.meetings import AgendaItem, Attendance, Meeting
from apps.meetings.models.minutes import Addendum, Concerned, Decision, Entry
from apps.meetings.models.series import Every, Invitee, MeetingSide, Segment, Series

__all__ = [
    "Addendum",
    "AgendaItem",
    "Attendance",
    "Concerned",
    "Decision",
    "Entry",
    "Every",
    "Invitee",
    "Meeting",
    "MeetingSide",
    "Segment",
    "Series",
]
