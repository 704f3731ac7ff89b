"""A side of which nobody is left who agreed: it needs a seat, and after thirty days what counts is suspended.

Asked of the dates of leaving each time, so that nothing must run for it to begin, and naming a successor ends it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from apps.agreements.models import Seat, Version
from apps.people.models import Side

SUSPENDED_AFTER = timedelta(days=30)
_SIDES = (Side.SALES, Side.MARKETING)


@dataclass(frozen=True)
class Lost:
    """A side without a seat in what counts; `since` the last of its holders left."""

    side: Side
    since: datetime

    @property
    def suspends_at(self) -> datetime:
        return self.since + SUSPENDED_AFTER


def lost_sides(version: Version) -> list[Lost]:
    """The sides of which nobody is left who agreed to it."""
    found = []
    for side in _SIDES:
        holders = [seat.member for seat in version.seats.all() if seat.side == side]
        if holders and not any(one.is_active for one in holders):
            found.append(Lost(side, max(one.left_at for one in holders)))
    return found


def is_suspended(version: Version, now: datetime) -> bool:
    """Whether it is only to be read: amended and looked at again once a successor sits, ended in any case."""
    return any(lost.suspends_at <= now for lost in lost_sides(version))


def suspended(now: datetime) -> Exists:
    """The same of many agreements at once, by what of them counts."""
    lately = Q(member__is_active=True) | Q(member__left_at__gt=now - SUSPENDED_AFTER)
    found = Q()
    for side in _SIDES:
        of_side = Seat.objects.filter(version=OuterRef("pk"), side=side)
        found |= Q(Exists(of_side)) & ~Q(Exists(of_side.filter(lately)))
    return Exists(Version.objects.in_force(now).filter(found, agreement=OuterRef("pk")))
