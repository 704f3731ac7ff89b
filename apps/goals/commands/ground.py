"""What several commands stand on: refusals they share, changed fields. Members are locked before tasks."""

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from apps.core.errors import NotNow, Refused
from apps.goals.models import Goal, Task
from apps.people.holding import lock_members
from apps.people.models import Member


class HasLeft(Refused):
    """Whoever can't sign in can't answer for anything."""


class ReasonNeeded(Refused):
    """A no or a change that others counted on comes with a word of why."""


class Closed(NotNow):
    """Of a goal that is closed nothing is read, said, planned or changed until it is reopened."""


class Over(NotNow):
    """A task that is done or dropped takes no more steps until it is reopened."""


def here(*members: Member) -> list[Member]:
    """These members, locked against leaving until the transaction ends.

    Raises:
        HasLeft: one of them can't sign in.
    """
    found = lock_members(member.pk for member in members)
    refuse_leavers(found)
    return found


def refuse_leavers(members: Iterable[Member]) -> None:
    for member in members:
        if not member.is_active or member.is_system:
            raise HasLeft(_("%(name)s can't sign in any more. Choose somebody else.") % {"name": member})


def lock_tree() -> None:
    """Let one goal move at a time, before any goal is locked; the tree's trigger takes the same lock."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('goals.tree'))")


def reason_in(text: str, ask: str) -> str:
    """What was given as a reason, trimmed.

    Raises:
        ReasonNeeded: there is none; `ask` says what to write.
    """
    if not text.strip():
        raise ReasonNeeded(ask)
    return text.strip()


def refuse_closed(goal: Goal) -> None:
    if goal.is_closed:
        how = goal.get_state_display().lower()
        raise Closed(_("“%(title)s” is closed (%(how)s). Reopen it first.") % {"title": goal, "how": how})


def refuse_over(task: Task) -> None:
    if task.state == Task.State.DONE:
        raise Over(_("“%(title)s” is done. Reopen it first.") % {"title": task})
    if task.state == Task.State.DROPPED:
        raise Over(_("“%(title)s” was dropped. Reopen it first.") % {"title": task})
