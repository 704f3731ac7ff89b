from apps.meetings.commands.agenda import edit_item, move_item, propose_item, reach_item, take_in, take_off_item
from apps.meetings.commands.answering import answer_invitation
from apps.meetings.commands.changing import cancel_meeting, edit_series, end_series, move_meeting, reschedule_series
from apps.meetings.commands.closing import add_addendum, close_meeting
from apps.meetings.commands.handing import hand_over_series
from apps.meetings.commands.running import mark_attendance, start_meeting
from apps.meetings.commands.scheduling import look_ahead, schedule
from apps.meetings.commands.writing import edit_entry, write_entry, write_obstacle

__all__ = [
    "add_addendum",
    "answer_invitation",
    "cancel_meeting",
    "close_meeting",
    "edit_entry",
    "edit_item",
    "edit_series",
    "end_series",
    "hand_over_series",
    "look_ahead",
    "mark_attendance",
    "move_item",
    "move_meeting",
    "propose_item",
    "reach_item",
    "reschedule_series",
    "schedule",
    "start_meeting",
    "take_in",
    "take_off_item",
    "write_entry",
    "write_obstacle",
]
