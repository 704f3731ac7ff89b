from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.errors import NotNow, require
from apps.goals import policy
from apps.goals.models import Period
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail


class OpenAlready(NotNow):
    """A fiscal year is opened once."""


@transaction.atomic
def open_fiscal_year(*, actor: Member, year: int, now: datetime) -> Period:
    """Open a fiscal year with its four quarters; it is named after the calendar year in which it ends."""
    require(policy.may_open_years(actor))
    if Period.objects.filter(year=year).exists():
        raise OpenAlready(_("The fiscal year %(year)s is open already.") % {"year": year})
    begins = _months(year, people.company().fiscal_year_month)
    opened = Period.objects.create(
        kind=Period.Kind.YEAR, year=year, starts_on=begins[0], ends_on=begins[12] - timedelta(days=1)
    )
    Period.objects.bulk_create(
        Period(
            kind=Period.Kind.QUARTER,
            year=year,
            quarter=quarter + 1,
            starts_on=begins[quarter * 3],
            ends_on=begins[quarter * 3 + 3] - timedelta(days=1),
        )
        for quarter in range(4)
    )
    trail.record(actor=actor, act="period.opened", about=opened, now=now)
    return opened


def _months(year: int, first: int) -> list[date]:
    """The first days of the twelve months of the fiscal year that ends in `year`, and of the one after."""
    start = (year if first == 1 else year - 1) * 12 + first - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, start + 13)]
