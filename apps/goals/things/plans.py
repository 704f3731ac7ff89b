"""Plans, what they name beside targets, and what was agreed for the case that a goal slips."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from apps.core import things
from apps.core.finding import fitting
from apps.goals import commands, queries
from apps.goals.commands.composing import compose, on_in_force
from apps.goals.commands.dropping import drop
from apps.goals.models import AgreedActivity, Invocation, Plan
from apps.people.models import Member


def _find_plans(viewer: Member, words: str) -> QuerySet[Plan]:
    return fitting(Plan.objects.visible_to(viewer), words, "title")


def _promises_of(member: Member) -> QuerySet[AgreedActivity]:
    return AgreedActivity.objects.named().filter(owner=member)


def _hand_over_promises(*, actor: Member, rows: Iterable[AgreedActivity], to: Member, now: datetime) -> None:
    for activity in rows:
        commands.hand_over_promise(actor=actor, activity=activity, to=to, now=now)


def _find_activities(viewer: Member, words: str) -> QuerySet[AgreedActivity]:
    """A milestone is found as such."""
    rows = AgreedActivity.objects.visible_to(viewer).named().promises().select_related("owner")
    return fitting(rows, words, "title")


def _activity_still_due(activity: AgreedActivity, kind: str, recipient: Any) -> bool:
    return kind not in ("promise-given", "promise-to-say") or activity.owner_id == recipient.pk


def _invocation_still_due(invocation: Invocation, kind: str, recipient: Any) -> bool:
    if kind == "account-asked":
        return invocation.state == Invocation.State.PROPOSED and invocation.goal.owner_id == recipient.pk
    return kind != "account-given" or invocation.is_open


PLAN = things.Thing(
    kind="plan",
    label=gettext_lazy("Plan"),
    model=Plan,
    title=lambda plan: plan.title,
    url=lambda plan: reverse("goals:plan", args=[plan.pk]),
    visible_to=Plan.objects.visible_to,
    involved=lambda plan: Member.objects.filter(goals__in_plan__plan=plan).distinct(),
    many=gettext_lazy("Plans"),
    find=_find_plans,
    compose=compose,
    parts=queries.parts,
    as_of=queries.as_of,
    on_discard=drop,
    on_in_force=on_in_force,
)
ACTIVITY = things.Thing(
    kind="agreed-activity",
    label=gettext_lazy("Agreed activity"),
    model=AgreedActivity,
    title=str,
    url=lambda activity: reverse("goals:activity", args=[activity.pk]),
    visible_to=AgreedActivity.objects.visible_to,
    involved=lambda activity: [activity.answers],
    owned_by=_promises_of,
    hand_over=_hand_over_promises,
    counted=lambda count: ngettext("%d promise of a plan", "%d promises of plans", count) % count,
    still_due=_activity_still_due,
    many=gettext_lazy("Agreed activities"),
    find=_find_activities,
)
INVOCATION = things.Thing(
    kind="invocation",
    label=gettext_lazy("If it slips"),
    model=Invocation,
    title=lambda invocation: invocation.goal.title,
    url=lambda invocation: reverse("goals:invocation", args=[invocation.pk]),
    visible_to=Invocation.objects.visible_to,
    involved=lambda invocation: {invocation.goal.owner, invocation.proposed_by},
    still_due=_invocation_still_due,
)
