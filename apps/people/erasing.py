"""Other apps' part in erasing a person: what they keep of somebody's address or name in rows of their own."""

from collections.abc import Callable
from datetime import datetime

from apps.people.models import Member

Eraser = Callable[[Member, datetime], None]
_erasers: list[Eraser] = []


def register(eraser: Eraser) -> None:
    """`eraser(member, now)` runs in the transaction that erases `member`, while the address is still known."""
    _erasers.append(eraser)


def erase_elsewhere(member: Member, now: datetime) -> None:
    for eraser in _erasers:
        eraser(member, now)
