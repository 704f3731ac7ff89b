"""What was promised for when: derived from the versions that were signed, never written ahead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.agreements.models import Version
from apps.core.worktime import WorkingTime
from apps.goals.models import Period, Plan, Rhythm
from apps.people import queries as people
from apps.trail import queries as trail

MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3}


@dataclass(frozen=True)
class Span:
    """An agreed activity in one week, month or quarter, or a milestone with its date.

    Attributes:
        said: what the version that judges it says of it.
        begins_at: since when it could be kept: the span's first midnight; of a milestone, when the version counted.
        due_at: the midnight at which its last day ends, in the company's zone.
    """

    activity_id: UUID
    plan_id: UUID
    said: dict[str, Any]
    starts_on: date
    ends_on: date
    begins_at: datetime
    due_at: datetime

    @property
    def is_promise(self) -> bool:
        return self.said["kind"] == "promise"

    @property
    def promised(self) -> int:
        return self.said.get("how_many") or 1

    @property
    def first(self) -> str:
        return date_format(self.starts_on, "j M Y")

    @property
    def words(self) -> str:
        """For which time: a month by its name, all else by its days."""
        if not self.is_promise:
            return _("by %(day)s") % {"day": date_format(self.ends_on, "j M Y")}
        if self.said["every"] == Rhythm.MONTH:
            return date_format(self.starts_on, "F Y")
        return f"{date_format(self.starts_on, 'j M')} – {date_format(self.ends_on, 'j M Y')}"


def due_in(plan: Plan, now: datetime) -> list[Span]:
    """All that the plan asked for until now, and what runs now."""
    return [span for span in spans_of([plan]) if span.begins_at <= now]


def spans_of(plans: Iterable[Plan]) -> list[Span]:
    """Of all agreed activities that the plans' signed versions name, the earliest due first."""
    time = people.working_time()
    by_agreement = {plan.agreement_id: plan for plan in plans}
    signed: dict[UUID, list[Version]] = {}
    rows = Version.objects.filter(agreement__in=by_agreement, effective_from__isnull=False)
    for version in rows.order_by("effective_from"):
        if version.content.get("activities"):
            signed.setdefault(version.agreement_id, []).append(version)
    found = [
        span for agreement_id, versions in signed.items() for span in _spans(by_agreement[agreement_id], versions, time)
    ]
    return sorted(found, key=lambda span: (span.due_at, span.said["title"], str(span.activity_id)))


def _spans(plan: Plan, versions: list[Version], time: WorkingTime) -> Iterator[Span]:
    moved = _moved_dates(versions)
    for version in versions:
        for said in version.content["activities"]:
            if said["kind"] == "promise":
                yield from _of_promise(plan, version, versions, said, time)
            else:
                yield from _of_milestone(plan, version, said, moved, time)


def _of_promise(
    plan: Plan, version: Version, versions: list[Version], said: dict[str, Any], time: WorkingTime
) -> Iterator[Span]:
    """What counts for a span is what was agreed at its middle, unless it was left out before its end."""
    for first, last in stretches(plan.period, said["every"]):
        begins, ends = time.end_of(first - timedelta(days=1)), time.end_of(last)
        middle = begins + (ends - begins) / 2
        if _counts_at(version, middle) and any(_names(one, said["id"]) and _counts_at(one, ends) for one in versions):
            yield Span(UUID(said["id"]), plan.pk, said, first, last, begins, ends)


def _of_milestone(
    plan: Plan,
    version: Version,
    said: dict[str, Any],
    moved: dict[UUID, list[tuple[datetime, date]]],
    time: WorkingTime,
) -> Iterator[Span]:
    """A milestone is due on the date that counts when that date ends, also where it was moved inside the leeway."""
    assert version.effective_from is not None
    due_on = date.fromisoformat(said["due_on"])
    for at, day in moved.get(UUID(said["id"]), ()):
        if version.effective_from < at and (version.ends_at is None or at < version.ends_at):
            due_on = day
    ends = time.end_of(due_on)
    if _counts_at(version, ends):
        begins = version.effective_from
        yield Span(UUID(said["id"]), plan.pk, said, time.today(begins), due_on, begins, ends)


def _counts_at(version: Version, moment: datetime) -> bool:
    """Whether it counted until that moment; what ends with it still counted."""
    assert version.effective_from is not None
    return version.effective_from < moment and (version.ends_at is None or version.ends_at >= moment)


def _names(version: Version, activity_id: str) -> bool:
    return any(said["id"] == activity_id for said in version.content["activities"])


def _moved_dates(versions: Iterable[Version]) -> dict[UUID, list[tuple[datetime, date]]]:
    """When the dates of named milestones were moved, and to which day, by the activity's id."""
    steps = {
        UUID(said["milestone_id"]): UUID(said["id"])
        for version in versions
        for said in version.content["activities"]
        if said["kind"] == "milestone"
    }
    found: dict[UUID, list[tuple[datetime, date]]] = {}
    for change in trail.changes_of("milestone", steps, ["due_on"]) if steps else ():
        if "due_on" in change.changes:
            day = date.fromisoformat(change.changes["due_on"][1])
            found.setdefault(steps[change.about_id], []).append((change.at, day))
    return found


def stretches(period: Period, every: str) -> Iterator[tuple[date, date]]:
    """The weeks, months or quarters that end within the period, each by its first and last day."""
    if every == Rhythm.WEEK:
        first = period.starts_on - timedelta(days=period.starts_on.weekday())
        while (last := first + timedelta(days=6)) <= period.ends_on:
            yield first, last
            first = last + timedelta(days=1)
        return
    first = period.starts_on
    while (after := _months_after(first, MONTHS[Rhythm(every)])) - timedelta(days=1) <= period.ends_on:
        yield first, after - timedelta(days=1)
        first = after


def _months_after(day: date, months: int) -> date:
    """The first day of a month some months later; fiscal years begin with a month."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)
