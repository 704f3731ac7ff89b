"""Calls on series, meetings, agendas and minutes."""

from datetime import timedelta

from tests.house.operations import Call
from tests.house.world import World


def _day(world: World, days: int = 40) -> str:
    return str(world.today + timedelta(days=days))


SERIES = {
    "series_list": lambda w: Call(w.cast.sam),
    "series_create": lambda w: Call(
        w.cast.mina,
        body={
            "title": "Joint hour",
            "every": "two_weeks",
            "first_on": _day(w),
            "at": "10:00",
            "zone": "Europe/Berlin",
            "members": [str(w.cast.sam.pk)],
            "teams": [str(w.cast.content.pk)],
        },
    ),
    "series_get": lambda w: Call(w.cast.eva, {"id": w.series.pk}),
    "series_edit": lambda w: Call(w.cast.mina, {"id": w.series.pk}, {"place": "Room 5"}),
    "series_history": lambda w: Call(w.cast.sam, {"id": w.series.pk}),
    "series_reschedule": lambda w: Call(w.cast.mina, {"id": w.series.pk}, {"first_on": _day(w, 20), "at": "14:00"}),
    "series_end": lambda w: Call(w.cast.mina, {"id": w.series.pk}, {"reason": "We talk every day."}),
}
MEETINGS = {
    "meetings_list": lambda w: Call(w.cast.sam),
    "meetings_get": lambda w: Call(w.cast.sam, {"id": w.meeting_ahead.pk}),
    "meetings_history": lambda w: Call(w.cast.sam, {"id": w.meeting_ahead.pk}),
    "meetings_move": lambda w: Call(w.cast.mina, {"id": w.meeting_ahead.pk}, {"on": _day(w, 5), "at": "11:30"}),
    "meetings_cancel": lambda w: Call(w.cast.mina, {"id": w.meeting_ahead.pk}, {"reason": "All are at the fair."}),
    "meetings_answer": lambda w: Call(
        w.cast.sam, {"id": w.meeting_ahead.pk}, {"answer": "maybe", "line": "If my train is on time."}
    ),
    "meetings_start": lambda w: Call(w.cast.mina, {"id": w.meeting_ahead.pk}),
    "meetings_attend": lambda w: Call(
        w.cast.mina, {"id": w.meeting_running.pk}, {"member": str(w.cast.mara.pk), "how": "remote"}
    ),
    "meetings_write_obstacle": lambda w: Call(
        w.cast.sam,
        {"id": w.meeting_running.pk},
        {"what": "No samples", "blocks": {"kind": "goal", "id": str(w.goal.pk)}, "remover": str(w.cast.mara.pk)},
    ),
    "meetings_close": lambda w: Call(w.cast.mina, {"id": w.meeting_running.pk}, {"park": [str(w.running_item.pk)]}),
    "meetings_add": lambda w: Call(w.cast.sam, {"id": w.meeting_closed.pk}, {"text": "On the 12th."}),
    "meetings_take_in": lambda w: Call(
        w.cast.sam, {"id": w.meeting_ahead.pk}, {"about": {"kind": "asset", "id": str(w.published.pk)}}
    ),
    "meetings_attendances_list": lambda w: Call(w.cast.sam, {"meeting_id": w.meeting_running.pk}),
    "meetings_answers_list": lambda w: Call(w.cast.sam, {"meeting_id": w.meeting_ahead.pk}),
    "meetings_addenda_list": lambda w: Call(w.cast.sam, {"meeting_id": w.meeting_closed.pk}),
    "meetings_suggestions_list": lambda w: Call(w.cast.sam, {"meeting_id": w.meeting_ahead.pk}),
}
AGENDA = {
    "agenda_items_list": lambda w: Call(w.cast.sam),
    "agenda_items_create": lambda w: Call(
        w.cast.sam, body={"meeting": str(w.meeting_ahead.pk), "title": "The fair", "minutes": 15}
    ),
    "agenda_items_get": lambda w: Call(w.cast.sam, {"id": w.item.pk}),
    "agenda_items_edit": lambda w: Call(w.cast.sam, {"id": w.item.pk}, {"minutes": 20}),
    "agenda_items_history": lambda w: Call(w.cast.sam, {"id": w.item.pk}),
    "agenda_items_move": lambda w: Call(w.cast.mina, {"id": w.item.pk}, {"to": 1}),
    "agenda_items_take_off": lambda w: Call(w.cast.sam, {"id": w.item.pk}),
    "agenda_items_reach": lambda w: Call(w.cast.mina, {"id": w.running_item.pk}),
}
MINUTES = {
    "entries_list": lambda w: Call(w.cast.sam),
    "entries_create": lambda w: Call(
        w.cast.sam,
        body={
            "meeting": str(w.meeting_running.pk),
            "item": str(w.running_item.pk),
            "kind": "decision",
            "text": "Two per cent more",
            "review_on": _day(w),
            "concerned": [str(w.cast.eva.pk)],
        },
    ),
    "entries_get": lambda w: Call(w.cast.sam, {"id": w.entry.pk}),
    "entries_edit": lambda w: Call(w.cast.mara, {"id": w.entry.pk}, {"text": "Three times already"}),
    "entries_history": lambda w: Call(w.cast.sam, {"id": w.entry.pk}),
    "decisions_list": lambda w: Call(w.cast.eva),
}
CALLS = SERIES | MEETINGS | AGENDA | MINUTES
