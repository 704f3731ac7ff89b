"""How a member gets in by machine, and where they are signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import keys, policy
from apps.people.door.scopes import known_scopes
from apps.people.models import ApiToken, Member
from apps.trail import commands as trail

LONGEST_DAYS = 365


class ScopeUnknown(Refused):
    """A token does what its scopes say, so each must be one there is."""


class TooLong(Refused):
    """A token doesn't live for ever."""


class AlreadyRevoked(NotNow):
    """It doesn't work any more."""


@dataclass(frozen=True)
class NewToken:
    """A token and what a machine sends for it; nothing that is kept holds the secret."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_token(*, actor: Member, name: str, scopes: list[str], now: datetime, days: int = 90) -> NewToken:
    """A key for a machine, never wider than the member; the answer carries its secret this one time."""
    require(actor.is_active)
    unknown = set(scopes) - set(known_scopes())
    if unknown or not scopes:
        raise ScopeUnknown(_("There is no scope %(scope)s.") % {"scope": ", ".join(sorted(unknown)) or "–"})
    if not 1 <= days <= LONGEST_DAYS:
        raise TooLong(_("A token lives for at least a day and at most a year."))
    secret = keys.new_api_token()
    token = ApiToken.objects.create(
        member=actor,
        name=name,
        prefix=keys.shown(secret),
        token_hash=keys.digest(secret),
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    trail.record(actor=actor, act="token.created", about=token, now=now, scopes=token.scopes)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(*, actor: Member, token: ApiToken, now: datetime) -> ApiToken:
    """Whatever carries it is refused from now on."""
    require(policy.may_revoke(actor, token))
    token = locked(token)
    if token.revoked_at:
        raise AlreadyRevoked(_("This token was revoked already."))
    change(token, {"revoked_at": now})
    trail.record(actor=actor, act="token.revoked", about=token, now=now)
    return token


@transaction.atomic
def end_session(*, actor: Member, session: UserSession, now: datetime) -> None:
    """Sign out one browser of one's own."""
    require(session.user_id == actor.pk)
    session.end()
    trail.record(actor=actor, act="member.session-ended", about=actor, now=now)


@transaction.atomic
def end_other_sessions(*, actor: Member, keep: str, now: datetime) -> int:
    """Sign out every browser but the one with the session key `keep`; returns how many."""
    others = list(UserSession.objects.filter(user=actor).exclude(session_key=keep))
    for session in others:
        session.end()
    if others:
        trail.record(actor=actor, act="member.sessions-ended", about=actor, now=now, count=len(others))
    return len(others)
