"""What a goal depends on, and what happens if it slips: said by its owner, and agreed on where it stands in a plan."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import here, refuse_closed
from apps.goals.commands.protecting import refuse_protected
from apps.goals.models import Decider, Goal
from apps.people.models import Member
from apps.trail import commands as trail

# More than these nobody keeps in mind when they sign.
MOST = 5
LONGEST = 200
CONSEQUENCE = gettext_lazy("We look at it together in the next joint meeting: help, re-plan or drop.")


class TooManyConditions(Refused):
    """What a goal depends on is said in a few lines."""


class ConditionUnsaid(Refused):
    """A condition says in a few words what must be so."""


class NobodyDecides(Refused):
    """What happens if a goal slips is decided by somebody, and who decides does so on something."""


@transaction.atomic
def set_conditions(
    *,
    actor: Member,
    goal: Goal,
    conditions: Sequence[Mapping[str, Any]],
    now: datetime,
    consequence: str = "",
    decided_by: str | None = None,
    revision: int | None = None,
) -> Goal:
    """Say what the goal depends on, and what happens if it slips; where a plan says it, by amending that.

    Args:
        conditions: each a short "text" and the id of "who" can see to it, or None.
    """
    hold_named(goal, conditions)
    goal = locked(goal, revision=revision)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    given = whole_conditions(conditions=conditions, consequence=consequence, decided_by=decided_by)
    refuse_protected(goal, given, now)
    before = in_words_of(goal)
    if change(goal, given):
        after = in_words_of(goal)
        told = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        trail.record(actor=actor, act="goal.conditions_set", about=goal, now=now, changes=told)
    return goal


def hold_named(goal: Goal, conditions: Iterable[Mapping[str, Any]]) -> None:
    """Whoever is newly named can still sign in; a name that stood there before may be one of who has left."""
    stood = {one["who"] for one in goal.conditions}
    ids = {str(one["who"]) for one in conditions if one["who"]} - stood
    here(*Member.objects.filter(pk__in=ids))


def whole_conditions(
    *, conditions: Sequence[Mapping[str, Any]], consequence: str, decided_by: str | None
) -> dict[str, Any]:
    """The fields as a goal keeps them.

    Raises:
        Refused: something is missing, or there is too much of it.
    """
    said = [{"text": one["text"].strip(), "who": str(one["who"]) if one["who"] else None} for one in conditions]
    if len(said) > MOST:
        raise TooManyConditions(_("At most %(most)s conditions: those that all of it hangs on.") % {"most": MOST})
    if any(not 0 < len(one["text"]) <= LONGEST for one in said):
        raise ConditionUnsaid(_("Say each condition in a few words."))
    consequence = consequence.strip()
    if bool(consequence) != bool(decided_by):
        raise NobodyDecides(_("Say what happens if it slips and who decides on it, or neither."))
    return {"conditions": said, "consequence": consequence, "decided_by": decided_by or None}


# --- in words -----------------------------------------------------------------------------------------------


def names_in(conditions: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The names of those who can see to them."""
    ids = [UUID(one["who"]) for one in conditions if one["who"]]
    return {str(member.pk): member.name for member in Member.objects.filter(pk__in=ids)} if ids else {}


def named(conditions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The conditions with the "name" of who can see to each, as they are signed."""
    said = list(conditions)
    names = names_in(said)
    return [{**one, "name": names.get(one["who"] or "", "")} for one in said]


def conditions_in_words(conditions: Iterable[Mapping[str, Any]]) -> str:
    """Each with who can see to it."""
    return "; ".join(f"{one['text']} ({one['name']})" if one["name"] else one["text"] for one in conditions)


def decided_in_words(decided_by: str) -> str:
    if decided_by == Decider.TEAM:
        return _("Both teams decide together, after they have heard the owner.")
    return _("The executives decide, after they have heard the owner.")


def in_words_of(goal: Goal) -> dict[str, str]:
    """For the history."""
    return {
        "conditions": conditions_in_words(named(goal.conditions)),
        "consequence": goal.consequence,
        "decided_by": str(Decider(goal.decided_by).label) if goal.decided_by else "",
    }
