"""How histories, inboxes and mails tell what happens here."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from apps.core import telling, things
from apps.core.telling import Letter, Linked, NoticeKind, Section
from apps.meetings import calendar, queries, rhythm
from apps.meetings.commands.ground import current_segment
from apps.meetings.models import Entry, Every, Meeting, Segment, Series
from apps.people.models import Member

ACTS = {
    "series.scheduled": _("scheduled it: {rhythm}"),
    "series.edited": _("changed it"),
    "series.rescheduled": _("changed the rhythm"),
    "series.ended": _("ended the series"),
    "meeting.moved": _("moved it from {was} to {becomes}"),
    "meeting.cancelled": _("cancelled it: {reason}"),
    "meeting.started": _("began the meeting"),
    "meeting.answered_yes": _("said yes to it"),
    "meeting.answered_maybe": _("said maybe to it"),
    "meeting.answered_no": _("said no to it"),
    "meeting.answered_all_yes": _("said yes to all of its dates"),
    "meeting.answered_all_maybe": _("said maybe to all of its dates"),
    "meeting.answered_all_no": _("said no to all of its dates"),
    "meeting.attendance": _("noted how {who} takes part"),
    "meeting.closed": _("closed the minutes"),
    "meeting.addendum": _("added to the minutes"),
    "meeting.item_proposed": _("put “{item}” on the agenda"),
    "meeting.item_taken_off": _("took “{item}” off the agenda"),
    "agenda_item.proposed": _("put it on the agenda"),
    "agenda_item.edited": _("changed it"),
    "agenda_item.moved": _("moved it to place {place}"),
    "agenda_item.taken_off": _("took it off the agenda"),
    "agenda_item.reached": _("said that it was talked about"),
    "entry.note_written": _("wrote a note down"),
    "entry.decision_written": _("wrote a decision down"),
    "entry.action_written": _("wrote an action item down"),
    "entry.obstacle_written": _("wrote down what is in the way"),
    "obstacle.raised_in_meeting": _("raised it in the meeting “{meeting}”"),
    "entry.edited": _("changed the words"),
}
FIELDS = {"rhythm": _("Rhythm"), "is_open": _("All members may read the minutes"), "place": _("Place or link")}

_ASKED = _("You are asked to this meeting.")
_RUNS = _("You run this meeting.")


# --- letters: what a mail says beyond its line -------------------------------------------------------------


def _when(series: Series, segment: Segment) -> list[str]:
    time = {
        "rhythm": rhythm.in_words(segment),
        "at": segment.at.strftime("%H:%M"),
        "zone": segment.zone,
        "day": date_format(segment.first_on, "l j M Y" if segment.every == Every.ONCE else "j M Y"),
        "minutes": segment.minutes,
    }
    if segment.every == Every.ONCE:
        lines = [_now("%(day)s at %(at)s (%(zone)s), %(minutes)s minutes") % time]
    else:
        lines = [_now("%(rhythm)s at %(at)s (%(zone)s)") % time, _now("From %(day)s, %(minutes)s minutes") % time]
    return [*lines, *([series.place] if series.place else [])]


def _about(series: Series, segment: Segment) -> list[Section]:
    purpose = [(_now("What for"), [series.purpose])] if series.purpose else []
    return [(_now("When and where"), _when(series, segment)), *purpose]


def _segment_of(series: Series, facts: dict[str, Any]) -> Segment:
    wanted = series.segments.select_related("series").filter(pk=facts["segment"]) if "segment" in facts else None
    return wanted.get() if wanted is not None else current_segment(series)


def _invitation(series: Series, reader: Member, facts: dict[str, Any]) -> Letter:
    segment = _segment_of(series, facts)
    part = calendar.of_segment(segment, method=calendar.REQUEST, reader=reader, now=timezone.now())
    return Letter(_about(series, segment), part, calendar.REQUEST)


def _withdrawal(series: Series, reader: Member, facts: dict[str, Any]) -> Letter:
    segment = _segment_of(series, facts)
    part = calendar.of_segment(segment, method=calendar.CANCEL, reader=reader, now=timezone.now())
    return Letter([], part, calendar.CANCEL)


def _ending(series: Series, reader: Member, facts: dict[str, Any]) -> Letter:
    """What was held stays in calendars; where nothing was, nothing stays."""
    segment = _segment_of(series, facts)
    held = segment.meetings.exclude(state=Meeting.State.CANCELLED).exists() and segment.every != Every.ONCE
    return _invitation(series, reader, facts) if held else _withdrawal(series, reader, facts)


def _one_moved(meeting: Meeting, reader: Member, facts: dict[str, Any]) -> Letter:
    part = calendar.of_meeting(meeting, method=calendar.REQUEST, reader=reader, now=timezone.now())
    return Letter([], part, calendar.REQUEST)


def _one_cancelled(meeting: Meeting, reader: Member, facts: dict[str, Any]) -> Letter:
    part = calendar.of_meeting(meeting, method=calendar.CANCEL, reader=reader, now=timezone.now())
    return Letter([], part, calendar.CANCEL)


def _minutes(meeting: Meeting, reader: Member, facts: dict[str, Any]) -> Letter:
    """The reader's own tasks first, then decisions, what others do, and what was noted, by item."""
    entries = list(queries.entries(viewer=reader).filter(meeting=meeting).order_by("written_at", "pk"))
    actions = [entry for entry in entries if entry.kind == Entry.Kind.ACTION]
    own = [entry for entry in actions if entry.task.owner_id == reader.pk]
    sections: list[Section] = [
        (_now("For you to do"), [_action(entry, with_owner=False) for entry in own]),
        (_now("Decided"), [entry.text for entry in entries if entry.kind == Entry.Kind.DECISION]),
        (_now("In the way"), [_obstacle(entry) for entry in entries if entry.kind == Entry.Kind.OBSTACLE]),
        (_now("Others do"), [_action(entry) for entry in actions if entry not in own]),
    ]
    notes: dict[str, list[str]] = {}
    for entry in entries:
        if entry.kind == Entry.Kind.NOTE:
            notes.setdefault(entry.item.title if entry.item else _now("Noted"), []).append(entry.text)
    going = [item.title for item in meeting.items.filter(state="carried").order_by("position")]
    whole = [*sections, *notes.items(), (_now("Carried over to the next meeting"), going)]
    return Letter([(heading, said) for heading, said in whole if said])


def _action(entry: Entry, *, with_owner: bool = True) -> Linked:
    task = entry.task
    words = _now("%(who)s: %(what)s") % {"who": task.owner, "what": task.title} if with_owner else task.title
    if task.due_on:
        words = _now("%(what)s, until %(day)s") % {"what": words, "day": date_format(task.due_on, "j M Y")}
    return Linked(words, settings.BASE_URL + things.url(task))


def _obstacle(entry: Entry) -> Linked:
    words = _now("%(what)s; %(who)s can remove it") % {"what": entry.text, "who": entry.obstacle.remover}
    return Linked(words, settings.BASE_URL + things.url(entry.obstacle))


def _added(meeting: Meeting, reader: Member, facts: dict[str, Any]) -> Letter:
    rows = meeting.addenda.order_by("at", "pk")
    return Letter([(_now("Added since"), [Truncator(row.text).chars(2000) for row in rows])])


NOTICES = (
    NoticeKind(
        "meeting-invited",
        label=_("I am asked to a meeting"),
        line=_("{actor} asks you to “{title}”"),
        why=_ASKED,
        rhythm=telling.AT_ONCE,
        letter=_invitation,
    ),
    NoticeKind(
        "meeting-changed",
        label=_("A meeting of mine is changed"),
        line=_("{actor} changed “{title}”: {rhythm} at {at}"),
        why=_ASKED,
        rhythm=telling.AT_ONCE,
        letter=_invitation,
    ),
    NoticeKind(
        "meeting-stretch-ended",
        label=_("A rhythm of a meeting of mine ends"),
        line=_("{actor} ends the old rhythm of “{title}”; the new one follows in a mail of its own"),
        why=_ASKED,
        rhythm=telling.AT_ONCE,
        letter=_invitation,
    ),
    NoticeKind(
        "meeting-uninvited",
        label=_("I am no longer asked to a meeting"),
        line=_("You are no longer asked to “{title}”"),
        why=_("You were asked to this meeting until now."),
        rhythm=telling.AT_ONCE,
        letter=_withdrawal,
    ),
    NoticeKind(
        "series-ended",
        label=_("A series of mine ends"),
        line=_("{actor} ended “{title}”: {reason}"),
        why=_ASKED,
        rhythm=telling.AT_ONCE,
        letter=_ending,
    ),
    NoticeKind(
        "meeting-moved",
        label=_("One meeting of mine is moved"),
        line=_("{actor} moved “{title}” from {was} to {becomes}"),
        why=_ASKED,
        rhythm=telling.AT_ONCE,
        letter=_one_moved,
    ),
    NoticeKind(
        "meeting-cancelled",
        label=_("One meeting of mine is cancelled"),
        line=_("{actor} cancelled “{title}”: {reason}"),
        why=_ASKED,
        rhythm=telling.AT_ONCE,
        letter=_one_cancelled,
    ),
    NoticeKind(
        "invitation-answered",
        label=_("Somebody answers the invitation to a meeting I run"),
        line=_("{actor} answered your invitation to “{title}”; its page shows who comes and who is missing"),
        why=_RUNS,
    ),
    NoticeKind(
        "invitation-to-answer",
        label=_("I haven't said whether I come to a meeting"),
        line=_("“{title}” is near: say whether you come"),
        why=_ASKED,
    ),
    NoticeKind(
        "minutes",
        label=_("Minutes that concern me are closed"),
        line=_("{actor} closed the minutes of “{title}”"),
        why=_("You are asked to this meeting, or something in its minutes concerns you."),
        rhythm=telling.AT_ONCE,
        letter=_minutes,
        opens=_("Read the minutes"),
    ),
    NoticeKind(
        "minutes-addendum",
        label=_("Somebody adds to minutes that concern me"),
        line=_("{actor} added to the minutes of “{title}”"),
        why=_("You are asked to this meeting, or something in its minutes concerns you."),
        letter=_added,
    ),
    NoticeKind(
        "item-proposed",
        label=_("Somebody puts something on the agenda of a meeting I run"),
        line=_("{actor} put “{title}” on the agenda"),
        why=_RUNS,
    ),
    NoticeKind(
        "item-taken-off",
        label=_("What I proposed is taken off the agenda"),
        line=_("{actor} took “{title}” off the agenda"),
        why=_("You proposed it."),
    ),
    NoticeKind(
        "series-given",
        label=_("I run a meeting from now on"),
        line=_("{actor} made you the one who runs “{title}”"),
        why=_RUNS,
    ),
    NoticeKind(
        "agenda-to-prepare",
        label=_("The agenda of a meeting I run is to be put together"),
        line=_("“{title}” is near: look at what its agenda suggests"),
        why=_RUNS,
    ),
    NoticeKind(
        "minutes-open",
        label=_("The minutes of a meeting I run aren't closed"),
        line=_("The minutes of “{title}” are still open: close them, so that everybody gets them"),
        why=_RUNS,
    ),
    NoticeKind(
        "action-item-due",
        label=_("An action item of mine comes up at the next meeting"),
        line=_("“{title}” comes up at the next meeting"),
        why=_("You took it on in a meeting that comes again."),
    ),
    NoticeKind(
        "obstacle-to-sponsor",
        label=_("Something has been in the way for three meetings"),
        line=_("“{title}” is still in the way after three meetings"),
        why=_("You stand for the plan that it holds up, or for the company."),
    ),
)
