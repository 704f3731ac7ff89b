"""Whether what was in the way excuses a delay, where the dates alone don't say so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import reason_in
from apps.goals.commands.obstacles import blocked
from apps.goals.models import Obstacle
from apps.people.models import Member
from apps.trail import commands as trail


@transaction.atomic
def judge_obstacle(*, actor: Member, obstacle: Obstacle, excuses: bool, why: str, now: datetime) -> Obstacle:
    """Say that it excuses the delay, or doesn't, because the owner caused it or it was raised too late; and why."""
    obstacle = locked(obstacle)
    held_up = blocked(obstacle)
    require(policy.may_judge_obstacle(actor, held_up))
    why = reason_in(why, _("Say in a few words why: whoever is held up reads it."))
    given = {"excuses": excuses, "judged_by": actor, "judged_at": now, "judged_why": why}
    change(obstacle, given)
    act = "obstacle.excuses" if excuses else "obstacle.does_not_excuse"
    trail.record(actor=actor, act=act, about=obstacle, now=now, reason=why)
    telling.tell(
        to={held_up.owner, obstacle.raised_by}, kind="obstacle-judged", about=obstacle, actor=actor, now=now,
        blocked=str(held_up), excuses=excuses, why=why,
    )  # fmt: skip
    return obstacle
