"""What was noted while somebody was there is theirs, with a day to say that they weren't meant."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands import terms
from apps.goals.commands.ground import refuse_over
from apps.goals.commands.offering import taker_back
from apps.goals.models import OwnershipTerm, Task
from apps.people.models import Member
from apps.trail import commands as trail


class TakenOn(NotNow):
    """A day after it was noted, or once it is begun, a task is offered on like any other."""


@transaction.atomic
def not_me(*, actor: Member, task: Task, now: datetime) -> Task:
    """Say that it was noted for the wrong one: it goes back to who noted it, without a word of why."""
    noted = terms.noted_for(task, actor)
    require(policy.may_say_not_me(actor, noted))
    assert noted is not None
    back = taker_back(actor, noted)
    task = locked(task)
    refuse_over(task)
    noted.refresh_from_db()
    if not terms.may_be_refused(noted, task, now):
        raise TakenOn(_("“%(title)s” is yours now. Offer it to somebody, and say why.") % {"title": task})
    terms.end(noted, OwnershipTerm.State.DECLINED, now, _("Not me."))
    terms.close_offer(task, now)
    terms.own(task, back, now, offered_by=actor)
    task.owner = back
    task.save(update_fields=["owner"])
    trail.record(actor=actor, act="task.not_me", about=task, now=now)
    telling.tell(to={back, task.wanted_by}, kind="task-not-me", about=task, actor=actor, now=now, owner=back.name)
    return task
