"""What lower apps must know of who reads how goals stand, and which notices about goals and steps are still due."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from apps.core import things
from apps.goals import commands, queries
from apps.goals.models import Goal, Milestone, ReaderTerm
from apps.people.models import Member


def _read_by(member: Member) -> QuerySet[ReaderTerm]:
    """Whose check-ins they were to read from now on."""
    return ReaderTerm.objects.standing().filter(reader=member)


def _hand_over_reading(*, actor: Member, rows: Iterable[ReaderTerm], to: Member, now: datetime) -> None:
    for term in rows:
        commands.hand_over_reading(actor=actor, term=term, to=to, now=now)


def _still_reads(goal: Goal, kind: str, recipient: Any) -> bool:
    if kind == "reader-named":
        return goal.reader == recipient
    return queries.unread_by(recipient, timezone.now()).filter(goal=goal).exists()


def goal_still_due(goal: Goal, kind: str, recipient: Any) -> bool:
    if kind in ("check-in-to-read", "reader-named"):
        return not goal.is_closed and _still_reads(goal, kind, recipient)
    if kind == "goal-closed":
        return goal.is_closed
    if kind in ("check-in-missed", "goal-off-track", "goal-reopened") and goal.is_closed:
        return False
    return kind not in ("goal-given", "check-in-missed") or goal.owner_id == recipient.pk


def milestone_still_due(milestone: Milestone, kind: str, recipient: Any) -> bool:
    if kind == "milestone-overdue":
        return not milestone.is_done and not milestone.goal.is_closed and milestone.owner_id == recipient.pk
    if kind == "milestone-given":
        return milestone.owner_id == recipient.pk
    return kind != "milestone-done" or milestone.is_done


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
