"""Calls the API as a machine does, with a token."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from apps.people import keys
from apps.people.models import ApiToken, Member


def make_token(member: Member, *scopes: str, days: int = 30, **more: Any) -> str:
    """A token of `member`; the database keeps its hash alone."""
    secret = keys.new_api_token()
    now = timezone.now()
    ApiToken.objects.create(
        member=member,
        name="test",
        prefix=keys.shown(secret),
        token_hash=keys.digest(secret),
        scopes=list(scopes or ("write",)),
        created_at=now,
        expires_at=now + timedelta(days=days),
        **more,
    )
    return secret


class Caller:
    """A machine that calls with one token."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def __call__(self, method: str, path: str, body: Any = None, /, **headers: str) -> Any:
        """Call `/api/v1/<path>`; headers as in `if_match='"1"'`."""
        sent = body if isinstance(body, str | bytes) else "" if body is None else json.dumps(body)
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            sent,
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
