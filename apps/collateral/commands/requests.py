"""What whoever wishes does: ask, change the words, confirm, send back."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy, queries
from apps.collateral.commands.ground import WrongState, said
from apps.collateral.commands.votes import tell_followers
from apps.collateral.models import Request, WishKind, side_of
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people.models import Member
from apps.people.queries import working_time
from apps.trail import commands as trail

State = Request.State


class PastDate(Refused):
    """Nobody can keep a date that is over."""


class OtherSide(Refused):
    """A wish stays with the side that it was put to."""


class RequestChanges(TypedDict, total=False):
    title: str
    kind: str
    why: str
    for_whom: str
    deal: str
    needed_by: date | None


def refuse_past(day: date | None, now: datetime) -> None:
    if day is not None and day < working_time().today(now):
        raise PastDate(_("This date is over. Choose today or later."))


@transaction.atomic
def ask(
    *,
    actor: Member,
    title: str,
    now: datetime,
    kind: str = WishKind.COLLATERAL,
    why: str = "",
    for_whom: str = "",
    deal: str = "",
    needed_by: date | None = None,
    searched: str = "",
) -> Request:
    """Put a wish to the side that answers its kind; whoever leads there hears of it."""
    require(policy.may_ask(actor))
    refuse_past(needed_by, now)
    side = side_of(kind)
    request = Request.objects.create(
        title=said(title, _("Say in a line what you need.")),
        kind=kind,
        why=why.strip(),
        for_whom=for_whom.strip(),
        deal=deal.strip(),
        needed_by=needed_by,
        side=side,
        searched=searched.strip(),
        asked_by=actor,
        asked_at=now,
    )
    trail.record(actor=actor, act="request.asked", about=request, now=now)
    to = [queries.who_answers(side)]
    telling.tell(to=to, kind="request-new", about=request, actor=actor, now=now)
    return request


@transaction.atomic
def edit_request(
    *, actor: Member, request: Request, now: datetime, revision: int | None = None, **changes: Unpack[RequestChanges]
) -> Request:
    """Say it better, while nobody has answered."""
    request = locked(request, revision=revision)
    require(policy.may_edit_request(actor, request))
    if request.state != State.NEW:
        raise WrongState(_("It has been answered, so its words stay. Add what is new in the discussion."))
    if "title" in changes:
        changes["title"] = said(changes["title"], _("Say in a line what you need."))
    if side_of(changes.get("kind", request.kind)) != request.side:
        raise OtherSide(_("The other side answers wishes of this kind. Ask them for it anew."))
    if changes.get("needed_by") != request.needed_by:
        refuse_past(changes.get("needed_by"), now)
    changed = change(request, changes)
    if changed:
        trail.record(actor=actor, act="request.edited", about=request, now=now, changes=changed)
    return request


@transaction.atomic
def confirm_request(*, actor: Member, request: Request, now: datetime, revision: int | None = None) -> Request:
    """Say that what came is what was needed."""
    request = _delivered(actor, request, revision)
    change(request, {"state": State.CONFIRMED, "confirmed_at": now, "confirmed_by_itself": False})
    trail.record(actor=actor, act="request.confirmed", about=request, now=now)
    telling.tell(to=[request.owner], kind="request-confirmed", about=request, actor=actor, now=now)
    tell_followers(request, "followed-confirmed", actor, now)
    return request


@transaction.atomic
def reopen_request(
    *, actor: Member, request: Request, missing: str, now: datetime, revision: int | None = None
) -> Request:
    """Send it back with what is missing; its owner has the company's answering time again."""
    request = _delivered(actor, request, revision)
    missing = said(missing, _("Say what is missing, so that the next try fits."))
    due_on = working_time().today(queries.promise().from_moment(now))
    fields = {"missing": missing, "reopened_at": now, "due_on": due_on, "owner": _who_delivers_again(request)}
    change(request, {"state": State.REOPENED, "confirmed_at": None, "confirmed_by_itself": False, **fields})
    trail.record(actor=actor, act="request.reopened", about=request, now=now, reason=missing)
    telling.tell(to=[request.owner], kind="request-reopened", about=request, actor=actor, now=now, missing=missing)
    tell_followers(request, "followed-reopened", actor, now, missing=missing)
    return request


@transaction.atomic
def hand_over_requests(*, actor: Member, rows: Iterable[Request], to: Member, now: datetime) -> None:
    """Give what a leaver had promised to who follows; called by leaving."""
    for row in rows:
        request = locked(row)
        changed = change(request, {"owner": to})
        trail.record(actor=actor, act="request.handed_over", about=request, now=now, to=to, changes=changed)


def _delivered(actor: Member, request: Request, revision: int | None) -> Request:
    request = locked(request, revision=revision)
    require(policy.may_confirm(actor, request))
    if not request.waits_for_a_word:
        raise WrongState(_("“%(title)s” isn't delivered, or was answered already.") % {"title": request})
    return request


def _who_delivers_again(request: Request) -> Member:
    """Its owner; where they left once it was over, whoever answers for the side."""
    owner: Member = request.owner
    return owner if owner.is_active else queries.who_answers(request.side)
