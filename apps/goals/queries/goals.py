from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from apps.goals.models import Goal, Milestone
from apps.people import queries as people
from apps.people.models import Member


def today(now: datetime) -> date:
    """The company's date: dates end at midnight in its zone, whoever looks from where."""
    return now.astimezone(ZoneInfo(people.company().time_zone)).date()


def goals(*, viewer: Member, now: datetime) -> QuerySet[Goal]:
    """Goals with `milestones_all`, `milestones_done` and `next_due`, the date of the next step."""
    ahead = Milestone.objects.filter(goal=OuterRef("pk"), done_at__isnull=True).order_by("due_on").values("due_on")[:1]
    return (
        Goal.objects.visible_to(viewer)
        .select_related("owner")
        .annotate(
            milestones_all=_count(Milestone.objects.filter(goal=OuterRef("pk"))),
            milestones_done=_count(Milestone.objects.filter(goal=OuterRef("pk"), done_at__isnull=False)),
            next_due=Subquery(ahead),
        )
    )


def _count(rows: QuerySet[Milestone]) -> Subquery:
    return Subquery(rows.order_by().values("goal").annotate(n=Count("pk")).values("n"))


def milestones(*, viewer: Member, now: datetime) -> QuerySet[Milestone]:
    return Milestone.objects.visible_to(viewer).select_related("goal__owner__team", "owner__team")


def tasks_under(goal: Goal) -> Q:
    """Tasks that serve the goal itself or one of its milestones."""
    steps = Milestone.objects.filter(goal=goal).values("pk")
    return Q(serves_kind="goal", serves_id=goal.pk) | Q(serves_kind="milestone", serves_id__in=steps)
