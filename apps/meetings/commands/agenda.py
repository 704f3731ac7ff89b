from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.core import telling, things
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.meetings import policy, queries
from apps.meetings.commands.changing import last_position
from apps.meetings.commands.ground import refuse_over
from apps.meetings.models import AgendaItem, Meeting
from apps.people.models import Member
from apps.trail import commands as trail

State = AgendaItem.State


class ItemChanges(TypedDict, total=False):
    title: str
    detail: str
    minutes: int


class OnAgenda(NotNow):
    """A thing stands on an agenda once."""


class NotSuggested(Refused):
    """What is taken in with its evidence is what the agenda suggests now."""


class Settled(NotNow):
    """It is done, or no longer on this agenda."""


@transaction.atomic
def propose_item(
    *, actor: Member, meeting: Meeting, title: str, now: datetime, detail: str = "", minutes: int = 10
) -> AgendaItem:
    """Put something on the agenda; it goes to its end."""
    meeting = locked(meeting)
    require(policy.may_propose(actor, meeting))
    refuse_over(meeting)
    item = AgendaItem.objects.create(
        meeting=meeting,
        title=title,
        detail=detail,
        minutes=minutes,
        position=last_position(meeting) + 1,
        proposed_by=actor,
        proposed_at=now,
    )
    _record_and_tell(actor, item, now)
    return item


@transaction.atomic
def take_in(*, actor: Member, meeting: Meeting, about: Model, now: datetime) -> AgendaItem:
    """Put a suggested thing on the agenda, with what speaks for it."""
    meeting = locked(meeting)
    require(policy.may_propose(actor, meeting))
    refuse_over(meeting)
    pair = things.pair(about)
    if meeting.items.standing().filter(about_kind=pair[0], about_id=pair[1]).exists():
        raise OnAgenda(_("“%(title)s” is on the agenda already.") % {"title": things.title(about)})
    found = next((one for one in queries.suggested(meeting, viewer=actor, now=now) if one.about == pair), None)
    if found is None:
        raise NotSuggested(_("The agenda doesn't suggest this now. Propose it in your own words."))
    item = AgendaItem.objects.create(
        meeting=meeting,
        title=found.title,
        evidence=found.evidence,
        detail=found.detail,
        minutes=found.minutes,
        position=last_position(meeting) + 1,
        proposed_by=actor,
        proposed_at=now,
        about_kind=pair[0],
        about_id=pair[1],
    )
    _record_and_tell(actor, item, now)
    return item


def _record_and_tell(actor: Member, item: AgendaItem, now: datetime) -> None:
    trail.record(actor=actor, act="meeting.item_proposed", about=item.meeting, now=now, item=item.title)
    trail.record(actor=actor, act="agenda_item.proposed", about=item, now=now)
    series = item.meeting.series
    telling.tell(to=[series.facilitator], kind="item-proposed", about=item, actor=actor, now=now)


@transaction.atomic
def edit_item(
    *, actor: Member, item: AgendaItem, now: datetime, revision: int | None = None, **changes: Unpack[ItemChanges]
) -> AgendaItem:
    """Change its words, or the minutes it takes."""
    locked(item.meeting)
    item = locked(item, revision=revision)
    require(policy.may_edit_item(actor, item))
    _refuse_settled(item)
    changed = change(item, changes)
    if changed:
        trail.record(actor=actor, act="agenda_item.edited", about=item, now=now, changes=changed)
    return item


@transaction.atomic
def move_item(*, actor: Member, item: AgendaItem, to: int, now: datetime) -> AgendaItem:
    """Put it at place `to` of the agenda, counted from 1; the others make room."""
    meeting = locked(item.meeting)
    item = locked(item)
    require(policy.may_run(actor, meeting))
    _refuse_settled(item)
    rows = list(meeting.items.standing().select_for_update().order_by("position", "proposed_at", "pk"))
    rows.remove(item)
    rows.insert(max(to, 1) - 1, item)
    for place, row in enumerate(rows, start=1):
        change(row, {"position": place})
    trail.record(actor=actor, act="agenda_item.moved", about=item, now=now, place=rows.index(item) + 1)
    item.refresh_from_db()
    return item


@transaction.atomic
def take_off_item(*, actor: Member, item: AgendaItem, now: datetime) -> AgendaItem:
    """Take it off the agenda; a suggestion it came from is free again."""
    meeting = locked(item.meeting)
    item = locked(item)
    require(policy.may_edit_item(actor, item))
    _refuse_settled(item)
    if item.entries.exists():
        raise Settled(_("Something is written down for it, so it stays."))
    change(item, {"state": State.TAKEN_OFF})
    trail.record(actor=actor, act="meeting.item_taken_off", about=meeting, now=now, item=item.title)
    trail.record(actor=actor, act="agenda_item.taken_off", about=item, now=now)
    telling.tell(to=[item.proposed_by], kind="item-taken-off", about=item, actor=actor, now=now)
    return item


@transaction.atomic
def reach_item(*, actor: Member, item: AgendaItem, now: datetime) -> AgendaItem:
    """Say that it was talked about."""
    meeting = locked(item.meeting)
    item = locked(item)
    require(policy.may_run(actor, meeting))
    _refuse_settled(item)
    if meeting.state != Meeting.State.RUNNING:
        raise Settled(_("The meeting hasn't begun yet."))
    change(item, {"state": State.REACHED})
    trail.record(actor=actor, act="agenda_item.reached", about=item, now=now)
    return item


def _refuse_settled(item: AgendaItem) -> None:
    refuse_over(item.meeting)
    if item.state != State.OPEN:
        raise Settled(_("“%(title)s” is no longer open on this agenda.") % {"title": item})
