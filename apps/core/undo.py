"""Undo is the inverse command, offered for ten minutes and refused if somebody touched the thing since."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from apps.core.errors import NotNow

MINUTES = 10
_inverses: dict[str, Callable[..., Any]] = {}


class TooLate(NotNow):
    """The ten minutes are over, or the offer isn't ours."""


@dataclass(frozen=True)
class Undo:
    """An offer to take something back.

    Attributes:
        label: what was done, as the note says it: "12 tasks assigned to Mara".
        token: what to send to the undo door; signed, bound to the member.
    """

    label: str
    token: str


def register(name: str, inverse: Callable[..., Any]) -> None:
    """`inverse(actor=, now=, **payload)` undoes what `name` did."""
    _inverses[name] = inverse


def offer(*, name: str, label: str, actor: Any, payload: dict[str, Any]) -> Undo:
    """An offer for `actor` alone; `payload` holds JSON values (ids and the revisions left behind)."""
    if name not in _inverses:
        raise LookupError(name)
    token = signing.dumps({"name": name, "by": str(actor.pk), "payload": payload}, salt="accord.undo", compress=True)
    return Undo(label=label, token=token)


def run(*, token: str, actor: Any, now: datetime) -> None:
    """Take back what the token's offer names.

    Raises:
        TooLate: the offer is older than ten minutes, broken, or somebody else's.
    """
    try:
        held = signing.loads(token, salt="accord.undo", max_age=MINUTES * 60)
    except signing.BadSignature as fault:
        raise TooLate(_("This can no longer be undone: ten minutes have passed.")) from fault
    if held["by"] != str(actor.pk):
        raise TooLate(_("Only the person who did it can undo it."))
    _inverses[held["name"]](actor=actor, now=now, **held["payload"])
