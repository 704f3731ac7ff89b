"""The sweep: asks the apps what fell due, and tells whom it concerns, once. Safe twice, late, or on two workers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from apps.core import due, things
from apps.core.due import Due
from apps.core.keeping import reading
from apps.followups.commands.ruling import ensure_rules
from apps.followups.models import Reminder, Rule, Snooze, Watermark
from apps.followups.timing import Timing
from apps.notices import commands as notices
from apps.people import queries as people
from apps.people.models import Member

# Looked at once more each time: what was committed a moment late. The ledger keeps it from being told twice.
OVERLAP = timedelta(minutes=10)
# How far back a new window, and the nightly pass, look.
LOOK_BACK = timedelta(days=60)
# Reminders per transaction; with more, the watermark stays and the next round goes on.
CHUNK = 300
RUN_SECONDS = 20.0
MAILED = 2


@dataclass(frozen=True)
class Candidate:
    """A reminder that fell: what is due, and for which window of the rule."""

    due: Due
    occurrence: int

    @property
    def key(self) -> tuple[str, UUID, Any, datetime]:
        return (*things.pair(self.due.thing), self.due.recipient.pk, self.due.due_at)


def sweep(*, now: datetime) -> int:
    """Remind of what fell due since the last sweep; returns how many were told. Also after hours without one."""
    return _sweep(now, _since_watermark)


def sweep_all(*, now: datetime) -> int:
    """The nightly pass without watermark: what was backdated, or whose rule changed."""
    return _sweep(now, _since_long_ago)


Begin = Callable[[Rule, datetime], dict[int, datetime]]


def _sweep(now: datetime, begin: Begin) -> int:
    """A rule that fails holds up no other; what went wrong is raised once the others are through."""
    end = monotonic() + RUN_SECONDS
    told = 0
    through: list[Rule] = []
    faults: list[Exception] = []
    with reading():
        rules = [rule for rule in ensure_rules(now=now) if rule.is_on]
        prefetch_related_objects(rules, "watermarks")
        over = set(Snooze.objects.open().filter(until__lte=now).values_list("kind", flat=True))
        for rule in rules:
            try:
                count, done = _follow(rule, begin(rule, now), rule.kind in over, now, end)
            except Exception as fault:
                faults.append(fault)
                continue
            told += count
            through += [rule] if done else []
        _move_watermarks(through, now)
    if faults:
        raise ExceptionGroup("some rules couldn't be followed", faults)
    return told


def _since_watermark(rule: Rule, now: datetime) -> dict[int, datetime]:
    """For each window of the rule, from when on to look."""
    marks = {mark.window: mark.up_to - OVERLAP for mark in rule.watermarks.all()}
    return {window: marks.get(window, now - LOOK_BACK) for window in range(len(rule.days))}


def _since_long_ago(rule: Rule, now: datetime) -> dict[int, datetime]:
    return dict.fromkeys(range(len(rule.days)), now - LOOK_BACK)


def _follow(rule: Rule, since: dict[int, datetime], over: bool, now: datetime, end: float) -> tuple[int, bool]:
    """How many were told, and whether the rule is through. Where nothing is new, looking is all there is to it.

    Args:
        over: whether the time of something that was put off is over.
        end: when, by the machine's clock, the next round goes on.
    """
    told = 0
    while monotonic() < end:
        new = _new(rule, since, now)
        if not new and not over:
            return told, True
        count = _tell_and_wake(rule, new[:CHUNK], now)
        if count is None:
            return told, False
        told += count
        if len(new) <= CHUNK:
            return told, True
    return told, False


@transaction.atomic
def _tell_and_wake(rule: Rule, new: list[list[Candidate]], now: datetime) -> int | None:
    """One transaction, ledger and notices, while no other worker tells of this rule.

    Gives how many were told; None where another one is at it, or an admin changed the rule meanwhile.
    """
    unchanged = Rule.objects.select_for_update(skip_locked=True).filter(pk=rule.pk, revision=rule.revision)
    if unchanged.first() is None:
        return None
    return _tell(rule, new, now) + _wake_snoozed(rule, now)


def _new(rule: Rule, since: dict[int, datetime], now: datetime) -> list[list[Candidate]]:
    fallen = [candidate for candidate in _fallen(rule, since, now) if candidate.due.recipient.is_active]
    return _may_be_told(_not_in_ledger(rule, fallen))


def _fallen(rule: Rule, since: dict[int, datetime], now: datetime) -> list[Candidate]:
    """What the kind, asked once for all windows of the rule, gives for each of them."""
    timing = Timing(people.working_time(), rule.lead_hours)
    asked = {
        window: timing.due_between(days, since[window], now)
        for window, days in enumerate(rule.days)
        if since[window] < now
    }
    if not asked:
        return []
    return [
        Candidate(one, window)
        for one in due.due_kind(rule.kind).within(due.Window.over(list(asked.values())))
        for window, stretch in asked.items()
        if one.due_at in stretch and since[window] < timing.falls(one.due_at, rule.days[window]) <= now
    ]


def _not_in_ledger(rule: Rule, fallen: list[Candidate]) -> list[list[Candidate]]:
    """What is new, by thing, recipient and due time, each with its windows in order; the longest due first."""
    known = _ledger(rule, [candidate.key[1] for candidate in fallen])
    new: dict[Any, list[Candidate]] = {}
    for candidate in fallen:
        if candidate.occurrence not in known.get(candidate.key, {}):
            new.setdefault(candidate.key, []).append(candidate)
    for theirs in new.values():
        theirs.sort(key=lambda candidate: candidate.occurrence)
    return sorted(new.values(), key=lambda theirs: (theirs[0].due.due_at, str(theirs[0].key)))


def _may_be_told(new: list[list[Candidate]]) -> list[list[Candidate]]:
    """Without what its recipient can't see; no more than fill a transaction and show that there are others."""
    found: list[list[Candidate]] = []
    for begin in range(0, len(new), CHUNK):
        found += _seen(new[begin : begin + CHUNK])
        if len(found) > CHUNK:
            break
    return found


def _seen(new: list[list[Candidate]]) -> list[list[Candidate]]:
    """Each recipient is asked for by themselves."""
    theirs_by_recipient: dict[Member, list[list[Candidate]]] = {}
    for theirs in new:
        theirs_by_recipient.setdefault(theirs[0].due.recipient, []).append(theirs)
    hidden = set()
    for recipient, several in theirs_by_recipient.items():
        seen = things.resolve((theirs[0].key[:2] for theirs in several), recipient)
        hidden |= {theirs[0].key for theirs in several if theirs[0].key[:2] not in seen}
    return [theirs for theirs in new if theirs[0].key not in hidden]


def _ledger(rule: Rule, ids: list[UUID]) -> dict[Any, dict[int, bool]]:
    """What the ledger knows of these things: whether each occurrence was told."""
    known: dict[Any, dict[int, bool]] = {}
    for row in Reminder.objects.filter(rule=rule, about_id__in=set(ids)):
        key = (row.about_kind, row.about_id, row.recipient_id, row.due_at)
        known.setdefault(key, {})[row.occurrence] = row.told
    return known


def _tell(rule: Rule, new: list[list[Candidate]], now: datetime) -> int:
    """Enter all into the ledger; of several windows that fell for one thing, only the latest is told."""
    if not new:
        return 0
    known = _ledger(rule, [theirs[0].key[1] for theirs in new])
    snoozed = set(
        Snooze.objects.open().filter(kind=rule.kind, until__gt=now).values_list("about_kind", "about_id", "member")
    )
    rows: dict[UUID, Candidate] = {}
    entries = []
    for theirs in new:
        last = theirs[-1]
        told_up_to = max((window for window, told in known.get(last.key, {}).items() if told), default=-1)
        tellable = last.key[:3] not in snoozed and last.occurrence > told_up_to
        for candidate in theirs:
            entry = _entry(rule, candidate, told=tellable and candidate is last, now=now)
            entries.append(entry)
            rows[entry.pk] = candidate
    Reminder.objects.bulk_create(entries, ignore_conflicts=True)
    written = set(Reminder.objects.filter(pk__in=rows, told=True).values_list("pk", flat=True))
    for pk in written:
        earlier = sum(known.get(rows[pk].key, {}).values())
        _remind(rule, rows[pk].due, pk, earlier, now)
    return len(written)


def _entry(rule: Rule, candidate: Candidate, *, told: bool, now: datetime) -> Reminder:
    kind, pk, recipient, due_at = candidate.key
    return Reminder(
        rule=rule,
        about_kind=kind,
        about_id=pk,
        recipient_id=recipient,
        due_at=due_at,
        occurrence=candidate.occurrence,
        at=now,
        told=told,
    )


def _remind(rule: Rule, one: Due, reminder: UUID, earlier: int, now: datetime) -> None:
    """The notice; after two unanswered ones no more mail, and whoever waits hears of it."""
    system = Member.objects.system()
    notices.post(
        to=[one.recipient],
        kind=rule.kind,
        about=one.thing,
        actor=system,
        now=now,
        mailed=earlier < MAILED,
        urgent=one.urgent or None,
        reminder=str(reminder),
    )
    if earlier == MAILED and rule.tells_who_waits and one.waiting_for not in (None, one.recipient):
        notices.post(
            to=[one.waiting_for],
            kind="follow-up-unanswered",
            about=one.thing,
            actor=system,
            now=now,
            name=str(one.recipient),
            reminder=str(reminder),
        )


def _wake_snoozed(rule: Rule, now: datetime) -> int:
    """What was put off until now comes back once, where it still waits."""
    over = Snooze.objects.open().filter(kind=rule.kind, until__lte=now).select_related("member").order_by("until", "pk")
    told = 0
    for snooze in over[:CHUNK]:
        Snooze.objects.filter(pk=snooze.pk).update(ended_at=now)
        if not snooze.member.is_active:
            continue
        for one in due.due_kind(rule.kind).waiting(snooze.member, now):
            if things.pair(one.thing) == snooze.about:
                told += _come_back(rule, snooze, one, now)
    return told


def _come_back(rule: Rule, snooze: Snooze, one: Due, now: datetime) -> int:
    """What falls due here is the end of the snooze, so the ledger knows it by that time."""
    candidate = Candidate(
        Due(one.kind, one.thing, snooze.member, due_at=snooze.until, since=one.since, urgent=one.urgent), 0
    )
    entry = _entry(rule, candidate, told=True, now=now)
    Reminder.objects.bulk_create([entry], ignore_conflicts=True)
    if not Reminder.objects.filter(pk=entry.pk).exists():
        return 0
    _remind(rule, candidate.due, entry.pk, 0, now)
    return 1


@transaction.atomic
def _move_watermarks(rules: list[Rule], now: datetime) -> None:
    """All windows of these are looked at up to now; a clock that went back moves nothing.

    Nobody is waited for: what another worker holds, it moves itself.
    """
    missing = [
        Watermark(rule=rule, window=window, up_to=now)
        for rule in rules
        for window in set(range(len(rule.days))) - {mark.window for mark in rule.watermarks.all()}
    ]
    if missing:
        free = Rule.objects.select_for_update(skip_locked=True).filter(pk__in={mark.rule_id for mark in missing})
        ours = {rule.pk for rule in free}
        Watermark.objects.bulk_create([mark for mark in missing if mark.rule_id in ours], ignore_conflicts=True)
    behind = Watermark.objects.select_for_update(skip_locked=True).filter(rule__in=rules, up_to__lt=now)
    Watermark.objects.filter(pk__in=behind.values("pk")).update(up_to=now)
