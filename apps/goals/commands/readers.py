"""One reader, preferably of the other side, reads what a goal's owner says of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import here, refuse_closed
from apps.goals.models import CheckIn, Goal, ReaderTerm, ReadMark
from apps.goals.models.readers import to_read
from apps.people.holding import lock_members
from apps.people.models import Member
from apps.trail import commands as trail


class ReadsOwn(Refused):
    """Whoever answers for a goal says how it stands; somebody else reads it."""


def hold_first(*members: Member | None) -> None:
    """Members are held before the goal that they own or read, so that nobody waits for a leaver in a ring."""
    lock_members(member.pk for member in members if member is not None)


@transaction.atomic
def name_reader(*, actor: Member, goal: Goal, reader: Member | None, now: datetime) -> Goal:
    """Say who reads the check-ins from now on, or that nobody does; what was said before is nobody's to read."""
    hold_first(reader, goal.reader)
    if reader is not None:
        here(reader)
    goal = locked(goal)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    if reader == goal.owner:
        raise ReadsOwn(_("%(name)s answers for this goal. Choose somebody else to read.") % {"name": reader})
    _read_by(goal, reader, actor, now)
    return goal


def _read_by(goal: Goal, reader: Member | None, actor: Member, now: datetime) -> None:
    term = goal.reader_terms.standing().select_related("reader").first()
    before = term.reader if term else None
    if before == reader:
        return
    if term is not None:
        term.until_at = now
        term.save(update_fields=["until_at"])
    trail.record(actor=actor, act="goal.reader_named", about=goal, now=now, changes={"reader": [before, reader]})
    if reader is not None:
        ReaderTerm.objects.create(goal=goal, reader=reader, from_at=now)
        telling.tell(to=[reader], kind="reader-named", about=goal, actor=actor, now=now)


def let_new_owner_read_no_more(goal: Goal, owner: Member, actor: Member, now: datetime) -> None:
    """Whoever comes to answer for a goal reads its check-ins no more; called before they do."""
    if goal.reader_terms.standing().filter(reader=owner).exists():
        _read_by(goal, None, actor, now)


@transaction.atomic
def hand_over_reading(*, actor: Member, term: ReaderTerm, to: Member, now: datetime) -> None:
    """What a leaver was to read goes to whom it is named for, from now on; to nobody where that is the owner."""
    (to,) = here(to)
    goal = locked(term.goal)
    _read_by(goal, None if goal.is_closed or to == goal.owner else to, actor, now)


def carry_reader(goal: Goal, later: Goal, actor: Member, now: datetime) -> None:
    """Whoever read a goal reads what it goes on as, where they are still there and don't answer for it."""
    term = goal.reader_terms.standing().select_related("reader").first()
    if term is not None and term.reader.is_active and term.reader != later.owner:
        _read_by(later, term.reader, actor, now)


@transaction.atomic
def mark_read(*, actor: Member, check_in: CheckIn, now: datetime) -> CheckIn:
    """Say that one has read it, and with it what was said before in one's time; a second tap changes nothing."""
    goal = locked(check_in.goal)
    require(policy.may_read_for(actor, goal, check_in, now))
    unread = to_read().filter(goal=goal, at__lte=check_in.at)
    made = ReadMark.objects.bulk_create([ReadMark(check_in=one, by=actor, at=now) for one in unread])
    if made:
        trail.record(actor=actor, act="goal.check_in_read", about=goal, now=now)
    return check_in
