from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.errors import require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import reason_in
from apps.goals.commands.measuring import read
from apps.goals.models import CheckIn, Confidence, Goal, Source
from apps.people.models import Member
from apps.trail import commands as trail


@transaction.atomic
def check_in(
    *,
    actor: Member,
    goal: Goal,
    confidence: str,
    now: datetime,
    line: str = "",
    value: Decimal | None = None,
    source: str = Source.TYPED,
) -> CheckIn:
    """Say how the goal stands; a line is needed only when it is off track, and so is word to whose goal it serves."""
    goal = locked(goal)
    require(policy.may_edit_goal(actor, goal))
    line = line.strip()
    if confidence == Confidence.OFF_TRACK:
        line = reason_in(line, _("One line is enough: what is off, and what would help?"))
    reading = None if value is None else read(goal, actor, value, now, source=source)
    said = CheckIn.objects.create(goal=goal, author=actor, at=now, confidence=confidence, line=line, reading=reading)
    trail.record(actor=actor, act=f"goal.{confidence}", about=goal, now=now, reason=line)
    if confidence == Confidence.OFF_TRACK and goal.parent is not None:
        telling.tell(to=[goal.parent.owner], kind="goal-off-track", about=goal, actor=actor, now=now, line=line)
    return said
