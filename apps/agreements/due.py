"""What of agreements falls due, and what waits for a member. Silence is never a yes, so that reminders go on."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.agreements import queries
from apps.agreements.models import Acknowledgement, Proposal, Seat, Suggestion, Version
from apps.agreements.queries.answers import latest, standings
from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.people.models import Member

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
    )


# --- answers ----------------------------------------------------------------------------------------------


def _asking() -> QuerySet[Version]:
    rows = Version.objects.filter(state=Version.State.PROPOSED)
    return rows.select_related("agreement").prefetch_related(*_AROUND).order_by("created_at", "pk")


def _answers_within(window: Window) -> Iterator[Due]:
    """Seats without an answer to what is to be answered in the window."""
    recent = Proposal.objects.filter(answer_by__gt=window.after, answer_by__lte=window.until).values("version")
    for version in _asking().filter(pk__in=recent):
        found = [_answer(version, one.seat.member) for one in standings(version) if _is_asked(one)]
        yield from (one for one in found if window.after < one.due_at <= window.until)


def _answers_of(member: Member, now: datetime) -> Iterator[Due]:
    for version in _asking().filter(seats__member=member):
        if any(one.seat.member_id == member.pk and not one.said for one in standings(version)):
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
        done = set(version.acknowledgements.values_list("member", flat=True))
        done |= {seat.member_id for seat in version.seats.all()}
        for member in queries.audience(version.agreement).exclude(pk__in=done).order_by("pk").iterator():
            yield _reading(version, member)


def _readings_of(member: Member, now: datetime) -> Iterator[Due]:
    read = Acknowledgement.objects.filter(member=member).values("version")
    for version in _counting().in_force(now).exclude(pk__in=read):  # type: ignore[attr-defined]
        seated = any(seat.member_id == member.pk for seat in version.seats.all())
        audience = version.agreement.audience
        if not seated and (not audience or member.side in audience):
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
