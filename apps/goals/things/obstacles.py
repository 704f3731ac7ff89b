"""What is in the way."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from apps.core import things
from apps.core.finding import fitting
from apps.goals import commands
from apps.goals.commands.obstacles import blocked
from apps.goals.models import Obstacle
from apps.people.models import Member


def _obstacles_of(member: Member) -> QuerySet[Obstacle]:
    """What they were to remove, and still is in the way."""
    return Obstacle.objects.open().filter(remover=member)


def _hand_over_obstacles(*, actor: Member, rows: Iterable[Obstacle], to: Member, now: datetime) -> None:
    for obstacle in rows:
        commands.hand_over_obstacle(actor=actor, obstacle=obstacle, to=to, now=now)


def _involved_in_obstacle(obstacle: Obstacle) -> Iterable[Member]:
    return {obstacle.remover, obstacle.raised_by, blocked(obstacle).owner}


def _find_obstacles(viewer: Member, words: str) -> QuerySet[Obstacle]:
    return fitting(Obstacle.objects.visible_to(viewer), words, "what", "outcome")


def _obstacle_still_due(obstacle: Obstacle, kind: str, recipient: Any) -> bool:
    if kind in ("obstacle-given", "obstacle-to-remove"):
        return obstacle.is_open and obstacle.remover_id == recipient.pk
    if kind in ("obstacle-raised", "obstacle-accepted", "obstacle-to-sponsor"):
        return obstacle.is_open
    return kind not in ("obstacle-removed", "obstacle-lived-with") or not obstacle.is_open


OBSTACLE = things.Thing(
    kind="obstacle",
    label=gettext_lazy("Obstacle"),
    model=Obstacle,
    title=lambda obstacle: obstacle.what,
    url=lambda obstacle: reverse("goals:obstacle", args=[obstacle.pk]),
    visible_to=Obstacle.objects.visible_to,
    involved=_involved_in_obstacle,
    owned_by=_obstacles_of,
    hand_over=_hand_over_obstacles,
    counted=lambda count: ngettext("%d obstacle", "%d obstacles", count) % count,
    still_due=_obstacle_still_due,
    many=gettext_lazy("What is in the way"),
    find=_find_obstacles,
)
