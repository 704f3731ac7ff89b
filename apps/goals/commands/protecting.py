"""What a plan in force says about a goal: changed only by amending the plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.core.errors import Refused
from apps.goals.models import Goal

PROTECTED = ("side", "unit", "direction", "baseline", "target", "lower", "upper", "starts_on", "due_on")


class Protected(Refused):
    """What everybody in the planning signed is changed by an amendment that all of them sign."""


def refuse_protected(goal: Goal, changes: Mapping[str, Any], now: datetime) -> None:
    """Let through whatever isn't agreed.

    Raises:
        Protected: a plan in force says otherwise; an amendment is the way.
    """
    if not goal.stands_agreed(now):
        return
    touched = [name for name in PROTECTED if name in changes and changes[name] != getattr(goal, name)]
    owner = changes.get("owner", goal.owner)
    if touched or owner.side != goal.owner.side:
        raise Protected(
            _("This is agreed in the plan “%(plan)s”. Amend it to change this: what counts now stays until all sign.")
            % {"plan": goal.in_plan.plan}
        )
