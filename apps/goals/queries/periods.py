from datetime import date, datetime
from zoneinfo import ZoneInfo

from apps.goals.models import Period
from apps.goals.models.periods import PeriodQuerySet
from apps.people import queries as people
from apps.people.models import Member


def periods(*, viewer: Member, now: datetime) -> PeriodQuerySet:
    return Period.objects.visible_to(viewer)


def today(now: datetime) -> date:
    """The company's date: dates end at midnight in its zone, whoever looks from where."""
    return now.astimezone(ZoneInfo(people.company().time_zone)).date()
