"""One call that succeeds for every operation of the API, by its name; `tests/house/calls/` has them app by app."""

from collections.abc import Callable

from tests.house.calls import agreements, collateral, followups, goals, home, leads, meetings, notices, people
from tests.house.operations import Call
from tests.house.world import World

CALLS: dict[str, Callable[[World], Call]] = {
    **people.CALLS,
    **notices.CALLS,
    **goals.CALLS,
    **leads.CALLS,
    **agreements.CALLS,
    **collateral.CALLS,
    **meetings.CALLS,
    **followups.CALLS,
    **home.CALLS,
}
