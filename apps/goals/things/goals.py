"""Goals, who reads how they stand, and their milestones."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from apps.core import things
from apps.core.finding import fitting
from apps.goals import commands, queries
from apps.goals.models import Goal, Milestone, Period, ReaderTerm
from apps.people.models import Member


def _goals_of(member: Member) -> QuerySet[Goal]:
    """What is closed keeps the name."""
    return Goal.objects.open().filter(owner=member)


def _hand_over_goals(*, actor: Member, rows: Iterable[Goal], to: Member, now: datetime) -> None:
    for goal in rows:
        commands.hand_over_goal(actor=actor, goal=goal, to=to, now=now)


def _find_goals(viewer: Member, words: str) -> QuerySet[Goal]:
    return fitting(Goal.objects.visible_to(viewer).select_related("owner"), words, "title", "why")


def _goal_still_due(goal: Goal, kind: str, recipient: Any) -> bool:
    if kind in ("check-in-to-read", "reader-named"):
        return not goal.is_closed and _still_reads(goal, kind, recipient)
    if kind == "goal-closed":
        return goal.is_closed
    if kind in ("check-in-missed", "goal-off-track", "goal-reopened") and goal.is_closed:
        return False
    return kind not in ("goal-given", "check-in-missed") or goal.owner_id == recipient.pk


def _still_reads(goal: Goal, kind: str, recipient: Any) -> bool:
    if kind == "reader-named":
        return goal.reader == recipient
    return queries.unread_by(recipient, timezone.now()).filter(goal=goal).exists()


def _read_by(member: Member) -> QuerySet[ReaderTerm]:
    """Whose check-ins they were to read from now on."""
    return ReaderTerm.objects.standing().filter(reader=member)


def _hand_over_reading(*, actor: Member, rows: Iterable[ReaderTerm], to: Member, now: datetime) -> None:
    for term in rows:
        commands.hand_over_reading(actor=actor, term=term, to=to, now=now)


def _milestones_of(member: Member) -> QuerySet[Milestone]:
    return Milestone.objects.filter(owner=member, done_at__isnull=True)


def _hand_over_milestones(*, actor: Member, rows: Iterable[Milestone], to: Member, now: datetime) -> None:
    for milestone in rows:
        commands.hand_over_milestone(actor=actor, milestone=milestone, to=to, now=now)


def _find_milestones(viewer: Member, words: str) -> QuerySet[Milestone]:
    return fitting(Milestone.objects.visible_to(viewer).select_related("owner"), words, "title")


def _milestone_still_due(milestone: Milestone, kind: str, recipient: Any) -> bool:
    if kind == "milestone-overdue":
        return not milestone.is_done and not milestone.goal.is_closed and milestone.owner_id == recipient.pk
    if kind == "milestone-given":
        return milestone.owner_id == recipient.pk
    return kind != "milestone-done" or milestone.is_done


GOAL = things.Thing(
    kind="goal",
    label=gettext_lazy("Goal"),
    model=Goal,
    title=lambda goal: goal.title,
    url=lambda goal: reverse("goals:goal", args=[goal.pk]),
    visible_to=Goal.objects.visible_to,
    involved=lambda goal: [goal.owner],
    owned_by=_goals_of,
    hand_over=_hand_over_goals,
    counted=lambda count: ngettext("%d goal", "%d goals", count) % count,
    still_due=_goal_still_due,
    many=gettext_lazy("Goals"),
    find=_find_goals,
)
READER_TERM = things.Thing(
    kind="reader-term",
    label=gettext_lazy("Reading how a goal stands"),
    model=ReaderTerm,
    title=lambda term: term.goal.title,
    url=lambda term: reverse("goals:goal", args=[term.goal_id]),
    visible_to=ReaderTerm.objects.visible_to,
    owned_by=_read_by,
    hand_over=_hand_over_reading,
    counted=lambda count: ngettext("%d goal to read", "%d goals to read", count) % count,
)
MILESTONE = things.Thing(
    kind="milestone",
    label=gettext_lazy("Milestone"),
    model=Milestone,
    title=lambda milestone: milestone.title,
    url=lambda milestone: reverse("goals:milestone", args=[milestone.pk]),
    visible_to=Milestone.objects.visible_to,
    involved=lambda milestone: {milestone.owner, milestone.goal.owner},
    owned_by=_milestones_of,
    hand_over=_hand_over_milestones,
    counted=lambda count: ngettext("%d milestone", "%d milestones", count) % count,
    still_due=_milestone_still_due,
    many=gettext_lazy("Milestones"),
    find=_find_milestones,
)
PERIOD = things.Thing(
    kind="period",
    label=gettext_lazy("Period"),
    model=Period,
    title=str,
    url=lambda period: reverse("goals:periods"),
    visible_to=Period.objects.visible_to,
)
