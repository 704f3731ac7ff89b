"""What of agreements falls due, and what waits for a member. Silence is never a yes, so that reminders go on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.agreements import queries
from apps.agreements.commands.force import DAYS_TO_READ
from apps.agreements.commands.standing_in import DAYS_OF_SILENCE
from apps.agreements.models import Acknowledgement, Agreement, Proposal, Seat, Suggestion, Version
from apps.agreements.queries.answers import latest, standings
from apps.agreements.queries.standing_in import answers_for, stands_in
from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.core.worktime import WorkingTime
from apps.people import queries as people
from apps.people.models import Member, Role

# Working days in which the side's lead names a successor before being reminded.
DAYS_TO_NAME = 3
# Working hours before its end in which what expires is shown to those who may renew it: ten days.
HOURS_AHEAD = 80
# Five working days are over by then, whatever is closed between.
JOINED_LATELY = timedelta(days=30)

_AROUND = (
    Prefetch("proposals", Proposal.objects.select_related("by")),
    Prefetch("seats", Seat.objects.select_related("member")),
    "seats__signatures",
    "seats__objections",
)


def register() -> None:
    due.register(
        DueKind(
            "signature-asked",
            label=_("An agreement waits for an answer"),
            within=_answers_within,
            waiting=_answers_of,
            # At the time by which an answer is hoped for, then further and further apart.
            repeat_days=(2, 5, 10, 20),
            verb=_("Read and answer"),
        ),
        DueKind(
            "acknowledgement-asked",
            label=_("What was agreed is to be read"),
            within=_readings_within,
            waiting=_readings_of,
            repeat_days=(5, 15),
            verb=_("Read it"),
        ),
        DueKind(
            "suggestion-waits",
            label=_("A suggested change waits for an answer"),
            within=_suggestions_within,
            waiting=_suggestions_of,
            repeat_days=(5, 15),
            verb=_("Answer it"),
        ),
        DueKind(
            "seat-silent",
            label=_("A seat of an agreement has been silent for ten working days"),
            within=_silent_within,
            waiting=_silent_of,
            repeat_days=(5, 15),
            verb=_("Reseat or wait"),
        ),
        DueKind(
            "seat-vacant",
            label=_("A seat of an agreement is vacant"),
            within=_vacant_within,
            waiting=_vacant_of,
            repeat_days=(5, 15),
            verb=_("Name a successor"),
        ),
        DueKind(
            "agreement-ends",
            label=_("An agreement ends soon"),
            within=_ends_within,
            waiting=_ends_of,
            lead_hours=HOURS_AHEAD,
            repeat_days=(5,),
            verb=_("Renew it"),
        ),
        DueKind(
            "review-due",
            label=_("An agreement is to be looked at again"),
            within=_reviews_within,
            waiting=_reviews_of,
            repeat_days=(5, 15),
            verb=_("Look at it"),
        ),
    )


# --- answers ----------------------------------------------------------------------------------------------


def _asking() -> QuerySet[Version]:
    rows = Version.objects.filter(state=Version.State.PROPOSED)
    return rows.select_related("agreement").prefetch_related(*_AROUND).order_by("created_at", "pk")


def _answers_within(window: Window) -> Iterator[Due]:
    """Seats without an answer to what is to be answered in the window."""
    recent = Proposal.objects.filter(answer_by__gt=window.after, answer_by__lte=window.until).values("version")
    for version in _asking().filter(pk__in=recent):
        found = [due for one in standings(version) if _is_asked(one) for due in _answers(version, one.seat.member)]
        yield from (one for one in found if window.after < one.due_at <= window.until)


def _answers(version: Version, holder: Member) -> Iterator[Due]:
    """Of the holder, and of who answers for them on the day by which an answer is hoped for."""
    mine = _answer(version, holder)
    yield mine
    proxy = answers_for(version.agreement, holder, mine.due_at)
    if proxy is not None:
        yield _answer(version, proxy)


def _answers_of(member: Member, now: datetime) -> Iterator[Due]:
    holders = {(agreement.pk, holder.pk) for agreement, holder in stands_in(member, now)}
    asked = Q(seats__member=member) | Q(agreement__in=[agreement for agreement, _holder in holders])
    for version in _asking().filter(asked).distinct():
        silent = {one.seat.member_id for one in standings(version) if not one.said}
        if member.pk in silent or any((version.agreement_id, holder) in holders for holder in silent):
            yield _answer(version, member)


def _is_asked(standing: queries.Standing) -> bool:
    return not standing.said and not standing.seat.is_vacant


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


# --- reading ----------------------------------------------------------------------------------------------


def _counting() -> QuerySet[Version]:
    rows = Version.objects.filter(state=Version.State.SIGNED, entered_at__isnull=False)
    return rows.select_related("agreement").prefetch_related("seats").order_by("read_by", "pk")


def _readings_within(window: Window) -> Iterator[Due]:
    for version in _counting().filter(read_by__gt=window.after, read_by__lte=window.until):
        yield from _unread(version, Member.objects.filter(joined_at__lte=version.entered_at))
    yield from _readings_of_joiners(window)


def _readings_of_joiners(window: Window) -> Iterator[Due]:
    """Who came later has the same days from the day they joined."""
    working = people.working_time()
    lately = Member.objects.active().filter(joined_at__gt=window.after - JOINED_LATELY, joined_at__lte=window.until)
    due_of = {member.pk: working.after_days(member.joined_at, DAYS_TO_READ) for member in lately}
    now_due = [pk for pk, due_at in due_of.items() if window.after < due_at <= window.until]
    if not now_due:
        return
    for version in _counting().in_force(window.until):  # type: ignore[attr-defined]
        joined = Member.objects.filter(pk__in=now_due, joined_at__gt=version.entered_at)
        yield from (replace(one, due_at=due_of[one.recipient.pk]) for one in _unread(version, joined))


def _unread(version: Version, members: QuerySet[Member]) -> Iterator[Due]:
    done = set(version.acknowledgements.values_list("member", flat=True))
    done |= {seat.member_id for seat in version.seats.all()}
    asked = queries.audience(version.agreement).filter(pk__in=members.values("pk")).exclude(pk__in=done)
    for member in asked.order_by("pk").distinct().iterator():
        yield _reading(version, member)


def _readings_of(member: Member, now: datetime) -> Iterator[Due]:
    read = Acknowledgement.objects.filter(member=member).values("version")
    asked = Agreement.objects.filter(queries.is_for(member)).values("pk")
    for version in _counting().in_force(now).filter(agreement__in=asked).exclude(pk__in=read):  # type: ignore[attr-defined]
        if not any(seat.member_id == member.pk for seat in version.seats.all()):
            yield _reading(version, member)


def _reading(version: Version, member: Member) -> Due:
    assert version.read_by is not None
    assert version.entered_at is not None
    return Due(
        kind="acknowledgement-asked",
        thing=version.agreement,
        recipient=member,
        due_at=version.read_by,
        since=version.entered_at,
    )


# --- suggestions ------------------------------------------------------------------------------------------


def _suggested() -> QuerySet[Suggestion]:
    around = ("version__agreement__sponsor", "version__created_by", "by")
    return Suggestion.objects.open().select_related(*around).order_by("answer_by", "pk")


def _suggestions_within(window: Window) -> Iterator[Due]:
    for suggestion in _suggested().filter(answer_by__gt=window.after, answer_by__lte=window.until):
        yield _suggestion(suggestion)


def _suggestions_of(member: Member, now: datetime) -> Iterator[Due]:
    mine = Q(version__created_by=member) | Q(version__agreement__sponsor=member)
    found = (_suggestion(one) for one in _suggested().filter(mine))
    return (one for one in found if one.recipient == member)


def _suggestion(suggestion: Suggestion) -> Due:
    """It waits for who opened the version, or, once they have left, for the sponsor."""
    version = suggestion.version
    return Due(
        kind="suggestion-waits",
        thing=version.agreement,
        recipient=version.created_by if version.created_by.is_active else version.agreement.sponsor,
        due_at=suggestion.answer_by,
        since=suggestion.at,
        waiting_for=suggestion.by,
    )


# --- silence, vacancy, review -----------------------------------------------------------------------------


def _silent_within(window: Window) -> Iterator[Due]:
    """Ten working days after the proposal the sponsor hears who stays silent."""
    working = people.working_time()
    for version in _asking().filter(proposals__at__lte=window.until).distinct():
        found = _silent(version, working)
        if found is not None and window.after < found.due_at <= window.until:
            yield found


def _silent_of(member: Member, now: datetime) -> Iterator[Due]:
    working = people.working_time()
    for version in _asking().filter(agreement__sponsor=member):
        found = _silent(version, working)
        if found is not None and found.due_at <= now:
            yield found


def _silent(version: Version, working: WorkingTime) -> Due | None:
    proposal = latest(version)
    if proposal is None or not any(_is_asked(one) for one in standings(version)):
        return None
    return Due(
        kind="seat-silent",
        thing=version.agreement,
        recipient=version.agreement.sponsor,
        due_at=working.after_days(proposal.at, DAYS_OF_SILENCE),
        since=proposal.at,
    )


def _vacant_within(window: Window) -> Iterator[Due]:
    working = people.working_time()
    for seat in _vacant().filter(member__left_at__lte=window.until):
        found = _vacancy(seat, working)
        if window.after < found.due_at <= window.until:
            yield found


def _vacant_of(member: Member, now: datetime) -> Iterator[Due]:
    company = people.company()
    if not member.is_admin and member.pk not in (company.sales_lead_id, company.marketing_lead_id):
        return
    working = people.working_time()
    found = {seat.version.agreement_id: _vacancy(seat, working) for seat in _vacant()}
    yield from (one for one in found.values() if one.recipient == member)


def _vacant() -> QuerySet[Seat]:
    """Seats that somebody left, of what is open or counts."""
    rows = Seat.objects.filter(member__is_active=False, member__left_at__isnull=False)
    rows = rows.filter(version__state__in=["draft", "proposed", "signed"])
    return rows.select_related("version__agreement__sponsor", "member__team__lead").order_by("member__left_at", "pk")


def _vacancy(seat: Seat, working: WorkingTime) -> Due:
    left_at = seat.member.left_at
    return Due(
        kind="seat-vacant",
        thing=seat.version.agreement,
        recipient=_who_names_for(seat),
        due_at=working.after_days(left_at, DAYS_TO_NAME),
        since=left_at,
    )


def _who_names_for(seat: Seat) -> Member:
    """The side's lead, else an admin: those who may name a successor."""
    company = people.company()
    lead = {"sales": company.sales_lead, "marketing": company.marketing_lead}.get(seat.side)
    return lead or Member.objects.active().with_role(Role.ADMIN).order_by("joined_at", "pk")[0]


def _reviews_within(window: Window) -> Iterator[Due]:
    working = people.working_time()
    days = (working.today(window.after) - timedelta(days=14), working.today(window.until))
    for version in _counting().filter(agreement__review_on__range=days):
        found = list(_reviews(version, working))
        yield from (one for one in found if window.after < one.due_at <= window.until)


def _reviews_of(member: Member, now: datetime) -> Iterator[Due]:
    working = people.working_time()
    for version in _counting().in_force(now).filter(agreement__review_on__lte=working.today(now)):  # type: ignore[attr-defined]
        yield from (one for one in _reviews(version, working) if one.recipient == member)


def _reviews(version: Version, working: WorkingTime) -> Iterator[Due]:
    """Of each seat and the sponsor, from the opening of that day on."""
    day = version.agreement.review_on
    assert day is not None
    opens = working.next_open(working.hours_of(day)[0])
    asked = {seat.member for seat in version.seats.all() if not seat.is_vacant} | {version.agreement.sponsor}
    for member in sorted(asked, key=lambda one: str(one.pk)):
        yield Due(kind="review-due", thing=version.agreement, recipient=member, due_at=opens, since=opens)


# --- what ends by its date --------------------------------------------------------------------------------


def _ending() -> QuerySet[Version]:
    """What expires, while nobody has opened the version that would renew it."""
    opened = Version.objects.filter(state__in=["draft", "proposed"]).values("agreement")
    rows = _counting().filter(end_reason=Version.End.EXPIRED).exclude(agreement__in=opened)
    return rows.select_related("agreement__sponsor").prefetch_related("seats__member")


def _ends_within(window: Window) -> Iterator[Due]:
    for version in _ending().filter(ends_at__gt=window.after, ends_at__lte=window.until):
        yield from _ends(version)


def _ends_of(member: Member, now: datetime) -> Iterator[Due]:
    working = people.working_time()
    for version in _ending().filter(ends_at__gt=now):
        if version.ends_at is not None and now >= working.before_hours(version.ends_at, HOURS_AHEAD):
            yield from (one for one in _ends(version) if one.recipient == member)


def _ends(version: Version) -> Iterator[Due]:
    """Of each seat and the sponsor."""
    assert version.ends_at is not None
    assert version.entered_at is not None
    asked = {seat.member for seat in version.seats.all() if not seat.is_vacant} | {version.agreement.sponsor}
    for member in sorted(asked, key=lambda one: str(one.pk)):
        yield Due(
            kind="agreement-ends",
            thing=version.agreement,
            recipient=member,
            due_at=version.ends_at,
            since=version.entered_at,
        )
