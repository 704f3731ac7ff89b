from datetime import datetime

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from apps.goals.models import Closure, Goal, Milestone, ReaderTerm, Reading
from apps.goals.models.measures import ReadingQuerySet
from apps.goals.queries.numbers import with_readings
from apps.people.models import Member


def goals(*, viewer: Member, now: datetime) -> QuerySet[Goal]:
    """Goals as they were read, with `milestones_all`, `milestones_done` and `next_due`, the next step's date."""
    ahead = Milestone.objects.filter(goal=OuterRef("pk"), done_at__isnull=True).order_by("due_on").values("due_on")[:1]
    rows = Goal.objects.visible_to(viewer).select_related(
        "owner__team", "parent", "period", "carried_from__period", "agreed_version", "in_plan__plan__agreement"
    )
    return with_readings(
        rows.annotate(
            milestones_all=_count(Milestone.objects.filter(goal=OuterRef("pk"))),
            milestones_done=_count(Milestone.objects.filter(goal=OuterRef("pk"), done_at__isnull=False)),
            next_due=Subquery(ahead),
        )
    )


def goals_and_readers(*, viewer: Member, now: datetime) -> QuerySet[Goal]:
    """The same, with who reads the check-ins of each, by one query for all."""
    standing = ReaderTerm.objects.standing().select_related("reader")
    return goals(viewer=viewer, now=now).prefetch_related(
        Prefetch("reader_terms", queryset=standing, to_attr="reading_now")
    )


def _count(rows: QuerySet[Milestone]) -> Subquery:
    return Subquery(rows.order_by().values("goal").annotate(n=Count("pk")).values("n"))


def readings(*, viewer: Member, now: datetime, goal: Goal) -> ReadingQuerySet:
    """Everything that was read of the goal, corrected or not."""
    return Reading.objects.visible_to(viewer).filter(goal=goal).select_related("by", "corrected_by", "corrects")


def closures(*, viewer: Member, now: datetime, goal: Goal) -> QuerySet[Closure]:
    """Each time it ended, also where it was reopened since."""
    return Closure.objects.visible_to(viewer).filter(goal=goal).select_related("closed_by", "reopened_by")


def milestones(*, viewer: Member, now: datetime) -> QuerySet[Milestone]:
    return Milestone.objects.visible_to(viewer).select_related("goal__owner__team", "owner__team")


def tasks_under(goal: Goal) -> Q:
    """Tasks that serve the goal itself or one of its milestones."""
    steps = Milestone.objects.filter(goal=goal).values("pk")
    return Q(serves_kind="goal", serves_id=goal.pk) | Q(serves_kind="milestone", serves_id__in=steps)
