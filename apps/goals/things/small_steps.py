"""What lower apps must know of small steps and of the links to the scoreboard."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from apps.core import things
from apps.core.finding import fitting
from apps.goals import commands
from apps.goals.models import ScoreboardLink, SmallStep
from apps.people.models import Member


def _small_steps_of(member: Member) -> QuerySet[SmallStep]:
    return SmallStep.objects.running().filter(owner=member)


def _hand_over_small_steps(*, actor: Member, rows: Iterable[SmallStep], to: Member, now: datetime) -> None:
    for step in rows:
        commands.hand_over_small_step(actor=actor, step=step, to=to, now=now)


def _find_small_steps(viewer: Member, words: str) -> QuerySet[SmallStep]:
    return fitting(SmallStep.objects.visible_to(viewer), words, "practice", "sign", "learned")


def _small_step_still_due(step: SmallStep, kind: str, recipient: Any) -> bool:
    if kind == "small-step-ended":
        return not step.is_running
    return step.is_running and step.owner_id == recipient.pk


SMALL_STEP = things.Thing(
    kind="small-step",
    label=gettext_lazy("Small step"),
    model=SmallStep,
    title=lambda step: step.practice,
    url=lambda step: reverse("goals:small_step", args=[step.pk]),
    visible_to=SmallStep.objects.visible_to,
    involved=lambda step: {step.owner, step.begun_by},
    owned_by=_small_steps_of,
    hand_over=_hand_over_small_steps,
    counted=lambda count: ngettext("%d small step", "%d small steps", count) % count,
    still_due=_small_step_still_due,
    many=gettext_lazy("Small steps"),
    find=_find_small_steps,
)
SCOREBOARD_LINK = things.Thing(
    kind="scoreboard-link",
    label=gettext_lazy("Link to the scoreboard"),
    model=ScoreboardLink,
    title=lambda link: link.name,
    url=lambda link: reverse("goals:scoreboard_links"),
    visible_to=ScoreboardLink.objects.visible_to,
)
