from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.meetings import policy, rhythm
from apps.meetings.commands.ground import extend, here, sync_invitees
from apps.meetings.models import Coming, Every, MeetingSide, Segment, Series
from apps.people import queries as people
from apps.people.models import Member, Team
from apps.trail import commands as trail

LONGEST = 24 * 60
SHORTEST = 5


class NoSuchZone(Refused):
    """A wall time needs a zone of the IANA database."""


class WrongLength(Refused):
    """A meeting lasts from five minutes to a day."""


@dataclass(frozen=True)
class Pace:
    """A rhythm as it is asked for."""

    every: str
    first_on: date
    at: time
    zone: str
    minutes: int
    until_on: date | None = None

    def check(self) -> None:
        """Refuse what the tables couldn't hold, in words."""
        if self.zone not in available_timezones():
            raise NoSuchZone(_("“%(zone)s” isn't a time zone. Write it like Europe/Berlin.") % {"zone": self.zone})
        if not SHORTEST <= self.minutes <= LONGEST:
            raise WrongLength(_("A meeting lasts from five minutes to a day."))


@transaction.atomic
def schedule(
    *,
    actor: Member,
    title: str,
    first_on: date,
    at: time,
    now: datetime,
    every: str = Every.ONCE,
    zone: str = "",
    minutes: int = 60,
    purpose: str = "",
    side: str = MeetingSide.JOINT,
    place: str = "",
    facilitator: Member | None = None,
    scribe: Member | None = None,
    members: Collection[Member] = (),
    teams: Collection[Team] = (),
    is_open: bool = True,
) -> Series:
    """Ask people to a meeting, or to a series of them; everybody asked gets it for their calendar."""
    require(policy.may_schedule(actor))
    require(policy.may_invite(actor, teams))
    facilitator = facilitator or actor
    here(facilitator, scribe)
    pace = Pace(every, first_on, at, zone or people.company().time_zone, minutes)
    pace.check()
    series = Series.objects.create(
        title=title,
        purpose=purpose,
        side=side,
        place=place,
        facilitator=facilitator,
        scribe=scribe,
        is_open=is_open,
        created_by=actor,
        created_at=now,
    )
    series.members.set({actor, *members})
    series.teams.set(teams)
    segment = open_segment(series, pace)
    sync_invitees(series, now)
    # Whoever asks others comes.
    series.invitees.filter(member=actor).update(answer=Coming.YES)
    extend(segment, now)
    trail.record(actor=actor, act="series.scheduled", about=series, now=now, rhythm=rhythm.in_words(segment))
    tell_of_invitation(series, [row.member for row in series.invitees.select_related("member")], actor, now)
    return series


def open_segment(series: Series, pace: Pace) -> Segment:
    """A new stretch of the series."""
    return Segment.objects.create(
        series=series,
        every=pace.every,
        first_on=pace.first_on,
        until_on=pace.first_on if pace.every == Every.ONCE else pace.until_on,
        at=pace.at,
        zone=pace.zone,
        minutes=pace.minutes,
    )


def tell_of_invitation(series: Series, to: Collection[Member], actor: Member, now: datetime) -> None:
    telling.tell(to=to, kind="meeting-invited", about=series, actor=actor, now=now)


@transaction.atomic
def _look_ahead_in(series: Series, now: datetime) -> None:
    series = locked(series)
    if series.ended_at is not None:
        return
    for segment in series.segments.order_by("first_on"):
        if segment.every != Every.ONCE:
            extend(segment, now)
    came, went = sync_invitees(series, now)
    system = Member.objects.system()
    tell_of_invitation(series, came, system, now)
    telling.tell(to=went, kind="meeting-uninvited", about=series, actor=system, now=now)


def look_ahead(*, now: datetime) -> int:
    """Dates as far ahead as people plan, and invitations for who joined a team; returns how many series there are.

    Safe to run twice, late, or on two workers: each series is taken under its lock.
    """
    open_series = list(Series.objects.filter(ended_at__isnull=True).order_by("pk"))
    for series in open_series:
        _look_ahead_in(series, now)
    return len(open_series)
