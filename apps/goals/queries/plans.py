"""Plans: what of them counts, and beside it what is proposed and where that differs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agreements import queries as agreements
from apps.agreements.models import Version
from apps.goals.commands.composing import in_words, terms_in_words
from apps.goals.commands.conditions import conditions_in_words, named
from apps.goals.commands.plans import said_of, values_for
from apps.goals.commands.protecting import PROTECTED
from apps.goals.models import Decider, Direction, Goal, GoalSide, Plan, PlanGoal, Unit
from apps.goals.queries.explaining import worded
from apps.goals.queries.naming import Change, SaidActivity, activities_beside, activities_counting
from apps.people.models import Member

State = Version.State
LABELS = {
    "title": gettext_lazy("Title"),
    "owner_id": gettext_lazy("Owner"),
    "side": gettext_lazy("Whose goal"),
    "unit": gettext_lazy("Counted in"),
    "direction": gettext_lazy("What it is about"),
    "baseline": gettext_lazy("From"),
    "target": gettext_lazy("To"),
    "lower": gettext_lazy("At least"),
    "upper": gettext_lazy("At most"),
    "starts_on": gettext_lazy("From the day"),
    "due_on": gettext_lazy("Until the day"),
    "conditions": gettext_lazy("Depends on"),
    "consequence": gettext_lazy("If it slips"),
    "decided_by": gettext_lazy("Who decides then"),
}
_CHOICES: dict[str, dict[Any, Any]] = {
    "side": dict(GoalSide.choices),
    "unit": dict(Unit.choices),
    "direction": dict(Direction.choices),
    "decided_by": dict(Decider.choices),
}


def plans(*, viewer: Member, now: datetime) -> QuerySet[Plan]:
    """Plans with the goals in them that the viewer may know of, each with `draft_seen`; and with `over_since`."""
    rows = Plan.objects.visible_to(viewer).select_related("period", "agreement")
    rows = rows.annotate(over_since=agreements.over_since(now, "agreement"))
    return rows.prefetch_related(Prefetch("entries", queryset=_entries_for(viewer)))


def _entries_for(viewer: Member) -> QuerySet[PlanGoal]:
    """What only a draft says is for those who work on it; `draft_seen` says whether the viewer does."""
    drafts = Version.objects.filter(agreement=OuterRef("plan__agreement"), state=State.DRAFT)
    theirs = Version.objects.visible_to(viewer).filter(agreement=OuterRef("plan__agreement"), state=State.DRAFT)
    rows = PlanGoal.objects.annotate(draft_seen=~Exists(drafts) | Exists(theirs))
    known = rows.filter(Q(draft_seen=True) | Q(goal__agreed_version__isnull=False))
    return known.select_related("goal").order_by("position", "pk")


def entries(plan: Plan) -> QuerySet[PlanGoal]:
    """The goals of a plan in their order, with what was typed for the next version."""
    return plan.entries.select_related("goal__owner__team", "goal__agreed_version").order_by("position", "pk")


def plan_over_since(goal: Goal, now: datetime) -> datetime | None:
    """When the plan that agreed the goal ended; None while it counts or where none did."""
    if goal.agreed_version is None or goal.stands_agreed(now):
        return None
    rows = Plan.objects.filter(agreement=goal.agreed_version.agreement_id)
    return rows.values_list(agreements.over_since(now, "agreement"), flat=True).first()


@dataclass(frozen=True)
class Said:
    """What a version says of a goal.

    Attributes:
        how: against what counts: "new", "changed", "left_out", "same", or "" where nothing counts yet.
    """

    goal: Goal
    words: str
    how: str = ""
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class PlanText:
    """A plan as its reader may see it.

    Attributes:
        in_force: the version that counts, and in `counts` what it says.
        open: the draft or proposal, or what is signed and doesn't count yet, and in `proposed` what it says.
        activities, activities_proposed: the same of what the plan names beside its goals.
    """

    in_force: Version | None
    counts: list[Said]
    open: Version | None
    proposed: list[Said]
    activities: list[SaidActivity] = field(default_factory=list)
    activities_proposed: list[SaidActivity] = field(default_factory=list)

    @property
    def draft(self) -> Version | None:
        return self.open if self.open is not None and self.open.state == State.DRAFT else None


def text_of(plan: Plan, *, viewer: Member, now: datetime) -> PlanText:
    """What counts of the plan now, and apart from it what is proposed, with the difference."""
    versions = Version.objects.filter(agreement=plan.agreement_id).select_related("agreement")
    in_force = versions.in_force(now).first()
    is_open = Q(state__in=[State.DRAFT, State.PROPOSED]) | Q(state=State.SIGNED, effective_from__gt=now)
    waiting = versions.visible_to(viewer).filter(is_open).first()
    goals: dict[UUID, Goal] = {entry.goal_id: entry.goal for entry in entries(plan)}
    counting = _said(in_force.content, goals) if in_force else {}
    counts = [Said(goals[pk], _worded(values)) for pk, values in counting.items()]
    named = activities_counting(plan, in_force)
    if waiting is None or waiting.ends_it:
        return PlanText(in_force, counts, waiting, [], named)
    wanted = _drafted(plan) if waiting.state == State.DRAFT else _said(waiting.content, goals)
    proposed = _beside(wanted, counting if in_force else None, goals)
    return PlanText(in_force, counts, waiting, proposed, named, activities_beside(plan, waiting, in_force))


def _worded(values: dict[str, Any]) -> str:
    """A goal's measure, what it depends on, and what happens if it slips."""
    said = values | {"conditions": named(values["conditions"])}
    return " ".join([in_words(values), *terms_in_words(said)])


def _said(content: dict[str, Any], goals: dict[UUID, Goal]) -> dict[UUID, dict[str, Any]]:
    """The values of each goal in a frozen text."""
    said = {UUID(goal["id"]): said_of(goal) for goal in content["goals"]}
    missing = said.keys() - goals.keys()
    goals |= Goal.objects.select_related("owner__team").in_bulk(missing)
    return said


def _drafted(plan: Plan) -> dict[UUID, dict[str, Any]]:
    return {entry.goal_id: values_for(entry) for entry in entries(plan) if not entry.leaves}


def _beside(
    wanted: dict[UUID, dict[str, Any]], counting: dict[UUID, dict[str, Any]] | None, goals: dict[UUID, Goal]
) -> list[Said]:
    if counting is None:
        return [Said(goals[pk], _worded(values)) for pk, values in wanted.items()]
    said = [_against(goals[pk], values, counting.get(pk)) for pk, values in wanted.items()]
    gone = [Said(goals[pk], _worded(counting[pk]), "left_out") for pk in counting if pk not in wanted]
    return said + gone


def _against(goal: Goal, values: dict[str, Any], counting: dict[str, Any] | None) -> Said:
    if counting is None:
        return Said(goal, _worded(values), "new")
    differing = [name for name in PROTECTED if name in counting and values[name] != counting[name]]
    changes = [Change(LABELS[name], _shown(name, counting), _shown(name, values)) for name in differing]
    return Said(goal, _worded(values), "changed" if changes else "same", changes)


def _shown(name: str, values: dict[str, Any]) -> str:
    """A field as people read it, in the unit that the same version says."""
    value = values[name]
    if value is None or value in ("", []):
        return _("nothing")
    if name in _CHOICES:
        return str(_CHOICES[name][value])
    if name == "conditions":
        return conditions_in_words(named(value))
    if name in ("title", "consequence"):
        return str(value)
    if name == "owner_id":
        return str(Member.objects.get(pk=value))
    return date_format(value, "j M Y") if name in ("starts_on", "due_on") else worded(Goal(unit=values["unit"]), value)
