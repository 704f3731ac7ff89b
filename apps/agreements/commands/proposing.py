"""Putting a draft before the seats, taking it back, withdrawing it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements import freezing, policy
from apps.agreements.commands.ground import (
    State,
    draft_of,
    hold,
    proposed_of,
    refuse_past,
    refuse_terms,
    tell_all,
    words_in,
)
from apps.agreements.models import Agreement, Proposal, Version
from apps.agreements.queries.answers import latest
from apps.agreements.queries.standing_in import answers_for
from apps.core import telling
from apps.core.errors import Refused, require
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail

# Working days for an answer; silence is never a yes, so that it only says when reminders begin.
DAYS_TO_ANSWER = 3


class SeatsMissing(Refused):
    """Made jointly: each side has a seat, and somebody sits on it."""


class SaysNothing(Refused):
    """There must be something to agree to."""


@transaction.atomic
def propose(*, actor: Member, agreement: Agreement, now: datetime) -> Agreement:
    """Freeze what the draft says and ask every seat for its answer."""
    agreement = hold(agreement)
    require(policy.may_edit(actor, agreement))
    version = draft_of(agreement)
    _require_seats(version)
    refuse_past(version.effective_on, now)
    if version.number > 1:
        words_in(version.what_changed, _("Say what changed and why: those who agreed before will ask."))
    refuse_terms(version, now)
    content = freezing.content_of(version, now)
    if not str(content["text"]).strip():
        raise SaysNothing(_("There is nothing in it yet that somebody could agree to."))
    last = latest(version)
    Proposal.objects.create(
        version=version,
        number=last.number + 1 if last else 1,
        title=agreement.title,
        content=content,
        text=content["text"],
        effective_on=version.effective_on,
        expires_on=version.expires_on,
        is_trial=version.is_trial,
        ends_it=version.ends_it,
        leeway_days=version.leeway_days,
        leeway_wording=version.leeway_wording,
        leeway_owner=version.leeway_owner,
        digest=freezing.digest_of(version, content),
        by=actor,
        at=now,
        answer_by=people.working_time().after_days(now, DAYS_TO_ANSWER),
    )
    version.state, version.content, version.text = State.PROPOSED, content, content["text"]
    version.save(update_fields=["state", "content", "text"])
    trail.record(actor=actor, act="agreement.proposed", about=agreement, now=now, number=version.number)
    seated = set(Member.objects.active().filter(seats__version=version))
    seated |= {proxy for holder in seated if (proxy := answers_for(agreement, holder, now))}
    telling.tell(to=seated, kind="signature-asked", about=agreement, actor=actor, now=now)
    tell_all(agreement, "agreement-proposed", actor, now, but=seated)
    agreement.refresh_from_db()
    return agreement


def _require_seats(version: Version) -> None:
    seats = list(version.seats.select_related("member"))
    if not {"sales", "marketing"} <= {seat.side for seat in seats}:
        raise SeatsMissing(_("Sales and marketing each need somebody who agrees. Add a seat for both."))
    vacant = [seat.member.name for seat in seats if seat.is_vacant]
    if vacant:
        raise SeatsMissing(_("The seat of %(names)s is vacant. Name a successor.") % {"names": ", ".join(vacant)})


@transaction.atomic
def take_back(*, actor: Member, agreement: Agreement, now: datetime) -> Agreement:
    """Make the proposal a draft again. Its signatures no longer hold; they stay in the history with it."""
    agreement = hold(agreement)
    require(policy.may_take_back(actor, agreement))
    version = proposed_of(agreement)
    version.state = State.DRAFT
    version.save(update_fields=["state"])
    trail.record(actor=actor, act="agreement.taken_back", about=agreement, now=now, number=version.number)
    tell_all(agreement, "agreement-taken-back", actor, now)
    agreement.refresh_from_db()
    return agreement


@transaction.atomic
def withdraw(*, actor: Member, agreement: Agreement, reason: str, now: datetime) -> Agreement:
    """End the proposal for good."""
    agreement = hold(agreement)
    require(policy.may_take_back(actor, agreement))
    version = proposed_of(agreement)
    reason = words_in(reason, _("Say in a few words why, for those who worked on it."))
    # Told before its seats are no longer in on it.
    tell_all(agreement, "agreement-withdrawn", actor, now, reason=reason)
    version.state = State.WITHDRAWN
    version.save(update_fields=["state"])
    trail.record(actor=actor, act="agreement.withdrawn", about=agreement, now=now, number=version.number, reason=reason)
    agreement.refresh_from_db()
    return agreement
