"""Seats that have not answered what is proposed. Silence is never a yes, so that reminders go on."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from apps.agreements.due.ground import asking, is_asked
from apps.agreements.models import Proposal, Version
from apps.agreements.queries.answers import latest, standings
from apps.agreements.queries.standing_in import answers_for, stands_in
from apps.core.due import Due, Window
from apps.people.models import Member


def answers_within(window: Window) -> Iterator[Due]:
    """Seats without an answer to what is to be answered in the window."""
    recent = Proposal.objects.filter(window.holds("answer_by")).values("version")
    for version in asking().filter(pk__in=recent):
        found = [due for one in standings(version) if is_asked(one) for due in _answers(version, one.seat.member)]
        yield from (one for one in found if one.due_at in window)


def _answers(version: Version, holder: Member) -> Iterator[Due]:
    """Of the holder, and of who answers for them on the day by which an answer is hoped for."""
    mine = _answer(version, holder)
    yield mine
    proxy = answers_for(version.agreement, holder, mine.due_at)
    if proxy is not None:
        yield _answer(version, proxy)


def answers_of(member: Member, now: datetime) -> Iterator[Due]:
    holders = {(agreement.pk, holder.pk) for agreement, holder in stands_in(member, now)}
    asked = Q(seats__member=member) | Q(agreement__in=[agreement for agreement, _holder in holders])
    for version in asking().filter(asked).distinct():
        silent = {one.seat.member_id for one in standings(version) if not one.said}
        if member.pk in silent or any((version.agreement_id, holder) in holders for holder in silent):
            yield _answer(version, member)


def _answer(version: Version, member: Member) -> Due:
    proposal = latest(version)
    if proposal is None:
        raise LookupError(f"version {version.pk} is proposed without a proposal")
    return Due(
        kind="signature-asked",
        thing=version.agreement,
        recipient=member,
        due_at=proposal.answer_by,
        since=proposal.at,
        urgent=True,
        waiting_for=proposal.by,
    )
