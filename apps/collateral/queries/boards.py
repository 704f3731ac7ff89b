"""The wishes of both sides side by side by state, and how much each side has in hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from apps.collateral.models import Request, WishSide
from apps.people.models import Member

State = Request.State
# A board shows this many cards of a state, and what was confirmed in these days.
CARDS = 50
LATELY = timedelta(days=14)
# How many weeks back, of seven days each up to now, it is looked for what is usual.
WEEKS = 8
# Sent back is promised again, until its owner starts anew.
COLUMNS = (
    ((State.NEW,), State.NEW),
    ((State.ACCEPTED, State.REOPENED), State.ACCEPTED),
    ((State.IN_PROGRESS,), State.IN_PROGRESS),
    ((State.DELIVERED,), State.DELIVERED),
    ((State.CONFIRMED,), State.CONFIRMED),
)


@dataclass(frozen=True)
class Column:
    """A column of the board."""

    state: str
    title: Any
    cards: Sequence[Request]
    count: str


@dataclass(frozen=True)
class Capacity:
    """What a side has in progress, and how many it usually delivers in a week.

    Attributes:
        usual: the median of what it delivered in each of the last eight weeks, or in as many as there are since it was
            first asked; a week without any counts as none. Of an even number of weeks, the mean of the two in the
            middle. So one great week, or one on holiday, changes little.
        delivered: all of what it delivered in these weeks.
    """

    side: str
    label: Any
    in_progress: int
    usual: float
    delivered: int

    @property
    def a_week(self) -> int:
        """As it is said: a whole number, halves up."""
        return int(self.usual + 0.5)


def request_board(rows: QuerySet[Request], *, now: datetime) -> list[Column]:
    """`rows` by state: what is asked oldest first, what is promised as it is due, what is over only where lately."""
    found = {
        State.NEW: rows.order_by("asked_at", "pk"),
        State.DELIVERED: rows.order_by("delivered_at", "pk"),
        State.CONFIRMED: rows.filter(confirmed_at__gte=now - LATELY).order_by("-confirmed_at", "pk"),
    }
    promised = rows.order_by("due_on", "pk")
    return [_column(state, found.get(state, promised).filter(state__in=states)) for states, state in COLUMNS]


def _column(state: State, rows: QuerySet[Request]) -> Column:
    cards = list(rows[: CARDS + 1])
    count = f"{CARDS}+" if len(cards) > CARDS else str(len(cards))
    return Column(state=state, title=state.label, cards=cards[:CARDS], count=count)


def capacities(*, viewer: Member, now: datetime) -> list[Capacity]:
    """Both sides, as far as anybody has asked them for something."""
    rows = Request.objects.visible_to(viewer)
    counts = rows.values("side").annotate(
        first=Min("asked_at"),
        in_progress=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        **{_week(back): Count("pk", filter=_delivered(back, now)) for back in range(WEEKS)},
    )
    found = {count["side"]: count for count in counts.order_by("side")}
    return [_capacity(side, found[side], now) for side in WishSide if side in found]


def _capacity(side: WishSide, count: Mapping[str, Any], now: datetime) -> Capacity:
    weeks = min(max(ceil((now - count["first"]) / timedelta(weeks=1)), 1), WEEKS)
    delivered = [count[_week(back)] for back in range(weeks)]
    return Capacity(side, side.label, count["in_progress"], float(median(delivered)), sum(delivered))


def _week(back: int) -> str:
    return f"week_{back}"


def _delivered(back: int, now: datetime) -> Q:
    """In the week that ended `back` weeks ago; its last moment is in it, its first in the one before."""
    ends = now - timedelta(weeks=back)
    return Q(delivered_at__gt=ends - timedelta(weeks=1), delivered_at__lte=ends)
