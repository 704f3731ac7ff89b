"""What a plan in force says about a goal: changed only by amending the plan."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agreements import commands as agreements
from apps.core.errors import Refused
from apps.goals.models import Goal
from apps.people import queries as people
from apps.people.models import Member

PROTECTED = ("side", "unit", "direction", "baseline", "target", "lower", "upper", "starts_on", "due_on")


# What an owner moves inside the leeway, or always: the words, and who of the side answers.
MOVED = {"title": gettext_lazy("Title"), "owner": gettext_lazy("Owner"), "due_on": gettext_lazy("Due")}


class Protected(Refused):
    """What everybody in the planning signed is changed by an amendment that all of them sign."""

    def __init__(self, words: str, goal: Goal, typed: Mapping[str, Any]) -> None:
        super().__init__(words)
        body = {name: None if value is None else str(value) for name, value in typed.items()}
        self.more = {"amendment": {"post": f"/api/v1/goals/{goal.pk}/amend/", "body": body}}


def refuse_protected(goal: Goal, changes: Mapping[str, Any], now: datetime) -> None:
    """Let through whatever isn't agreed.

    Raises:
        Protected: a plan in force says otherwise; an amendment is the way.
    """
    if not goal.stands_agreed(now):
        return
    touched = [name for name in PROTECTED if name in changes and changes[name] != getattr(goal, name)]
    if "due_on" in touched and stays_in_leeway(goal, changes["due_on"]):
        touched.remove("due_on")
    owner = changes.get("owner", goal.owner)
    if touched or owner.side != goal.owner.side:
        words = _(
            "This is agreed in the plan “%(plan)s”. Amend it to change this: what counts now stays until all sign."
        )
        raise Protected(words % {"plan": goal.in_plan.plan}, goal, {name: changes[name] for name in touched})


def stays_in_leeway(goal: Goal, day: date | None) -> bool:
    """Whether the signed text lets the owner move the due date there alone; counted from the date that was signed."""
    version = goal.agreed_version
    signed = next((one["due_on"] for one in version.content["goals"] if one["id"] == str(goal.pk)), None)
    if not version.leeway_days or signed is None or day is None:
        return False
    return people.working_time().days_between(date.fromisoformat(signed), day) <= version.leeway_days


def tell_signers(goal: Goal, changed: Mapping[str, list[Any]], actor: Member, now: datetime) -> None:
    """All seats hear of what was moved of an agreed goal: its due date, its wording, who answers for it."""
    if not goal.stands_agreed(now):
        return
    moved = {str(words): [_said(one) for one in changed[name]] for name, words in MOVED.items() if name in changed}
    if moved:
        agreements.tell_moved(actor=actor, version=goal.agreed_version, thing=goal, changes=moved, now=now)


def _said(value: Any) -> str:
    return date_format(value, "j M Y") if isinstance(value, date) else str(value)
