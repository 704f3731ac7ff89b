"""Two wishes that are one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import WrongState
from apps.collateral.commands.votes import tell_followers
from apps.collateral.models import Request, RequestVote
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.notices import commands as notices
from apps.notices import queries as noticed
from apps.people.models import Member
from apps.trail import commands as trail

State = Request.State
# What somebody may still be told “this goes on over there” of.
MERGEABLE = (State.NEW, *Request.PROMISED)


class SameRequest(Refused):
    """Nothing is merged into itself."""


class AcrossSides(Refused):
    """Each side answers its own."""


class IsOver(NotNow):
    """What is over takes nothing in."""


@transaction.atomic
def merge_request(
    *, actor: Member, request: Request, into: Request, now: datetime, revision: int | None = None
) -> Request:
    """Let a wish go on in another: who asked, votes and followers move there, and the old address leads on.

    Returns:
        The wish that is merged; its words and its discussion stay with it.
    """
    if request.pk == into.pk:
        raise SameRequest(_("Choose another request: this one can't go on in itself."))
    # By id, so that two who merge them into one another don't wait in a ring.
    held = {row.pk: locked(row) for row in sorted((request, into), key=lambda row: row.pk)}
    request, into = locked(request, revision=revision), held[into.pk]
    require(policy.may_merge(actor, request, into))
    if request.side != into.side:
        raise AcrossSides(_("“%(title)s” is put to the other side.") % {"title": into})
    if request.state not in MERGEABLE:
        raise WrongState(_("“%(title)s” is delivered or over, so it stays by itself.") % {"title": request})
    if into.state in Request.OVER:
        raise IsOver(_("“%(title)s” is over. Choose one that is open.") % {"title": into})
    _move_votes(request, into, now)
    for follower in noticed.followers_of(request):
        notices.follow(actor=follower, thing=into, now=now)
    Request.objects.filter(merged_into=request).update(merged_into=into)
    change(request, {"state": State.MERGED, "merged_into": into})
    trail.record(actor=actor, act="request.merged", about=request, now=now, into=into)
    trail.record(actor=actor, act="request.took_in", about=into, now=now, what=request)
    telling.tell(to=[request.asked_by], kind="request-merged", about=request, actor=actor, now=now, into=into.title)
    tell_followers(request, "followed-merged", actor, now, into=into.title)
    return request


def _move_votes(request: Request, into: Request, now: datetime) -> None:
    """Whoever stands behind both counts once; whoever asked for the one needs the other, too."""
    votes = RequestVote.objects.standing()
    there = {into.asked_by_id, *votes.filter(request=into).values_list("member", flat=True)}
    votes.filter(request=request, member__in=there).update(withdrawn_at=now)
    votes.filter(request=request).update(request=into)
    there |= set(votes.filter(request=into).values_list("member", flat=True))
    asker = request.asked_by
    if asker.pk in there:
        return
    RequestVote.objects.create(request=into, member=asker, why=request.why, deal=request.deal, at=now)
    if asker.is_active:
        notices.follow(actor=asker, thing=into, now=now)
