from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import reason_in, refuse_closed
from apps.goals.commands.measuring import read
from apps.goals.models import CheckIn, Confidence, Goal, Reading, Source
from apps.people.models import Member
from apps.trail import commands as trail

# So long whoever said it may say it otherwise.
CORRECTED_WITHIN = timedelta(hours=72)


class TooLateToCorrect(NotNow):
    """After three days, or once more was said, a check-in stays; how it stands now is said anew."""


@transaction.atomic
def check_in(
    *,
    actor: Member,
    goal: Goal,
    confidence: str,
    now: datetime,
    line: str = "",
    value: Decimal | None = None,
    changed: str = "",
    help_wanted: str = "",
    source: str = Source.TYPED,
) -> CheckIn:
    """Say how the goal stands; a line is needed only when it is off track, and so is word to whose goal it serves."""
    goal = locked(goal)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    reading = None if value is None else read(goal, actor, value, now, source=source)
    said = CheckIn.objects.create(
        goal=goal, author=actor, at=now, reading=reading, **_worded(confidence, line, changed, help_wanted)
    )
    _tell(said, now)
    return said


def _worded(confidence: str, line: str, changed: str, help_wanted: str) -> dict[str, str]:
    line = line.strip()
    if confidence == Confidence.OFF_TRACK:
        line = reason_in(line, _("One line is enough: what is off, and what would help?"))
    return {
        "confidence": confidence,
        "line": line,
        "changed": changed.strip(),
        "help_wanted": help_wanted.strip(),
    }


def _tell(said: CheckIn, now: datetime) -> None:
    goal, actor = said.goal, said.author
    trail.record(actor=actor, act=f"goal.{said.confidence}", about=goal, now=now, reason=said.line)
    if said.confidence == Confidence.OFF_TRACK and goal.parent is not None:
        telling.tell(to=[goal.parent.owner], kind="goal-off-track", about=goal, actor=actor, now=now, line=said.line)


@transaction.atomic
def correct_check_in(
    *,
    actor: Member,
    check_in: CheckIn,
    confidence: str,
    now: datetime,
    line: str = "",
    value: Decimal | None = None,
    changed: str = "",
    help_wanted: str = "",
) -> CheckIn:
    """Say otherwise what one said last, within three days; both are kept, and the later word counts."""
    goal = locked(check_in.goal)
    require(policy.may_correct(actor, check_in))
    refuse_closed(goal)
    if not may_still_correct(check_in, now):
        say = _("It stays as it was said. Say how it stands now, or correct its number among the readings.")
        raise TooLateToCorrect(say)
    said = CheckIn.objects.create(
        goal=goal,
        author=actor,
        at=now,
        corrects=check_in,
        reading=_read_again(check_in, value, now),
        **_worded(confidence, line, changed, help_wanted),
    )
    _tell(said, now)
    return said


def may_still_correct(check_in: CheckIn, now: datetime) -> bool:
    """While it is the last word, and three days haven't passed."""
    later = check_in.goal.check_ins.filter(at__gt=check_in.at).exists()
    return not later and not hasattr(check_in, "corrected_by") and now - check_in.at <= CORRECTED_WITHIN


def _read_again(check_in: CheckIn, value: Decimal | None, now: datetime) -> Reading | None:
    """A corrected number is of the day of the first; the same number needs no second reading."""
    before: Reading | None = check_in.reading
    if value is None or (before is not None and before.value == value):
        return before
    day: date | None = before.as_of if before else None
    source = before.source if before else Source.TYPED
    return read(check_in.goal, check_in.author, value, now, as_of=day, source=source)
