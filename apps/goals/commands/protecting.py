"""What a plan in force says about a goal: changed only by amending the plan."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agreements import commands as agreements
from apps.core.errors import Refused
from apps.goals.models import AgreedActivity, Goal, Milestone, Plan
from apps.people import queries as people
from apps.people.models import Member

# What is measured, and what else stands in the signed words.
PROTECTED = (
    "title", "owner_id", "side", "unit", "direction", "baseline", "target", "lower", "upper", "starts_on", "due_on",
    "conditions", "consequence", "decided_by",
)  # fmt: skip
# What only a later version says of a goal: one signed before these were thought of says nothing of them.
UNSAID: dict[str, Any] = {"conditions": [], "consequence": "", "decided_by": None}


# What an owner moves inside the leeway.
MOVED = {"title": gettext_lazy("Title"), "owner": gettext_lazy("Owner"), "due_on": gettext_lazy("Due")}


_PLACES: dict[type[Any], str] = {Goal: "goals", AgreedActivity: "agreed-activities"}


class Protected(Refused):
    """What everybody in the planning signed is changed by an amendment that all of them sign."""

    def __init__(self, words: str, thing: Goal | AgreedActivity, typed: Mapping[str, Any]) -> None:
        super().__init__(words)
        body = {"owner" if name == "owner_id" else name: plain(value) for name, value in typed.items()}
        self.more = {"amendment": {"post": f"/api/v1/{_PLACES[type(thing)]}/{thing.pk}/amend/", "body": body}}


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value if value is None or isinstance(value, list | int) else str(value)


def refuse_protected(goal: Goal, changes: Mapping[str, Any], now: datetime) -> None:
    """Let through whatever isn't agreed.

    Raises:
        Protected: a plan in force says otherwise; an amendment is the way.
    """
    if not goal.stands_agreed(now):
        return
    otherwise = agreed_otherwise(goal, changes)
    if otherwise:
        raise _protected(goal, goal.in_plan.plan, otherwise)


def agreed_otherwise(goal: Goal, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What of the changes only an amendment can bring, by the names that the signed text has for it."""
    said = dict(changes)
    owner = said.pop("owner", None)
    if owner is not None:
        said["owner_id"] = owner.pk
    touched = {name: said[name] for name in PROTECTED if name in said and said[name] != getattr(goal, name)}
    version = goal.agreed_version
    free = {
        "due_on": "due_on" in touched and stays_in_leeway(goal, touched["due_on"]),
        "title": version.leeway_wording,
        "owner_id": owner is not None and version.leeway_owner and _share_a_team(owner, goal.owner),
    }
    return {name: value for name, value in touched.items() if not free.get(name)}


def _share_a_team(one: Member, other: Member) -> bool:
    return one.team_id is not None and one.team_id == other.team_id


def _protected(thing: Goal | AgreedActivity, plan: Plan, typed: Mapping[str, Any]) -> Protected:
    words = _("This is agreed in the plan “%(plan)s”. Amend it to change this: what counts now stays until all sign.")
    return Protected(words % {"plan": plan}, thing, typed)


def refuse_protected_step(milestone: Milestone, changes: Mapping[str, Any], now: datetime) -> None:
    """The same of a milestone that a plan names: its title and its date.

    Raises:
        Protected: a plan in force says otherwise; an amendment is the way.
    """
    named = AgreedActivity.objects.filter(milestone=milestone).select_related("agreed_version", "plan").first()
    if named is None or not named.stands_agreed(now):
        return
    stands = {"title": milestone.title, "due_on": milestone.due_on}
    touched = [name for name in stands if name in changes and changes[name] != stands[name]]
    if "due_on" in touched and stays_in_leeway(named, changes["due_on"]):
        touched.remove("due_on")
    owner = changes.get("owner", milestone.owner)
    if touched or owner.side != milestone.owner.side:
        raise _protected(named, named.plan, {name: changes[name] for name in touched})


def stays_in_leeway(thing: Goal | AgreedActivity, day: date | None) -> bool:
    """Whether the signed text lets the owner move the due date there alone; counted from the date that was signed."""
    version = thing.agreed_version
    said = [*version.content["goals"], *version.content.get("activities", ())]
    signed = next((one.get("due_on") for one in said if one["id"] == str(thing.pk)), None)
    if not version.leeway_days or signed is None or day is None:
        return False
    return people.working_time().days_between(date.fromisoformat(signed), day) <= version.leeway_days


def tell_signers_of_step(milestone: Milestone, changed: Mapping[str, list[Any]], actor: Member, now: datetime) -> None:
    """The same of a milestone that a plan names."""
    named = AgreedActivity.objects.filter(milestone=milestone).select_related("agreed_version").first()
    if named is not None:
        tell_signers(named, changed, actor, now)


def tell_signers(goal: Goal | AgreedActivity, changed: Mapping[str, list[Any]], actor: Member, now: datetime) -> None:
    """All seats hear of what was moved of an agreed goal: its due date, its wording, who answers for it."""
    if not goal.stands_agreed(now):
        return
    moved = {str(words): [_said(one) for one in changed[name]] for name, words in MOVED.items() if name in changed}
    if moved:
        agreements.tell_moved(actor=actor, version=goal.agreed_version, thing=goal, changes=moved, now=now)


def _said(value: Any) -> str:
    return date_format(value, "j M Y") if isinstance(value, date) else str(value)
