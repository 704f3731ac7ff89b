"""What happens next with an agreement, by whom, and what its reader can do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.models import Agreement, Version
from apps.agreements.queries.answers import Standing, standings
from apps.people.models import Member

State = Version.State


@dataclass(frozen=True)
class Steps:
    """One sentence, and the buttons that stand under it.

    Attributes:
        edit, propose, take_back, amend, acknowledge, suggest: whether its reader may do this now.
        mine: the reader's own seat, where its answer is asked for.
        succeed: who took over a seat of what counts signs it as it stands.
    """

    say: str
    edit: bool = False
    propose: bool = False
    take_back: bool = False
    amend: bool = False
    acknowledge: bool = False
    mine: Standing | None = None
    succeed: bool = False
    suggest: bool = False


def steps_of(
    agreement: Agreement, *, opened: Version | None, counting: Version | None, viewer: Member, now: datetime
) -> Steps:
    """The steps for who looks at it; `opened` and `counting` as they may see them."""
    unread = counting is not None and not _has_read(counting, viewer)
    if opened is not None and opened.state == State.DRAFT:
        may = policy.may_edit(viewer, agreement)
        say = _("A draft. Whoever is named on it works on it, then it is proposed.") if may else _("A draft.")
        return Steps(say, edit=may, propose=may, acknowledge=unread, suggest=not may)
    if opened is not None:
        return _while_proposed(agreement, opened, viewer, unread)
    if counting is None:
        ahead = agreement.versions.filter(state=State.SIGNED).first()
        say = _("Everybody has agreed. It counts from its day on.") if ahead else _("Nothing of it counts.")
        return Steps(say)
    return _while_it_counts(agreement, counting, viewer, unread)


def _while_proposed(agreement: Agreement, opened: Version, viewer: Member, unread: bool) -> Steps:
    found = standings(opened)
    mine = next((one for one in found if one.seat.member_id == viewer.pk), None)
    objecting = [one.seat.member.name for one in found if one.said == "object"]
    silent = [one.seat.member.name for one in found if not one.said]
    if mine is not None and not mine.said:
        say = _("It waits for your answer: agree, agree with a concern, or object.")
    elif objecting:
        say = _(
            "%(names)s objects. It is settled by withdrawing the objection, by a new draft, or in the next meeting."
        )
        say = say % {"names": ", ".join(objecting)}
    else:
        say = _("Waiting for %(names)s to answer.") % {"names": ", ".join(silent)}
    return Steps(say, take_back=policy.may_take_back(viewer, agreement), mine=mine, acknowledge=unread)


def _while_it_counts(agreement: Agreement, counting: Version, viewer: Member, unread: bool) -> Steps:
    may_amend = policy.may_amend(viewer, agreement)
    mine = next((one for one in standings(counting) if one.seat.member_id == viewer.pk), None)
    if mine is not None and not mine.agrees:
        say = _("You took this seat over. It counts already; sign it as successor, or amend it.")
        return Steps(say, amend=may_amend, mine=mine, succeed=True, suggest=True)
    vacant = [str(seat.get_side_display()) for seat in counting.seats.all() if seat.is_vacant]
    if vacant:
        say = _("It counts, but a seat of %(sides)s is vacant: a successor is to be named.")
        return Steps(say % {"sides": ", ".join(vacant)}, amend=may_amend, acknowledge=unread, suggest=True)
    say = _("It counts. Please say that you have read it.") if unread else _("It counts until it is amended.")
    return Steps(say, amend=may_amend, acknowledge=unread, suggest=True)


def _has_read(version: Version, viewer: Member) -> bool:
    """Who signed it has read it."""
    seated = any(seat.member_id == viewer.pk for seat in version.seats.all())
    return seated or version.entered_at is None or version.acknowledgements.filter(member=viewer).exists()
