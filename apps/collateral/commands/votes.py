"""“I need this too”: saying so, taking it back, and hearing of what happens."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import WrongState
from apps.collateral.models import Request, RequestVote
from apps.core import telling
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.notices import commands as notices
from apps.notices import queries as noticed
from apps.notices.models import Follow
from apps.people.models import Member
from apps.trail import commands as trail


class OwnWish(Refused):
    """Whoever asked counts already."""


class NoVote(NotNow):
    """There is no vote of theirs to take back."""


@transaction.atomic
def vote(*, actor: Member, request: Request, now: datetime, why: str = "", deal: str = "") -> RequestVote:
    """Need it too, and hear of what becomes of it; voting again says anew why."""
    request = locked(request)
    require(policy.may_vote(actor))
    if request.asked_by_id == actor.pk:
        raise OwnWish(_("You asked for it, so you count already."))
    if request.state in Request.OVER:
        raise WrongState(_over(request))
    said = {"why": why.strip(), "deal": deal.strip()}
    given, is_new = RequestVote.objects.standing().get_or_create(
        request=request, member=actor, defaults={**said, "at": now}
    )
    if not is_new:
        RequestVote.objects.filter(pk=given.pk).update(**said)
        given.refresh_from_db()
        return given
    notices.follow(actor=actor, thing=request, now=now)
    trail.record(actor=actor, act="request.voted", about=request, now=now, reason=said["why"])
    to = [request.asked_by, request.owner]
    telling.tell(to=to, kind="request-voted", about=request, actor=actor, now=now)
    return given


@transaction.atomic
def take_back_vote(*, actor: Member, request: Request, now: datetime) -> Request:
    """Need it no more, and hear no more of it; an offer to help stands on its own."""
    request = locked(request)
    require(policy.may_vote(actor))
    if not RequestVote.objects.standing().filter(request=request, member=actor).update(withdrawn_at=now):
        raise NoVote(_("You haven't said that you need this too."))
    follow = Follow.objects.about_thing(request).filter(member=actor, helping=False).first()
    if follow is not None:
        notices.unfollow(actor=actor, follow=follow, now=now)
    trail.record(actor=actor, act="request.vote_taken_back", about=request, now=now)
    return request


def tell_followers(request: Request, kind: str, actor: Member, now: datetime, **facts: Any) -> None:
    """Whoever needs it too or follows it hears of what happens; who asked and who delivers are told by themselves."""
    theirs = [request.asked_by_id, request.owner_id]
    to = noticed.followers_of(request).exclude(pk__in=[pk for pk in theirs if pk])
    telling.tell(to=to, kind=kind, about=request, actor=actor, now=now, **facts)


def _over(request: Request) -> str:
    if request.state == Request.State.MERGED:
        return _("It was merged into “%(into)s”. Say there that you need it too.") % {"into": request.merged_into}
    return _("It is over. If you still need it, ask for it anew.")
