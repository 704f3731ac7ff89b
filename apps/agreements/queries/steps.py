"""What happens next with an agreement, by whom, and what its reader can do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.models import Agreement, Version
from apps.agreements.queries.answers import Standing, standings
from apps.agreements.queries.standing_in import stands_in
from apps.agreements.queries.suspending import is_suspended
from apps.people import queries as people
from apps.people.models import Member

State = Version.State


@dataclass(frozen=True)
class Steps:
    """One sentence, and the buttons that stand under it.

    Attributes:
        edit, propose, take_back, amend, acknowledge: whether its reader may do this now.
        suggest, review, discard, renew, end: the same.
        mine: the reader's own seat, where its answer is asked for; or that of who is away and named them.
        instead_of: who that is.
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
    instead_of: Member | None = None
    review: bool = False
    discard: bool = False
    renew: bool = False
    end: bool = False


def steps_of(
    agreement: Agreement, *, opened: Version | None, counting: Version | None, viewer: Member, now: datetime
) -> Steps:
    """The steps for who looks at it; `opened` and `counting` as they may see them."""
    unread = counting is not None and not _has_read(counting, viewer)
    if opened is not None and opened.state == State.DRAFT:
        may = policy.may_edit(viewer, agreement)
        say = _("A draft. Whoever is named on it works on it, then it is proposed.") if may else _("A draft.")
        if opened.ends_it:
            say = _("A draft of its end. It counts until every seat has agreed to that.")
        discard = opened.created_by_id == viewer.pk and not opened.proposals.all()
        return Steps(say, edit=may, propose=may, acknowledge=unread, suggest=not may, discard=discard)
    if opened is not None:
        return _while_proposed(agreement, opened, viewer, unread, now)
    if counting is None:
        ahead = agreement.versions.filter(state=State.SIGNED).order_by("-number").first()
        if ahead is not None and ahead.effective_from is not None and ahead.effective_from > now:
            return Steps(_("Everybody has agreed. It counts from its day on."))
        if agreement.versions.filter(effective_from__isnull=False, ends_it=False).exists():
            say = _("It counts no longer. Renew it from how it last counted, and all its seats are asked anew.")
            return Steps(say, renew=policy.may_amend(viewer, agreement))
        return Steps(_("Nothing of it counts."))
    return _while_it_counts(agreement, counting, viewer, unread, now)


def _while_proposed(agreement: Agreement, opened: Version, viewer: Member, unread: bool, now: datetime) -> Steps:
    found = standings(opened)
    mine = next((one for one in found if one.seat.member_id == viewer.pk), None)
    instead_of = None
    if mine is None or mine.said:
        away = {holder for one, holder in stands_in(viewer, now) if one == agreement}
        absent = next((one for one in found if one.seat.member in away and _leaves_to_proxy(one)), None)
        mine, instead_of = (absent, absent.seat.member) if absent else (mine, None)
    objecting = [one.seat.member.name for one in found if one.said == "object"]
    silent = [one.seat.member.name for one in found if not one.said]
    if mine is not None and instead_of is not None and not mine.said:
        say = _("%(name)s is away and named you: it waits for your answer in their place.") % {"name": instead_of}
    elif mine is not None and not mine.said:
        say = _("It waits for your answer: agree, agree with a concern, or object.")
    elif objecting:
        say = _(
            "%(names)s objects. It is settled by withdrawing the objection, by a new draft, or in the next meeting."
        )
        say = say % {"names": ", ".join(objecting)}
    else:
        say = _("Waiting for %(names)s to answer.") % {"names": ", ".join(silent)}
    may_take_back = policy.may_take_back(viewer, agreement)
    return Steps(say, take_back=may_take_back, mine=mine, instead_of=instead_of, acknowledge=unread)


def _leaves_to_proxy(standing: Standing) -> bool:
    """Whoever has answered themselves isn't answered for."""
    answer = standing.signature or standing.objection
    return answer is None or answer.proxy_id is not None


def _while_it_counts(agreement: Agreement, counting: Version, viewer: Member, unread: bool, now: datetime) -> Steps:
    may_amend = policy.may_amend(viewer, agreement)
    if is_suspended(counting, now):
        say = _(
            "It is suspended: nobody is held to it until a successor is named. It can be read, and it can be ended."
        )
        return Steps(say, acknowledge=unread, end=may_amend)
    mine = next((one for one in standings(counting) if one.seat.member_id == viewer.pk), None)
    if mine is not None and not mine.agrees:
        say = _("You took this seat over. It counts already; sign it as successor, or amend it.")
        return Steps(say, amend=may_amend, end=may_amend, mine=mine, succeed=True, suggest=True)
    vacant = [str(seat.get_side_display()) for seat in counting.seats.all() if seat.is_vacant]
    if vacant:
        say = _("It counts, but a seat of %(sides)s is vacant: a successor is to be named.")
        return Steps(
            say % {"sides": ", ".join(vacant)}, amend=may_amend, end=may_amend, acknowledge=unread, suggest=True
        )
    if _is_to_be_reviewed(agreement, viewer, now):
        say = _("The day has come to look at it again, and at the concerns it was agreed with.")
        return Steps(say, amend=may_amend, end=may_amend, acknowledge=unread, review=True, suggest=True)
    say = _("It counts. Please say that you have read it.") if unread else _until(counting)
    return Steps(say, amend=may_amend, end=may_amend, acknowledge=unread, suggest=True)


def _is_to_be_reviewed(agreement: Agreement, viewer: Member, now: datetime) -> bool:
    day = agreement.review_on
    return day is not None and day <= people.working_time().today(now) and policy.may_review(viewer, agreement)


def _has_read(version: Version, viewer: Member) -> bool:
    """Who signed it has read it."""
    seated = any(seat.member_id == viewer.pk for seat in version.seats.all())
    return seated or version.entered_at is None or version.acknowledgements.filter(member=viewer).exists()


def _until(counting: Version) -> str:
    if counting.expires_on is None or counting.end_reason != Version.End.EXPIRED:
        return _("It counts until it is amended.")
    words = {"day": date_format(counting.expires_on, "j M Y")}
    if counting.is_trial:
        return _("It is tried until %(day)s, and gone then unless all who agreed to it renew it.") % words
    return _("It counts until %(day)s, and no longer unless all who agreed to it renew it.") % words
