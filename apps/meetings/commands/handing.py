from datetime import datetime

from django.db import transaction

from apps.core import telling
from apps.core.models import locked
from apps.meetings.commands.ground import change, sync_invitees
from apps.meetings.models import Series
from apps.people.models import Member
from apps.trail import commands as trail


@transaction.atomic
def hand_over_series(*, actor: Member, series: Series, to: Member, now: datetime) -> Series:
    """Let a successor run what its facilitator ran; the gate is that of letting somebody go."""
    series = locked(series)
    leaver = series.facilitator
    changed = change(series, {"facilitator": to})
    series.members.remove(leaver)
    series.members.add(to)
    sync_invitees(series, now)
    trail.record(actor=actor, act="series.edited", about=series, now=now, changes=changed)
    telling.tell(to=[to], kind="series-given", about=series, actor=actor, now=now)
    return series
