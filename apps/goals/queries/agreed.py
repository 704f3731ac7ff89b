"""What a plan says of each goal, part by part, and what stood beside it on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agreements import queries as agreements
from apps.agreements.models import Version
from apps.core.things import Part
from apps.goals.commands.conditions import conditions_in_words
from apps.goals.models import AgreedActivity, Goal, Plan
from apps.goals.models.goals import Decider, Direction, GoalSide, Unit
from apps.goals.queries.explaining import worded
from apps.goals.queries.naming import LABELS as NAMED
from apps.goals.queries.naming import values_in_words
from apps.people.models import Member
from apps.trail import queries as trail

LABELS = {
    "owner": gettext_lazy("Owner"),
    "side": gettext_lazy("Side"),
    "unit": gettext_lazy("Measured in"),
    "direction": gettext_lazy("Way"),
    "baseline": gettext_lazy("From"),
    "target": gettext_lazy("Target"),
    "lower": gettext_lazy("At least"),
    "upper": gettext_lazy("At most"),
    "starts_on": gettext_lazy("Starts"),
    "due_on": gettext_lazy("Due"),
    "conditions": gettext_lazy("Depends on"),
    "consequence": gettext_lazy("If it slips"),
    "decided_by": gettext_lazy("Who decides then"),
}
_NUMBERS = ("baseline", "target", "lower", "upper")
_CHOICES: dict[str, Any] = {"side": GoalSide, "unit": Unit, "direction": Direction, "decided_by": Decider}


def parts(content: dict[str, Any]) -> list[Part]:
    """Each goal of a version, and the period that they are for."""
    period = Part("period", _("Period"), {_("Period"): content["period"]})
    goals = [Part(goal["id"], goal["title"], _values(goal)) for goal in content["goals"]]
    named = [Part(one["id"], one["title"], values_in_words(one)) for one in content.get("activities", ())]
    return [period, *goals, *named]


def _values(goal: Mapping[str, Any]) -> dict[str, str]:
    return {str(label): _said(goal, name) for name, label in LABELS.items() if goal.get(name) not in (None, "", [])}


def _said(goal: Mapping[str, Any], name: str) -> str:
    value = goal[name]
    if name in _NUMBERS:
        return worded(Goal(unit=goal["unit"]), Decimal(value))
    if name in _CHOICES:
        return str(_CHOICES[name](value).label)
    if name == "conditions":
        return conditions_in_words(value)
    return value if name in ("owner", "consequence") else date_format(date.fromisoformat(value), "j M Y")


def as_of(plan: Plan, day: date) -> dict[str, dict[str, str]]:
    """Who answered for each goal at the end of `day`, by when it was due then, and how it was called."""
    moment = agreements.last_moment_of(day)
    version = agreements.in_force(plan.agreement, moment)
    if version is None:
        return {}
    signed = {UUID(goal["id"]): goal["title"] for goal in version.content["goals"]}
    ids = [*signed]
    goals = Goal.objects.select_related("owner").in_bulk(ids)
    told = trail.changes_of("goal", ids, ("owner", "due_on", "title"))
    owners = {goal.pk: goal.owner_id for goal in goals.values()}
    owners |= {pk: UUID(said["member"]) for pk, said in _stood(told, "owner", moment).items()}
    names = {member.pk: member.name for member in Member.objects.filter(pk__in=owners.values())}
    titles = {pk: goal.title for pk, goal in goals.items()} | _stood(told, "title", moment)
    # A version sets the dates anew, so that only what was moved since then stands beside it.
    moved = _moved(told, "due_on", version.effective_from, moment)
    found = {str(pk): {str(LABELS["owner"]): names[owners[pk]]} for pk in ids}
    for pk, title in signed.items():
        found[str(pk)] |= {_("Title"): titles[pk]} if titles[pk] != title else {}
    for pk, due_on in moved.items():
        found[str(pk)][str(LABELS["due_on"])] = date_format(date.fromisoformat(due_on), "j M Y")
    return found | _named_as_of(version, moment)


def _named_as_of(version: Version, moment: datetime) -> dict[str, dict[str, str]]:
    """The same of what the plan names beside its goals: who answered for it, and by when it was due."""
    rows = AgreedActivity.objects.select_related("owner", "milestone__owner")
    by_id = rows.in_bulk([UUID(said["id"]) for said in version.content.get("activities", ())])
    kept_in = {row.pk if row.is_promise else row.milestone.pk: row for row in by_id.values()}
    told = [
        change
        for kind in ("agreed-activity", "milestone")
        for change in trail.changes_of(kind, kept_in, ("owner", "due_on"))
    ]
    owners = {row.pk: row.answers.pk for row in by_id.values()}
    owners |= {kept_in[pk].pk: UUID(said["member"]) for pk, said in _stood(told, "owner", moment).items()}
    names = {member.pk: member.name for member in Member.objects.filter(pk__in=owners.values())}
    found = {str(pk): {str(NAMED["owner"]): names[owner]} for pk, owner in owners.items()}
    for pk, due_on in _moved(told, "due_on", version.effective_from, moment).items():
        found[str(kept_in[pk].pk)][str(NAMED["due_on"])] = date_format(date.fromisoformat(due_on), "j M Y")
    return found


def _stood(told: Iterable[trail.Changed], field: str, moment: datetime) -> dict[UUID, Any]:
    """The field at `moment`, of those of which the trail tells it: by the last change before, or the first after."""
    found: dict[UUID, Any] = {}
    for change in told:
        if field not in change.changes:
            continue
        old, new = change.changes[field]
        if change.at <= moment:
            found[change.about_id] = new
        else:
            found.setdefault(change.about_id, old)
    return found


def _moved(told: Iterable[trail.Changed], field: str, since: datetime | None, until: datetime) -> dict[UUID, str]:
    return {
        change.about_id: change.changes[field][1]
        for change in told
        if field in change.changes and change.changes[field][1] and since is not None and since < change.at <= until
    }
