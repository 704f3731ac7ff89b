"""Agreed activities: what they say, and what became of each span of theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.goals.models import AgreedActivity, Obstacle, Plan, PromiseMark, Task
from apps.goals.models.activities import AgreedActivityQuerySet
from apps.goals.spans import Span, spans_of
from apps.people.models import Member
from apps.trail import queries as trail


class How(StrEnum):
    """What became of a span."""

    AHEAD = "ahead"
    ON_TIME = "on_time"
    EXCUSED = "excused"
    LATE = "late"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS = {
    How.AHEAD: _("Not due yet"),
    How.ON_TIME: _("On time"),
    How.EXCUSED: _("Late, with an obstacle"),
    How.LATE: _("Late"),
}


@dataclass(frozen=True)
class Kept:
    """A span and what became of it; `asked` is whether its owner is still to say so.

    Attributes:
        owner: who answered for it when it was due, or answers for it now.
        count: how many there were; of a milestone or a promise that is kept or not, 1 or 0.
        obstacle: what excuses the delay.
    """

    span: Span
    activity: AgreedActivity
    owner: Member
    how: How
    count: int
    mark: PromiseMark | None
    obstacle: Obstacle | None

    @property
    def is_open(self) -> bool:
        """Whether it isn't kept in full, in time or later."""
        return self.count < self.span.promised

    def asked(self, now: datetime) -> bool:
        if not self.span.is_promise:
            return self.how in (How.LATE, How.EXCUSED) and self.count == 0
        return self.mark is None and self.span.due_at <= now


def activities(*, viewer: Member, now: datetime) -> AgreedActivityQuerySet:
    """What plans name, or named until it was left out."""
    rows = AgreedActivity.objects.visible_to(viewer)
    return rows.select_related(
        "plan__agreement", "plan__period", "goal", "owner__team", "milestone__owner__team", "agreed_version"
    )


def draft_seen(plan: Plan) -> QuerySet[AgreedActivity]:
    """What a plan names, with what was typed for its next version."""
    rows = plan.activities.named().select_related("goal", "owner__team", "milestone__owner__team", "agreed_version")
    return rows.order_by("created_at", "pk")


def kept(rows: Iterable[AgreedActivity], now: datetime) -> list[Kept]:
    """What became of all that these activities asked for until now and what runs now, the earliest first."""
    by_id = {row.pk: row for row in rows}
    if not by_id:
        return []
    plans = {row.plan_id: row.plan for row in by_id.values()}
    spans = [one for one in spans_of(plans.values()) if one.activity_id in by_id and one.begins_at <= now]
    marks = _marks(by_id)
    owners = _owners(by_id.values(), spans)
    obstacles = _obstacles(by_id.values())
    found = []
    for span in spans:
        activity, owner = by_id[span.activity_id], owners[span.activity_id, span.due_at]
        mark = marks.get((span.activity_id, span.ends_on))
        excuse = next((one for one in obstacles.get(activity.pk, ()) if excuses(one, span, owner)), None)
        found.append(_judged(span, activity, owner, mark, excuse, now))
    return found


def _judged(
    span: Span,
    activity: AgreedActivity,
    owner: Member,
    mark: PromiseMark | None,
    excuse: Obstacle | None,
    now: datetime,
) -> Kept:
    """On time where it was kept by its last day; late is excused by what stood in the way before that day was over."""
    if span.is_promise:
        count = mark.count if mark else 0
        in_time = mark is not None and mark.kept_on <= span.ends_on
    else:
        done_at = activity.milestone.done_at
        count = int(done_at is not None)
        in_time = done_at is not None and done_at <= span.due_at
    if count >= span.promised and in_time:
        how = How.ON_TIME
    elif span.due_at > now:
        how = How.AHEAD
    else:
        how = How.EXCUSED if excuse else How.LATE
    return Kept(span, activity, owner, how, count, mark, excuse if how == How.EXCUSED else None)


def excuses(obstacle: Obstacle, span: Span, owner: Member) -> bool:
    """Raised before the last day was over, in the way since the span began, and not the owner's own doing.

    What only the owner can remove is theirs to remove.
    """
    still_there = obstacle.closed_at is None or obstacle.closed_at > span.begins_at
    return still_there and obstacle.may_excuse(owner, span.due_at)


def _marks(ids: Iterable[UUID]) -> dict[tuple[UUID, object], PromiseMark]:
    """The last word on each span."""
    rows = PromiseMark.objects.filter(activity__in=list(ids)).select_related("by").order_by("at", "pk")
    return {(mark.activity_id, mark.ends_on): mark for mark in rows}


def _owners(rows: Iterable[AgreedActivity], spans: Iterable[Span]) -> dict[tuple[UUID, datetime], Member]:
    """Who answered for each span when it was due: by the first change of owner after that, else who does now."""
    found = list(rows)
    things: dict[UUID, AgreedActivity] = {(row if row.is_promise else row.milestone).pk: row for row in found}
    told = [
        change
        for kind in ("agreed-activity", "milestone")
        for change in trail.changes_of(kind, things, ["owner"])
        if "owner" in change.changes
    ]
    before = {UUID(change.changes["owner"][0]["member"]) for change in told}
    members = Member.objects.select_related("team").in_bulk(before)
    by_activity: dict[UUID, list[tuple[datetime, Member]]] = {}
    for change in sorted(told, key=lambda one: one.at):
        was = members[UUID(change.changes["owner"][0]["member"])]
        by_activity.setdefault(things[change.about_id].pk, []).append((change.at, was))
    now_by = {row.pk: row.answers for row in found}
    return {
        (span.activity_id, span.due_at): next(
            (was for at, was in by_activity.get(span.activity_id, ()) if at >= span.due_at), now_by[span.activity_id]
        )
        for span in spans
    }


def _obstacles(rows: Iterable[AgreedActivity]) -> dict[UUID, list[Obstacle]]:
    """What was ever in the way of each: of its goal, and of the tasks that serve its milestone."""
    found = list(rows)
    steps = {row.milestone_id: row for row in found if row.milestone_id}
    serving = dict(Task.objects.filter(serves_kind="milestone", serves_id__in=steps).values_list("pk", "serves_id"))
    goals = {row.goal_id for row in found}
    rows_of = Obstacle.objects.filter(
        Q(blocks_kind="goal", blocks_id__in=goals) | Q(blocks_kind="task", blocks_id__in=serving)
    )
    by_thing: dict[UUID | None, list[Obstacle]] = {}
    for obstacle in rows_of.select_related("remover", "raised_by").order_by("raised_at", "pk"):
        by_thing.setdefault(serving.get(obstacle.blocks_id, obstacle.blocks_id), []).append(obstacle)
    return {row.pk: [*by_thing.get(row.goal_id, ()), *by_thing.get(row.milestone_id, ())] for row in found}
