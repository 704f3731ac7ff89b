"""A version as it is printed: every signature that was given to its words, and every objection on the way."""

from dataclasses import dataclass
from typing import Any

from apps.agreements.models import Objection, Proposal, Seat, Signature, Version
from apps.agreements.queries.answers import SIDES, answers_of, latest


@dataclass(frozen=True)
class Sheet:
    """What stands under the words.

    Attributes:
        signatures: by everybody who agreed to these words for their seat, also before a successor did.
        silent: seats whose present holder hasn't agreed to them.
        objections: to any proposal of the version, also those that were withdrawn or answered.
    """

    proposal: Proposal | None
    signatures: list[Signature]
    silent: list[Seat]
    objections: list[Objection]


def sheet_of(version: Version) -> Sheet:
    proposal = latest(version)
    seats = sorted(version.seats.all(), key=lambda seat: (SIDES.index(seat.side), seat.member.name))
    given = [one for seat in seats for one in _given(seat, proposal)]
    agreed = {(one.seat_id, one.member_id) for one in given}
    objections = [one for seat in seats for one in seat.objections.all()]
    return Sheet(
        proposal=proposal,
        signatures=given,
        silent=[seat for seat in seats if (seat.pk, seat.member_id) not in agreed],
        objections=sorted(objections, key=lambda one: (one.at, one.number)),
    )


def _given(seat: Seat, proposal: Proposal | None) -> list[Signature]:
    """The last answer of each who held the seat, where it is a yes."""
    last: dict[Any, Any] = {}
    for answer in sorted(answers_of(seat, proposal), key=lambda one: one.number) if proposal else []:
        last[answer.member_id] = answer
    return [answer for answer in last.values() if isinstance(answer, Signature)]
