"""What is in the way and three meetings old: then whoever sponsors the work is asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from apps.goals.models import Goal, Obstacle, Task
from apps.meetings.models import Invitee, Meeting
from apps.meetings.models.series import MeetingSide
from apps.people.models import Member, Role

MEETINGS = 3
_SPONSOR = "agreed_version__agreement__sponsor"


@dataclass(frozen=True)
class Lingering:
    """An obstacle that is still there after three meetings.

    Attributes:
        since: when the third of them was closed.
        sponsor: of the plan that the goal behind it is agreed in; without one, the executive who is here longest.
    """

    obstacle: Obstacle
    since: datetime
    sponsor: Member


def lingering(*, until: datetime) -> list[Lingering]:
    """What has been in the way for three meetings at `until`, the longest first."""
    third = Case(When(origin_id__isnull=False, then=_third(_after_its_own())), default=_third(_of_the_remover()))
    rows = Obstacle.objects.open().annotate(lingers_since=third)
    rows = rows.annotate(sponsor_id=Coalesce(_of_goal(), _of_task())).filter(lingers_since__lte=until)
    found = list(rows.select_related("raised_by").order_by("lingers_since", "pk"))
    if not found:
        return []
    sponsors = Member.objects.active().in_bulk({vars(row)["sponsor_id"] for row in found} - {None})
    first = Member.objects.active().with_role(Role.EXECUTIVE).order_by("joined_at", "pk").first()
    asked = [(row, sponsors.get(vars(row)["sponsor_id"], first)) for row in found]
    return [Lingering(row, vars(row)["lingers_since"], sponsor) for row, sponsor in asked if sponsor is not None]


def _third(meetings: QuerySet[Meeting]) -> Subquery:
    """When the third of them was closed since it was raised."""
    rows = meetings.filter(state=Meeting.State.CLOSED, closed_at__gt=OuterRef("raised_at"))
    return Subquery(rows.order_by("closed_at", "pk").values("closed_at")[MEETINGS - 1 : MEETINGS])


def _after_its_own() -> QuerySet[Meeting]:
    """The others of the series in which it was raised."""
    raised_in = Meeting.objects.filter(pk=OuterRef(OuterRef("origin_id"))).values("series")
    return Meeting.objects.filter(series__in=raised_in).exclude(pk=OuterRef("origin_id"))


def _of_the_remover() -> QuerySet[Meeting]:
    """Joint ones to which whoever can remove it is asked."""
    asks = Invitee.objects.filter(series=OuterRef("series"), member=OuterRef(OuterRef("remover")), until__isnull=True)
    return Meeting.objects.filter(Exists(asks), series__side=MeetingSide.JOINT)


def _of_goal() -> Subquery:
    return Subquery(Goal.objects.filter(pk=OuterRef("blocks_id")).values(_SPONSOR)[:1])


def _of_task() -> Subquery:
    """Of the goal that the task, or its milestone, serves."""
    served: Any = Goal.objects.filter(Q(pk=OuterRef("serves_id")) | Q(milestones=OuterRef("serves_id")))
    tasks = Task.objects.filter(pk=OuterRef("blocks_id")).annotate(sponsor=Subquery(served.values(_SPONSOR)[:1]))
    return Subquery(tasks.values("sponsor")[:1])
