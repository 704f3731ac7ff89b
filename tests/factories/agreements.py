"""Agreements for tests: made by the commands, as everybody makes them."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from apps.agreements import commands, queries
from apps.agreements.models import Agreement, Proposal, Version
from apps.people.models import Member
from tests.cast import NOW, Cast

_numbers = count(1)
EARLIER = NOW - timedelta(days=1)


def draft(cast: Cast, *, by: Member | None = None, now: datetime = EARLIER, **given: Any) -> Agreement:
    """A draft that Mara began; Sam and Mara hold its seats, and Eva stands for it."""
    defaults = {
        "title": f"Agreement {next(_numbers)}",
        "text": "We answer within a day.",
        "seats": [cast.sam, cast.mara],
        "sponsor": cast.eva,
    }
    return commands.start_agreement(actor=by or cast.mara, now=now, **defaults | given)


def proposed(cast: Cast, *, now: datetime = EARLIER, **given: Any) -> Agreement:
    return commands.propose(actor=cast.mara, agreement=draft(cast, now=now, **given), now=now)


def signed_by(agreement: Agreement, *members: Member, now: datetime = EARLIER, **said: Any) -> Agreement:
    for member in members:
        agreement = commands.sign(actor=member, agreement=agreement, digest=digest(agreement), now=now, **said)
    return agreement


def agreed(cast: Cast, *, now: datetime = EARLIER, **given: Any) -> Agreement:
    """One that counts since `now`."""
    return signed_by(proposed(cast, now=now, **given), cast.sam, cast.mara, now=now)


def amended(cast: Cast, agreement: Agreement, *, text: str, now: datetime = NOW) -> Agreement:
    """The draft of its next version, with another text."""
    commands.amend(actor=cast.mara, agreement=agreement, now=now)
    changes: dict[str, Any] = {"text": text, "what_changed": "A day was too short."}
    return commands.edit_draft(actor=cast.mara, agreement=agreement, now=now, **changes)


def version(agreement: Agreement, number: int | None = None) -> Version:
    """The version of this number, or the last."""
    rows = agreement.versions.order_by("-number")
    return rows.get(number=number) if number else rows[0]


def proposal(agreement: Agreement) -> Proposal:
    found = queries.latest(version(agreement))
    assert found is not None
    return found


def digest(agreement: Agreement) -> str:
    return proposal(agreement).digest
