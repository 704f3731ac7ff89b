"""Addresses for replies: each holds a random token that is good for one member, one notice and thirty days."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex

from django.conf import settings

from apps.notices.models import Notice, ReplyAddress
from apps.people.models import Member

GOOD_FOR = timedelta(days=30)
# Told apart from an address that was never given out for as long again.
KEPT_FOR = 2 * GOOD_FOR
# Hexadecimal, as some mail servers change the case of what stands before the @.
_HEX = "([0-9a-f]{32})"


def give(reader: Member, notices: Iterable[Notice | None], *, now: datetime) -> list[str]:
    """A new token for the reply to each notice, in their order; None stands for several things in one mail."""
    tokens, rows = [], []
    for notice in notices:
        token = token_hex(16)
        tokens.append(token)
        rows.append(
            ReplyAddress(
                digest=_digest(token), recipient=reader, notice=notice, created_at=now, expires_at=now + GOOD_FOR
            )
        )
    ReplyAddress.objects.bulk_create(rows)
    return tokens


def at(token: str) -> str:
    """The address that holds a token."""
    address: str = settings.REPLY_ADDRESS.replace("{token}", token)
    return address


def token_in(heads: Iterable[str]) -> str:
    """The first token that stands in an address for replies, or nothing."""
    before, after = settings.REPLY_ADDRESS.split("{token}")
    pattern = re.compile(rf"(?<![\w.+-]){re.escape(before)}{_HEX}{re.escape(after)}(?![\w-]|\.\w)", re.IGNORECASE)
    found = (pattern.search(head) for head in heads)
    return next((match[1].lower() for match in found if match), "")


def behind(token: str) -> ReplyAddress | None:
    """What a token was given out for; also where it has expired."""
    return ReplyAddress.objects.select_related("recipient", "notice").filter(digest=_digest(token)).first()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
