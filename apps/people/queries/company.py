"""The company's settings, its working time, and who reports to whom."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS

from apps.core.keeping import read_once
from apps.core.prepared import Prepared
from apps.core.worktime import WorkingTime
from apps.people.models import Absence, ClosedDay, Company, Member, Role

_COLUMNS = [field.attname for field in Company._meta.concrete_fields]
_settings = Prepared(lambda: Company.objects.order_by("pk").values_list(*_COLUMNS)[:1])


@read_once
def company_or_none() -> Company | None:
    return next((Company.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row) for row in _settings.rows()), None)


def company() -> Company:
    """The company's settings.

    Raises:
        Company.DoesNotExist: nobody has set the portal up yet.
    """
    found = company_or_none()
    if found is None:
        raise Company.DoesNotExist
    return found


@read_once
def _closed_days() -> frozenset[date]:
    return frozenset(ClosedDay.objects.values_list("on", flat=True))


def time_of_company() -> tuple[Company, WorkingTime]:
    """The settings with who leads which side, and the working time, for whoever needs both."""
    settings = Company.objects.select_related("sales_lead", "marketing_lead").get()
    return settings, working_time(settings)


def working_time(settings: Company | None = None) -> WorkingTime:
    """The company's working time, in which all promises run.

    Args:
        settings: where the caller has read them already.
    """
    settings = settings or company()
    return WorkingTime(
        zone=ZoneInfo(settings.time_zone),
        days=frozenset(settings.work_days),
        opens=settings.opens,
        closes=settings.closes,
        closed=_closed_days(),
    )


def manager_of(member: Member) -> Member:
    """Who `member` reports to: the team's lead, for a lead the side's lead, else an admin.

    Raises:
        Member.DoesNotExist: there is no other active admin left.
    """
    found = manager_or_none(member)
    if found is None:
        raise Member.DoesNotExist("no other active admin")
    return found


def manager_or_none(member: Member) -> Member | None:
    """The same, where the only admin of all may be meant."""
    settings = company()
    leads = {"sales": settings.sales_lead, "marketing": settings.marketing_lead}
    for candidate in (member.team.lead if member.team else None, leads.get(member.side)):
        if candidate is not None and candidate.is_active and candidate.pk != member.pk:
            return candidate
    others = Member.objects.active().with_role(Role.ADMIN).exclude(pk=member.pk)
    return others.order_by("joined_at", "pk").first()


def absence_of(member: Member, now: datetime) -> Absence | None:
    """The absence that `member` is in at `now`, by the date in the member's own zone."""
    today = now.astimezone(ZoneInfo(member.time_zone)).date()
    return member.absences.select_related("deputy").filter(from_on__lte=today, until_on__gte=today).first()


def absences_ahead(member: Member, *, now: datetime) -> list[Absence]:
    """Absences that aren't over, the next first."""
    today = now.astimezone(zone_of(member)).date()
    return list(member.absences.select_related("deputy", "member").filter(until_on__gte=today).order_by("from_on"))


def zone_of(member: Member) -> ZoneInfo:
    return ZoneInfo(member.time_zone)


def demo_accounts() -> list[tuple[str, str, str]]:
    """While the company is the demo: address, name and role of one member per role, for the sign-in page."""
    settings = company_or_none()
    if settings is None or not settings.is_demo:
        return []
    members = [m for m in Member.objects.active().order_by("joined_at", "name") if m.has_usable_password()]
    found = []
    for role in Role:
        # Whoever has this role and no other shows best what it sees; admins often have a second one.
        holders = sorted((m for m in members if m.has_role(role)), key=lambda m: len(m.roles))
        if holders:
            found.append((holders[0].email, holders[0].name, str(role.label)))
    return found
