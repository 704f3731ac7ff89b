"""Following a thing, and offering help with it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.core import telling, things
from apps.core.errors import NotNow, require
from apps.notices import policy
from apps.notices.models import Follow
from apps.people.models import Member
from apps.trail import commands as trail


class HelpOffered(NotNow):
    """The offer stands already."""


@transaction.atomic
def follow(*, actor: Member, thing: Model, now: datetime) -> Follow:
    """Hear of what is said about the thing; following twice is following."""
    require(policy.may_discuss(actor))
    kind, pk = things.pair(thing)
    followed, _made = Follow.objects.get_or_create(member=actor, about_kind=kind, about_id=pk, defaults={"at": now})
    return followed


@transaction.atomic
def offer_help(*, actor: Member, thing: Model, now: datetime) -> Follow:
    """“I can help”: whoever answers for the thing is told, and the helper follows it."""
    followed = follow(actor=actor, thing=thing, now=now)
    if not Follow.objects.filter(pk=followed.pk, helping=False).update(helping=True, at=now):
        raise HelpOffered(_("You have offered your help already."))
    trail.record(actor=actor, act="help.offered", about=thing, now=now)
    telling.tell(to=things.of(thing).involved(thing), kind="help-offered", about=thing, actor=actor, now=now)
    followed.refresh_from_db()
    return followed


@transaction.atomic
def unfollow(*, actor: Member, follow: Follow, now: datetime) -> None:
    """Hear no more of the thing; an offer to help is taken back with it."""
    require(policy.may_unfollow(actor, follow))
    if follow.helping:
        trail.record(actor=actor, act="help.taken_back", about=follow.about, now=now)
    Follow.objects.filter(pk=follow.pk).delete()
