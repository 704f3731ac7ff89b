"""Who comes through the door: a member by their session, or by a token that can do no more than its owner."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from apps.people import keys
from apps.people.models import ApiToken, Member

USE_IS_NOTED_EVERY = timedelta(minutes=1)


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer <token>`."""

    def authenticate(self, request: Request) -> tuple[Member, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = timezone.now()
        token = ApiToken.objects.select_related("member").filter(token_hash=keys.digest(secret.strip())).first()
        if token is None or not _is_usable(token, now):
            raise AuthenticationFailed(_("This token isn't known, has expired or was revoked."), code="token-not-valid")
        _note_use(token, now)
        return token.member, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="accord"'


class Session(SessionAuthentication):
    """The browser's own session; what changes something needs the CSRF token as well."""


def _is_usable(token: ApiToken, now: datetime) -> bool:
    return token.revoked_at is None and now < token.expires_at and token.member.is_active


def _note_use(token: ApiToken, now: datetime) -> None:
    """Once a minute at most: a busy client must not turn every read into a write."""
    if token.last_used_at is None or now - token.last_used_at >= USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def credential_of(request: Request) -> str:
    """What an idempotency key belongs to besides its member: this token, or this session."""
    if isinstance(request.auth, ApiToken):
        return f"token:{request.auth.pk}"
    session: Any = request._request.session
    return "session:" + keys.digest(str(session.session_key))[:32]
