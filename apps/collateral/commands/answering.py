"""What the side does that a request is put to: accept, decline, start, deliver."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import (
    WrongState,
    hold,
    refuse_leaver,
    said,
)
from apps.collateral.commands.requests import refuse_past
from apps.collateral.commands.votes import tell_followers
from apps.collateral.models import Asset, Request
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people.models import Member
from apps.trail import commands as trail

State = Request.State


class NotTheirSide(Refused):
    """A request is promised by the side it is put to."""


class NothingDelivered(Refused):
    """A delivery is a published asset, an answer, or both."""


class NotPublished(Refused):
    """Whoever asked must be able to open what is delivered."""


@transaction.atomic
def accept_request(
    *,
    actor: Member,
    request: Request,
    due_on: date,
    now: datetime,
    owner: Member | None = None,
    revision: int | None = None,
) -> Request:
    """Promise it until a date; its owner is the actor where nobody else is named."""
    owner = hold(owner or actor)
    request = locked(request, revision=revision)
    require(policy.may_triage(actor, request))
    _refuse_unless(request, State.NEW)
    refuse_past(due_on, now)
    refuse_leaver(owner)
    if not policy.may_triage(owner, request):
        raise NotTheirSide(_("%(name)s isn't on the side this is put to.") % {"name": owner})
    change(request, {"state": State.ACCEPTED, "owner": owner, "due_on": due_on, "accepted_at": now})
    trail.record(actor=actor, act="request.accepted", about=request, now=now, owner=owner, due_on=due_on)
    facts = {"owner": owner.name, "due_on": due_on.isoformat()}
    telling.tell(to=[request.asked_by], kind="request-accepted", about=request, actor=actor, now=now, **facts)
    if owner != request.asked_by:
        telling.tell(to=[owner], kind="request-given", about=request, actor=actor, now=now, **facts)
    tell_followers(request, "followed-accepted", actor, now, **facts)
    return request


@transaction.atomic
def decline_request(
    *, actor: Member, request: Request, reason: str, now: datetime, revision: int | None = None
) -> Request:
    """Say no, and why."""
    request = locked(request, revision=revision)
    require(policy.may_triage(actor, request))
    _refuse_unless(request, State.NEW, *Request.PROMISED)
    reason = said(reason, _("Say why not: a reason is worth more than silence."))
    change(request, {"state": State.DECLINED, "declined_because": reason})
    trail.record(actor=actor, act="request.declined", about=request, now=now, reason=reason)
    telling.tell(to=[request.asked_by], kind="request-declined", about=request, actor=actor, now=now, reason=reason)
    tell_followers(request, "followed-declined", actor, now, reason=reason)
    return request


@transaction.atomic
def start_request(*, actor: Member, request: Request, now: datetime, revision: int | None = None) -> Request:
    """Say that it is being worked on; whoever asked sees it on the page and needs no note."""
    request = locked(request, revision=revision)
    require(policy.may_start(actor, request))
    if request.state not in (State.ACCEPTED, State.REOPENED):
        raise WrongState(_in_words(request))
    change(request, {"state": State.IN_PROGRESS, "started_at": now})
    trail.record(actor=actor, act="request.started", about=request, now=now)
    return request


@transaction.atomic
def deliver_request(
    *,
    actor: Member,
    request: Request,
    now: datetime,
    asset: Asset | None = None,
    answer: str = "",
    revision: int | None = None,
) -> Request:
    """Answer it with a published asset, with words, or with both; what is there already may go out at once."""
    hold(actor)
    # Leaving hands collateral over before requests; so it is locked before them here as well.
    held = locked(asset) if asset else None
    request = locked(request, revision=revision)
    require(policy.may_triage(actor, request))
    _refuse_unless(request, State.NEW, *Request.PROMISED)
    if held is None and not answer.strip():
        raise NothingDelivered(_("Choose what you deliver, or write the answer."))
    if held is not None and not Asset.objects.usable().filter(pk=held.pk).exists():
        raise NotPublished(_("“%(title)s” isn't published yet. Publish it, then deliver it.") % {"title": held})
    fields = {"delivered_asset": held, "answer": answer.strip(), "delivered_at": now}
    change(request, {"state": State.DELIVERED, "owner": request.owner or actor, **fields})
    trail.record(actor=actor, act="request.delivered", about=request, now=now, asset=held, answer=answer.strip())
    telling.tell(to=[request.asked_by], kind="request-delivered", about=request, actor=actor, now=now)
    tell_followers(request, "followed-delivered", actor, now)
    return request


def _refuse_unless(request: Request, *states: str) -> None:
    if request.state not in states:
        raise WrongState(_in_words(request))


def _in_words(request: Request) -> str:
    """Where a request stands, said to whoever took it for something else."""
    words = {
        State.NEW: _("Nobody has accepted it yet."),
        State.ACCEPTED: _("%(name)s accepted it already."),
        State.IN_PROGRESS: _("%(name)s works on it already."),
        State.DELIVERED: _("%(name)s delivered it already."),
        State.DECLINED: _("It was declined already."),
        State.CONFIRMED: _("It is delivered and confirmed."),
        State.MERGED: _("It was merged into “%(into)s”, which goes on."),
    }
    said_so = words.get(State(request.state), _("It is open again and has an owner."))
    return said_so % {"name": request.owner, "into": request.merged_into}
