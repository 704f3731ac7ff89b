"""What happened in the past week to what somebody owns or made, counted once, on Monday."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F

from apps.collateral.models import Asset, ContentWeek, Feedback, Happened, Opening, Request, Use
from apps.collateral.models.use import FEWEST
from apps.people.models import Member
from apps.people.queries import working_time

Numbers = dict[UUID, dict[str, int]]


@transaction.atomic
def count_week(*, now: datetime) -> int:
    """Enter the week that ended last for everybody to whose content something happened; returns how many they are.

    Safe twice, late, or on two workers: who is counted once isn't counted anew.
    """
    time = working_time()
    today = time.today(now)
    begins_on = today - timedelta(days=today.weekday() + 7)
    if ContentWeek.objects.filter(begins_on=begins_on).exists():
        return 0
    told = _by_member(_happened(begins_on))
    weeks = [ContentWeek(member_id=member, begins_on=begins_on, counted_at=now) for member in sorted(told)]
    ContentWeek.objects.bulk_create(weeks, ignore_conflicts=True)
    new = ContentWeek.objects.filter(pk__in=[week.pk for week in weeks])
    lines = [Happened(week=week, asset_id=asset, **told[week.member_id][asset])
             for week in new for asset in told[week.member_id]]  # fmt: skip
    Happened.objects.bulk_create(lines)
    return len(new)


def _by_member(happened: Numbers) -> dict[UUID, Numbers]:
    """For whoever owns or made what is published and can still sign in."""
    found: dict[UUID, Numbers] = defaultdict(dict)
    active = set(Member.objects.active().values_list("pk", flat=True))
    published = Asset.objects.filter(state=Asset.State.PUBLISHED, pk__in=happened)
    for asset, *both in published.values_list("pk", "owner", "created_by"):
        for member in active.intersection(both):
            found[member][asset] = happened[asset]
    return found


def _happened(begins_on: date) -> Numbers:
    time = working_time()
    until = begins_on + timedelta(days=7)
    moments = (time.begin_of(begins_on), time.begin_of(until))
    used = Use.objects.of_others().filter(on__gte=begins_on, on__lt=until)
    in_deals = used.filter(kind=Use.Kind.DEAL)
    given = Feedback.objects.filter(given_at__gte=moments[0], given_at__lt=moments[1])
    came = Request.objects.filter(delivered_at__gte=moments[0], delivered_at__lt=moments[1])
    opened = Opening.objects.filter(at__gte=moments[0], at__lt=moments[1])
    found: Numbers = defaultdict(dict)
    _enter(found, "people", _counted(used, "asset", "member"), fewest=FEWEST)
    _enter(found, "ratings", _counted(given, "version__asset", "pk"))
    _enter(found, "delivered", _counted(came.filter(delivered_asset__isnull=False), "delivered_asset", "pk"))
    _enter(found, "opened", _counted(opened.filter(version__isnull=False), "version__asset", "pk"))
    dealers = {asset for asset, count in _counted(in_deals, "asset", "member") if count >= FEWEST}
    _enter(found, "deals", ((asset, count) for asset, count in _counted(in_deals, "asset", "deal") if asset in dealers))
    return found


def _counted(rows: Any, asset: str, what: str) -> Iterable[tuple[UUID, int]]:
    counted = rows.order_by().values(pk_of=F(asset)).annotate(n=Count(what, distinct=True))
    return [(row["pk_of"], row["n"]) for row in counted]


def _enter(found: Numbers, name: str, counts: Iterable[tuple[UUID, int]], *, fewest: int = 1) -> None:
    for asset, count in counts:
        if count >= fewest:
            found[asset][name] = count
