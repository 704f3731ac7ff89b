"""Everybody plans a meeting; agendas and open minutes are for who is asked, closed minutes of open series for all."""

from typing import Any

from apps.people.models import Member
from tests.house.roles import DONE, Outcome, Outcomes, only, they
from tests.house.who_may.page import Page
from tests.house.who_may.whom import ALL, SENT
from tests.house.world import World

# --- Meetings: everybody plans one; agendas and open minutes are for who is asked (Sam; Mina, who runs it; Mara, who
#     records it), closed minutes of open series for all. Admins change a series, but read no agenda unasked.
ASKED, RUNNING = "sam mara mina", only("mara mina", DONE, others=404) | they("sam", 403)
SERIES = "mara mina ada"


def asked(outcome: Outcome, *, others: Outcome = 404) -> Outcomes:
    return only(ASKED, outcome, others=others)


def runs(outcome: Outcome) -> Outcomes:
    return only("mara mina", outcome, others=404) | they("sam", 403)


def _himself(world: World, member: Member | None) -> dict[str, Any]:
    return {"member": (member or world.cast.dan).pk, "how": "present"}


MEETINGS = (
    Page("meetings:meetings", get=ALL),
    Page("meetings:decisions", get=ALL),
    Page(
        "meetings:new",
        get=ALL,
        post=SENT,
        send=lambda w, m: {"title": "Joint hour", "first_on": w.today.isoformat(), "at": "16:00"},
    ),
    Page("meetings:series", "series", get=ALL),
    Page("meetings:edit_series", "series", get=only(SERIES, 200), post=only(SERIES, DONE)),
    Page("meetings:reschedule", "series", get=only(SERIES, 200), post=only(SERIES, DONE)),
    Page("meetings:end_series", "series", get=only(SERIES, 200), post=only(SERIES, DONE)),
    Page("meetings:meeting", "meeting_ahead", get=asked(200)),
    Page("meetings:meeting", "meeting_running", case="running", get=asked(200)),
    Page("meetings:meeting", "meeting_closed", case="closed", get=ALL),
    Page("meetings:move", "meeting_ahead", get=runs(200), post=RUNNING, send=lambda w, m: {"at": "11:30"}),
    Page("meetings:cancel", "meeting_ahead", get=runs(200), post=RUNNING, send=lambda w, m: {"reason": "The fair"}),
    Page("meetings:answer", "meeting_ahead", post=asked(DONE), send=lambda w, m: {"answer": "maybe"}),
    Page("meetings:start", "meeting_ahead", post=RUNNING),
    Page("meetings:attend", "meeting_running", post=asked(DONE), send=_himself),
    Page("meetings:written", "meeting_running", get=asked(200)),
    Page("meetings:write", "meeting_running", post=asked(DONE), send=lambda w, m: {"kind": "note", "text": "Said"}),
    Page(
        "meetings:obstacle",
        "meeting_running",
        get=asked(200),
        post=asked(DONE),
        send=lambda w, m: {"what": "No samples", "blocks": f"goal:{w.goal.pk}", "remover": w.cast.mara.pk},
    ),
    Page("meetings:close", "meeting_running", get=runs(200), post=RUNNING),
    Page(
        "meetings:add",
        "meeting_closed",
        get=asked(200, others=403),
        post=asked(DONE, others=403),
        send=lambda w, m: {"text": "On the 12th."},
    ),
    Page(
        "meetings:propose",
        "meeting_ahead",
        get=asked(200),
        post=asked(DONE),
        send=lambda w, m: {"title": "The fair"},
    ),
    Page(
        "meetings:take_in",
        "meeting_ahead",
        post=asked(DONE),
        send=lambda w, m: {"about": f"asset:{w.published.pk}"},
    ),
    Page("meetings:edit_item", "item", get=asked(200), post=asked(DONE)),
    Page("meetings:move_item", "item", post=RUNNING, send=lambda w, m: {"to": "1"}),
    Page("meetings:take_off", "item", post=asked(DONE)),
    Page("meetings:reach", "running_item", post=RUNNING),
    Page("meetings:edit_entry", "entry", get=asked(200), post=asked(DONE)),
)
