"""Who answers in somebody's place, and on which days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import DateField, DateTimeField, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from apps.agreements.models import Agreement, Proxy
from apps.people.models import Absence, Member


def day_of(member: Member, now: datetime) -> date:
    """Absences are counted in the days of who is away."""
    return now.astimezone(ZoneInfo(member.time_zone)).date()


def next_absence(member: Member, now: datetime) -> Absence | None:
    """The one that is under way, or the next."""
    return member.absences.filter(until_on__gte=day_of(member, now)).order_by("from_on").first()


def proxies(agreement: Agreement, now: datetime) -> dict[Member, Proxy]:
    """By their holders, those whose days aren't over."""
    rows = agreement.proxies.filter(ended_at__isnull=True).select_related("member", "to").order_by("named_at", "pk")
    return {one.member: one for one in rows if day_of(one.member, now) <= one.until_on}


def answers_for(agreement: Agreement, holder: Member, now: datetime) -> Member | None:
    """Who may answer for `holder` at this moment: named by them for this day, on which they are away."""
    today = day_of(holder, now)
    named = _named().filter(agreement=agreement, member=holder, from_on__lte=today, until_on__gte=today).first()
    away = holder.absences.filter(from_on__lte=today, until_on__gte=today).exists()
    return named.to if named is not None and away and named.to.is_active else None


def stands_in(member: Member, now: datetime) -> list[tuple[Agreement, Member]]:
    """For whom `member` may answer now, by agreement."""
    rows = at_work(member, now).select_related("agreement", "member")
    return [(one.agreement, one.member) for one in rows]


def at_work(member: Member, now: datetime) -> QuerySet[Proxy]:
    """What `member` may answer by now: named for this day, on which the holder is away."""
    moment = Value(now, output_field=DateTimeField())
    today = Cast(Func(F("member__time_zone"), moment, function="timezone"), DateField())
    away = Absence.objects.filter(
        member=OuterRef("member"), from_on__lte=OuterRef("today"), until_on__gte=OuterRef("today")
    )
    rows = _named().annotate(today=today).filter(to=member, to__is_active=True)
    return rows.filter(Exists(away), from_on__lte=F("today"), until_on__gte=F("today"))


def _named() -> QuerySet[Proxy]:
    return Proxy.objects.filter(ended_at__isnull=True).select_related("to").order_by("named_at", "pk")
