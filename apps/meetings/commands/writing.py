"""Writing down. Every entry is a row of its own, so that two who write at once write two entries.

The meeting is locked for sharing: writers don't wait for one another, whoever closes it waits for all of them.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.goals import commands as goals
from apps.goals.models import Goal, Task
from apps.meetings import policy
from apps.meetings.commands.ground import refuse_leavers, refuse_over
from apps.meetings.models import AgendaItem, Attendance, Concerned, Entry, Meeting
from apps.people.models import Member
from apps.trail import commands as trail

Kind = Entry.Kind


class OwnerAndDateNeeded(Refused):
    """What nobody answers for until no day is no action item."""


class OtherMeeting(Refused):
    """An entry stands under an item of its own meeting."""


class NotBegun(NotNow):
    """Minutes are written in the meeting."""


class StaysATask(Refused):
    """An action item is a task, and changed as one; so is an obstacle."""


class SaysWhatItBlocks(Refused):
    """What is in the way is in the way of something, and somebody can remove it."""


@transaction.atomic
def write_entry(
    *,
    actor: Member,
    meeting: Meeting,
    kind: str,
    text: str,
    now: datetime,
    item: AgendaItem | None = None,
    owner: Member | None = None,
    due_on: date | None = None,
    review_on: date | None = None,
    concerned: Collection[Member] = (),
) -> Entry:
    """Write a note, a decision or an action item down.

    Args:
        owner, due_on: of an action item, which is a task: accepted by who is there, offered to who isn't.
        review_on, concerned: of a decision.
    """
    meeting = _open_for(actor, meeting, item)
    if kind == Kind.OBSTACLE:
        raise SaysWhatItBlocks(_("Say what it is in the way of, and who can remove it."))
    task = None
    if kind == Kind.ACTION:
        if owner is None or due_on is None:
            raise OwnerAndDateNeeded(_("Say who does it and until when; else write it as a note."))
        task = _noted(actor, meeting, owner, text, due_on, now)
        concerned = [owner]
    entry = Entry.objects.create(
        meeting=meeting,
        item=item,
        kind=kind,
        text=text,
        author=actor,
        written_at=now,
        review_on=review_on if kind == Kind.DECISION else None,
        task=task,
    )
    if kind != Kind.NOTE:
        Concerned.objects.bulk_create([Concerned(entry=entry, member=one) for one in set(concerned)])
    trail.record(actor=actor, act=f"entry.{kind}_written", about=entry, now=now)
    return entry


@transaction.atomic
def write_obstacle(
    *,
    actor: Member,
    meeting: Meeting,
    what: str,
    blocks: Task | Goal,
    remover: Member,
    now: datetime,
    item: AgendaItem | None = None,
    since: date | None = None,
    remove_by: date | None = None,
    own_doing: bool = False,
) -> Entry:
    """Write down what is in the way of a task or goal: it is raised, and stands in the minutes."""
    meeting = _open_for(actor, meeting, item)
    obstacle = goals.raise_obstacle(
        actor=actor,
        blocks=blocks,
        what=what,
        remover=remover,
        since=since,
        remove_by=remove_by,
        own_doing=own_doing,
        origin=meeting,
        now=now,
    )
    trail.record(actor=actor, act="obstacle.raised_in_meeting", about=obstacle, now=now, meeting=meeting)
    entry = Entry.objects.create(
        meeting=meeting, item=item, kind=Kind.OBSTACLE, text=what, author=actor, written_at=now, obstacle=obstacle
    )
    Concerned.objects.create(entry=entry, member=remover)
    trail.record(actor=actor, act="entry.obstacle_written", about=entry, now=now)
    return entry


def _open_for(actor: Member, meeting: Meeting, item: AgendaItem | None) -> Meeting:
    """The meeting, held against closing, once it is sure that the actor may write into it, under that item."""
    meeting = shared(meeting)
    require(policy.may_write(actor, meeting))
    _refuse_unless_running(meeting)
    if item is not None and item.meeting_id != meeting.pk:
        raise OtherMeeting(_("Choose an item of this meeting's agenda."))
    return meeting


def shared(meeting: Meeting) -> Meeting:
    """The meeting as it stands, held against closing until the transaction ends."""
    rows = Meeting.objects.raw("select * from meetings_meeting where id = %s for share", [meeting.pk])
    current = next(iter(rows))
    current.series = meeting.series
    return current


def _refuse_unless_running(meeting: Meeting) -> None:
    refuse_over(meeting)
    if meeting.state != Meeting.State.RUNNING:
        raise NotBegun(_("The meeting hasn't begun yet. Put it on the agenda until then."))


def _noted(actor: Member, meeting: Meeting, owner: Member, text: str, due_on: date, now: datetime) -> Task:
    """The task that an action item is. Who is there when it is noted has accepted it."""
    refuse_leavers(owner)
    day = date_format(timezone.localtime(meeting.starts_at, meeting.segment.tz), "j M Y")
    detail = _("Noted in “%(title)s” on %(day)s.") % {"title": meeting.series, "day": day}
    there = Attendance.objects.filter(meeting=meeting, member=owner, how__in=Attendance.HERE).exists()
    first = text.strip().splitlines()[0]
    title = first if len(first) <= 200 else first[:199] + "…"
    return goals.create_task(
        actor=actor,
        title=title,
        detail=f"{text}\n\n{detail}",
        due_on=due_on,
        origin=meeting,
        present=owner if there else None,
        offer_to=None if there else owner,
        now=now,
    )


@transaction.atomic
def edit_entry(
    *,
    actor: Member,
    entry: Entry,
    text: str,
    now: datetime,
    revision: int | None = None,
    review_on: date | None = None,
) -> Entry:
    """Change an entry's words, based on the revision that was read."""
    meeting = shared(entry.meeting)
    require(policy.may_write(actor, meeting))
    _refuse_unless_running(meeting)
    entry = locked(entry, revision=revision)
    if entry.kind in Entry.ELSEWHERE:
        raise StaysATask(_("It has a page of its own: change it there."))
    changed = change(entry, {"text": text} | ({"review_on": review_on} if entry.kind == Kind.DECISION else {}))
    if changed:
        change(entry, {"edited_at": now})
        trail.record(actor=actor, act="entry.edited", about=entry, now=now, changes=changed)
        entry.refresh_from_db(fields=["revision"])
    return entry
