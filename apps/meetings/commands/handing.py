from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core import telling
from apps.core.changing import change
from apps.core.models import locked
from apps.meetings.commands.changing import tell_calendars
from apps.meetings.commands.ground import sync_invitees
from apps.meetings.models import Series
from apps.people.models import Member
from apps.trail import commands as trail


@transaction.atomic
def hand_over_series(*, actor: Member, series: Series, leaver: Member, to: Member, now: datetime) -> Series:
    """Let a successor run or record what a leaver ran or recorded; the gate is that of letting somebody go."""
    series = locked(series)
    runs = to if series.facilitator_id == leaver.pk else series.facilitator
    given: dict[str, Any] = {"facilitator": runs}
    if series.scribe_id in (leaver.pk, runs.pk):
        # Who runs it records it where nobody else does.
        given["scribe"] = to if to != runs else None
    changed = change(series, given)
    series.members.remove(leaver)
    series.members.add(to)
    sync_invitees(series, now)
    trail.record(actor=actor, act="series.edited", about=series, now=now, changes=changed)
    telling.tell(to=[to], kind="series-given", about=series, actor=actor, now=now)
    if "facilitator" in changed:
        tell_calendars(series, but={leaver, to}, actor=actor, now=now)
    return series
