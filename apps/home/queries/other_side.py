"""What the other side is working on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from apps.collateral import queries as collateral
from apps.collateral.models import Request
from apps.core import things
from apps.goals import queries as goals
from apps.goals.models import Goal, Milestone, Task
from apps.notices import queries as notices
from apps.people.models import Member, Side

MOST = 20


@dataclass(frozen=True)
class Row:
    """Something the other side is at.

    Attributes:
        who: answers for it; None where nobody has taken it yet.
        follows, helps: how the viewer stands to it.
        theirs: the viewer's own, so that there is nobody to help.
    """

    kind: str
    thing: Any
    who: Member | None
    due_on: Any
    follows: bool
    helps: bool
    theirs: bool

    @property
    def about(self) -> things.Pair:
        return self.kind, self.thing.pk

    @property
    def title(self) -> str:
        return things.title(self.thing)

    @property
    def url(self) -> str:
        return things.url(self.thing)


@dataclass(frozen=True)
class OtherSide:
    """What `side` works on, the next due first; at most twenty of each."""

    side: str
    goals: list[Row]
    milestones: list[Row]
    tasks: list[Row]
    requests: list[Row]


def side_across(member: Member) -> str:
    """The side that a member doesn't stand on; for those on neither, marketing comes first."""
    return Side.SALES if member.side == Side.MARKETING else Side.MARKETING


def other_side(*, viewer: Member, now: datetime, side: str = "") -> OtherSide:
    """The goals that are agreed and open, milestones, tasks and requests that `side` is at."""
    side = side if side in (Side.SALES, Side.MARKETING) else side_across(viewer)
    mine = {follow.about: follow.helping for follow in notices.follows(viewer=viewer)}

    def rows(kind: str, found: QuerySet[Any]) -> list[Row]:
        return [_row(kind, thing, viewer, mine) for thing in found[:MOST]]

    today = goals.today(now)
    agreed = Goal.objects.visible_to(viewer).open().filter(agreed_version__isnull=False).select_related("owner")
    steps = Milestone.objects.visible_to(viewer).ahead().filter(owner__side=side)
    tasks = Task.objects.visible_to(viewer).active().filter(owner__side=side).select_related("owner")
    next_due = F("due_on").asc(nulls_last=True)
    # The few are chosen before all is read that is told of them.
    first = Request.objects.visible_to(viewer).open().filter(side=side).order_by(next_due, "asked_at", "pk")[:MOST]
    wishes = collateral.requests(viewer=viewer).filter(pk__in=first.values("pk"))
    return OtherSide(
        side=side,
        goals=rows(
            "goal",
            agreed.filter(Q(owner__side=side) | Q(side=side), Q(due_on__isnull=True) | Q(due_on__gte=today)).order_by(
                next_due, "pk"
            ),
        ),
        milestones=rows("milestone", steps.select_related("owner").order_by("due_on", "pk")),
        tasks=rows("task", tasks.order_by(next_due, "pk")),
        requests=rows("request", wishes.order_by(next_due, "asked_at", "pk")),
    )


def _row(kind: str, thing: Any, viewer: Member, mine: dict[things.Pair, bool]) -> Row:
    about = (kind, thing.pk)
    return Row(
        kind=kind,
        thing=thing,
        who=thing.owner,
        due_on=thing.due_on,
        follows=about in mine,
        helps=mine.get(about, False),
        theirs=viewer.pk == thing.owner_id,
    )
