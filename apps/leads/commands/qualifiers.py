from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.leads import policy
from apps.leads.commands.ground import WrongState, wake_workers
from apps.leads.models import Qualifier
from apps.people.models import Member
from apps.trail import commands as trail


class NoTeam(Refused):
    """A qualifier takes leads for a team."""


@transaction.atomic
def name_qualifier(*, actor: Member, member: Member, now: datetime, capacity: int = 20) -> Qualifier:
    """Put the mark on a member, or change how many leads they take at once."""
    require(policy.may_name_qualifier(actor, member))
    member = locked(member)
    if not member.is_active or member.team is None:
        raise NoTeam(_("%(name)s is in no team. Put them into one first.") % {"name": member})
    qualifier = Qualifier.objects.select_for_update(of=("self",)).filter(member=member).first()
    if qualifier is None:
        qualifier = Qualifier.objects.create(member=member, capacity=capacity, named_by=actor, named_at=now)
    else:
        change(qualifier, {"capacity": capacity, "ended_at": None})
    trail.record(actor=actor, act="qualifier.named", about=qualifier, now=now, capacity=capacity)
    wake_workers()
    return qualifier


@transaction.atomic
def end_qualifier(*, actor: Member, qualifier: Qualifier, now: datetime) -> Qualifier:
    """Take the mark off; what they took stays theirs, and no new lead is offered to them."""
    qualifier = locked(qualifier)
    require(policy.may_name_qualifier(actor, qualifier.member))
    if qualifier.ended_at is not None:
        raise WrongState(_("%(name)s takes no leads any more.") % {"name": qualifier})
    change(qualifier, {"ended_at": now})
    trail.record(actor=actor, act="qualifier.ended", about=qualifier, now=now)
    return qualifier
