"""What of agreements lies on a member's desk: as it is followed up, but by one query for all that they name."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from apps.agreements import queries
from apps.agreements.commands.standing_in import DAYS_OF_SILENCE
from apps.agreements.due.seats import vacant_for
from apps.agreements.due.suggestions import suggestions_of
from apps.agreements.due.terms import HOURS_AHEAD
from apps.agreements.models import Acknowledgement, Agreement, Proposal, Seat, Version
from apps.agreements.models.versions import VersionQuerySet
from apps.core import due, things, work
from apps.core.work import Desk, Step, Work

_OPEN = [Version.State.DRAFT, Version.State.PROPOSED]


def register() -> None:
    work.register(
        _versions,
        covers=("signature-asked", "seat-silent", "acknowledgement-asked", "review-due", "agreement-ends"),
    )
    work.register(_suggestions, covers=("suggestion-waits",))
    work.register(_vacancies, covers=("seat-vacant",))


def _suggestions(desk: Desk) -> Iterator[Work]:
    return map(work.from_due, suggestions_of(desk.member, desk.now))


def _vacancies(desk: Desk) -> Iterator[Work]:
    return map(work.from_due, vacant_for(desk.member, desk.company, desk.time))


def _versions(desk: Desk) -> Iterator[Work]:
    """What they are to answer, to read, to look at again or to renew."""
    for version in _concerning(desk).order_by("created_at", "pk"):
        yield from _proposed(version, desk) if version.state == Version.State.PROPOSED else _counting(version, desk)


def _concerning(desk: Desk) -> VersionQuerySet:
    """Versions that name the member or are for them, with what decides whether something waits."""
    member, now = desk.member, desk.now
    newest = Proposal.objects.filter(version=OuterRef("pk")).order_by("-number")
    silent = queries.silent_seats().filter(version=OuterRef("pk"))
    in_place = queries.at_work(member, now).filter(agreement=OuterRef("version__agreement"), member=OuterRef("member"))
    seats = Seat.objects.filter(version=OuterRef("pk"), member=member)
    audience = Agreement.objects.filter(queries.is_for(member), pk=OuterRef("agreement"))
    read = Acknowledgement.objects.filter(version=OuterRef("pk"), member=member)
    opened = Version.objects.filter(agreement=OuterRef("agreement"), state__in=_OPEN)
    rows = Version.objects.annotate(
        is_asked=Exists(silent.filter(Q(member=member) | Exists(in_place))),
        has_silence=Exists(silent.filter(member__is_active=True)),
        has_seat=Exists(seats),
        is_to_read=Exists(audience) & ~Exists(seats) & ~Exists(read),
        is_opened=Exists(opened),
        proposed_at=Subquery(newest.values("at")[:1]),
        proposed_by=Subquery(newest.values("by__name")[:1]),
        answer_by=Subquery(newest.values("answer_by")[:1]),
    )
    sponsored = Q(agreement__sponsor=member)
    proposed = Q(state=Version.State.PROPOSED) & (Q(is_asked=True) | sponsored & Q(has_silence=True))
    counting = Q(state=Version.State.SIGNED, entered_at__isnull=False)
    named = counting & (Q(is_to_read=True) | Q(has_seat=True) | sponsored)
    return rows.filter(proposed | named).select_related("agreement").defer("content", "text", "what_changed")


def _proposed(version: Version, desk: Desk) -> Iterator[Work]:
    read = vars(version)
    if read["is_asked"]:
        yield _work(
            "signature-asked", version, read["answer_by"], since=read["proposed_at"], waiting_for=read["proposed_by"]
        )
    if version.agreement.sponsor_id == desk.member.pk and read["has_silence"]:
        due_at = desk.time.after_days(read["proposed_at"], DAYS_OF_SILENCE)
        if due_at <= desk.now:
            yield _work("seat-silent", version, due_at, since=read["proposed_at"])


def _counting(version: Version, desk: Desk) -> Iterator[Work]:
    read = vars(version)
    counts = version.counts_at(desk.now)
    if counts and read["is_to_read"]:
        yield _work("acknowledgement-asked", version, version.read_by, since=version.entered_at)
    if not read["has_seat"] and version.agreement.sponsor_id != desk.member.pk:
        return
    review_on = version.agreement.review_on
    if counts and review_on is not None and review_on <= desk.time.today(desk.now):
        opens = desk.time.next_open(desk.time.hours_of(review_on)[0])
        yield _work("review-due", version, opens, since=opens)
    if version.end_reason == Version.End.EXPIRED and not read["is_opened"] and _ends_soon(version, desk):
        yield _work("agreement-ends", version, version.ends_at, since=version.entered_at)


def _ends_soon(version: Version, desk: Desk) -> bool:
    ends_at = version.ends_at
    return ends_at is not None and desk.time.before_hours(ends_at, HOURS_AHEAD) <= desk.now < ends_at


def _work(
    kind: str, version: Version, due_at: datetime | None, *, since: datetime | None, waiting_for: Any = None
) -> Work:
    followed = due.due_kind(kind)
    return Work(
        kind=kind,
        what=followed.label,
        thing=version.agreement,
        due_at=due_at,
        steps=(Step(followed.verb, things.url(version.agreement)),),
        since=since,
        waiting_for=waiting_for,
        can_wait=True,
    )
