"""What a plan names beside its goals: what counts of it, and beside it what is proposed and where that differs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agreements.models import Version
from apps.goals.commands.activities import OF_A_MILESTONE, OF_A_PROMISE, activity_in_words, back, said_of_activities
from apps.goals.models import AgreedActivity, GoalSide, Plan, Rhythm

LABELS = {
    "title": gettext_lazy("In words"),
    "side": gettext_lazy("Side"),
    "owner": gettext_lazy("Owner"),
    "goal": gettext_lazy("For the goal"),
    "due_on": gettext_lazy("Due"),
    "every": gettext_lazy("How often"),
    "how_many": gettext_lazy("How many"),
}


@dataclass(frozen=True)
class Change:
    """One field that the next version says otherwise."""

    label: Any
    counts: str
    proposed: str


@dataclass(frozen=True)
class SaidActivity:
    """What a version says of an activity; `how` as for a goal."""

    activity: AgreedActivity
    words: str
    how: str = ""
    changes: list[Change] = field(default_factory=list)


def activities_counting(plan: Plan, in_force: Version | None) -> list[SaidActivity]:
    rows = _rows(plan)
    return [SaidActivity(rows[UUID(said["id"])], _words(said)) for said in _said(in_force)]


def activities_beside(plan: Plan, waiting: Version, in_force: Version | None) -> list[SaidActivity]:
    """What the draft or the proposal says, each against what counts; what it leaves out stands last."""
    rows = _rows(plan)
    wanted = said_of_activities(plan) if waiting.state == Version.State.DRAFT else _said(waiting)
    if in_force is None:
        return [SaidActivity(rows[UUID(said["id"])], _words(said)) for said in wanted]
    counting = {said["id"]: said for said in _said(in_force)}
    found = [_against(rows[UUID(said["id"])], said, counting.get(said["id"])) for said in wanted]
    kept = {said["id"] for said in wanted}
    gone = [said for pk, said in counting.items() if pk not in kept]
    return found + [SaidActivity(rows[UUID(said["id"])], _words(said), "left_out") for said in gone]


def _rows(plan: Plan) -> dict[UUID, AgreedActivity]:
    rows = plan.activities.select_related("owner__team", "milestone__owner__team", "goal")
    return {row.pk: row for row in rows}


def _said(version: Version | None) -> list[dict[str, Any]]:
    return version.content.get("activities", []) if version else []


def _words(said: Mapping[str, Any]) -> str:
    names = OF_A_PROMISE if said["kind"] == "promise" else OF_A_MILESTONE
    return activity_in_words(back({name: said[name] for name in names}))


def _against(activity: AgreedActivity, said: dict[str, Any], counting: dict[str, Any] | None) -> SaidActivity:
    if counting is None:
        return SaidActivity(activity, _words(said), "new")
    names = OF_A_PROMISE if said["kind"] == "promise" else OF_A_MILESTONE
    differing = [name for name in names if said[name] != counting[name]]
    changes = [Change(LABELS[name], shown(name, counting[name]), shown(name, said[name])) for name in differing]
    return SaidActivity(activity, _words(said), "changed" if changes else "same", changes)


def shown(name: str, value: Any) -> str:
    """A field of a frozen text as people read it."""
    if value is None:
        return _("kept or not") if name == "how_many" else ""
    if name == "side":
        return str(GoalSide(value).label)
    if name == "every":
        return str(Rhythm(value).label)
    return date_format(date.fromisoformat(value), "j M Y") if name == "due_on" else str(value)


def values_in_words(said: Mapping[str, Any]) -> dict[str, str]:
    """All that a version says of an activity, by label."""
    names = [name for name in LABELS if name in said]
    return {str(LABELS[name]): shown(name, said[name]) for name in names}
