"""Seats that stay silent, and seats that somebody left."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from apps.agreements.commands.standing_in import DAYS_OF_SILENCE
from apps.agreements.due.ground import asking, is_asked
from apps.agreements.models import Seat, Version
from apps.agreements.queries.answers import latest, standings
from apps.core.due import Due, Window
from apps.core.worktime import WorkingTime
from apps.people import queries as people
from apps.people.models import Company, Member, Role

# Working days in which the side's lead names a successor before being reminded.
DAYS_TO_NAME = 3


def silent_within(window: Window) -> Iterator[Due]:
    """Ten working days after the proposal the sponsor hears who stays silent."""
    working = people.working_time()
    for version in asking().filter(proposals__at__lte=window.until).distinct():
        found = _silent(version, working)
        if found is not None and found.due_at in window:
            yield found


def silent_of(member: Member, now: datetime) -> Iterator[Due]:
    working = people.working_time()
    for version in asking().filter(agreement__sponsor=member):
        found = _silent(version, working)
        if found is not None and found.due_at <= now:
            yield found


def _silent(version: Version, working: WorkingTime) -> Due | None:
    proposal = latest(version)
    if proposal is None or not any(is_asked(one) for one in standings(version)):
        return None
    return Due(
        kind="seat-silent",
        thing=version.agreement,
        recipient=version.agreement.sponsor,
        due_at=working.after_days(proposal.at, DAYS_OF_SILENCE),
        since=proposal.at,
    )


def vacant_within(window: Window) -> Iterator[Due]:
    company, working = people.time_of_company()
    found = vacancies(company, working, _vacant().filter(member__left_at__lte=window.until))
    return (one for one in found if one.due_at in window)


def vacant_of(member: Member, now: datetime) -> Iterator[Due]:
    company, working = people.time_of_company()
    return vacant_for(member, company, working)


def vacant_for(member: Member, company: Company, working: WorkingTime) -> Iterator[Due]:
    """Of each agreement once; only who leads a side or administers names successors."""
    if not member.is_admin and member.pk not in (company.sales_lead_id, company.marketing_lead_id):
        return
    found = {one.thing.pk: one for one in vacancies(company, working, _vacant()) if one.recipient == member}
    yield from found.values()


def _vacant() -> QuerySet[Seat]:
    """Seats that somebody left, of what is open or counts."""
    rows = Seat.objects.filter(member__is_active=False, member__left_at__isnull=False)
    rows = rows.filter(version__state__in=["draft", "proposed", "signed"])
    return rows.select_related("version__agreement__sponsor", "member__team__lead").order_by("member__left_at", "pk")


def vacancies(company: Company, working: WorkingTime, seats: QuerySet[Seat]) -> Iterator[Due]:
    """For the side's lead, else an admin: those who may name a successor."""
    leads = {"sales": company.sales_lead, "marketing": company.marketing_lead}
    found = list(seats)
    admin = Member.objects.active().with_role(Role.ADMIN).order_by("joined_at", "pk").first() if found else None
    for seat in found:
        left_at = seat.member.left_at
        assert left_at is not None
        yield Due(
            kind="seat-vacant",
            thing=seat.version.agreement,
            recipient=leads.get(seat.side) or admin,
            due_at=working.after_days(left_at, DAYS_TO_NAME),
            since=left_at,
        )
