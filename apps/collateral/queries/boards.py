"""The wishes of both sides side by side by state, and how much each side has in hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from apps.collateral.models import Request, WishSide
from apps.people.models import Member

State = Request.State
# A board shows this many cards of a state, and what was confirmed in these days.
CARDS = 50
LATELY = timedelta(days=14)
# How many weeks back it is looked for what is usual.
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
    """What a side has in progress, and how many it usually delivers in a week."""

    side: str
    label: Any
    in_progress: int
    usual: float

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
    """Both sides: what each delivered in the last eight weeks, or in as many as there are, over their number."""
    since = now - timedelta(weeks=WEEKS)
    rows = Request.objects.visible_to(viewer)
    counts = rows.values("side").annotate(
        first=Min("asked_at"),
        in_progress=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        delivered=Count("pk", filter=Q(delivered_at__gte=since, delivered_at__lte=now)),
    )
    found = {count["side"]: count for count in counts.order_by("side")}
    return [_capacity(side, found[side], now) for side in WishSide if side in found]


def _capacity(side: WishSide, count: Mapping[str, Any], now: datetime) -> Capacity:
    weeks = min(max(ceil((now - count["first"]) / timedelta(weeks=1)), 1), WEEKS)
    return Capacity(side, side.label, count["in_progress"], count["delivered"] / weeks)
