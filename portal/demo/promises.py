"""What the plan of Northwind Metering says beside its targets, and how it was kept."""

from datetime import timedelta
from typing import Any

from apps.goals import commands, queries
from apps.goals.commands.conditions import CONSEQUENCE
from apps.goals.models import AgreedActivity, Goal, Plan
from portal.demo.calendar import Calendar

# The salesperson's week in which it wasn't kept, counted back from the last one.
MISSED = 4


def depend(calendar: Calendar, cast: Any, goals: Any) -> None:
    """What two of the goals hang on, and what happens if they slip."""
    for goal, text, who, decided_by in (
        (goals.stories, "Customers agree to be named", cast.sam, "team"),
        (goals.utilities, "The tender kit is ready before the summer's tenders", cast.nora, "executives"),
    ):
        commands.set_conditions(
            actor=goal.owner,
            goal=goal,
            conditions=[{"text": text, "who": str(who.pk)}],
            consequence=str(CONSEQUENCE),
            decided_by=decided_by,
            now=calendar.at(-79, 16),
        )


def name(calendar: Calendar, cast: Any, goals: Any, plan: Plan, contact: Goal) -> None:
    """Two milestones and two promises that both sides count on."""
    now = calendar.at(-78, 11)
    for goal, title, side in (
        (goals.utilities, "Tender kit ready", "joint"),
        (goals.nordics, "Landing page in English", "marketing"),
    ):
        step = goal.milestones.get(title=title)
        commands.name_milestone(actor=cast.nora, plan=plan, milestone=step, side=side, now=now)
    commands.add_promise(
        actor=cast.nora, plan=plan, goal=goals.stories, title="Case studies", owner=cast.mara, side="marketing",
        every="month", how_many=2, now=now,
    )  # fmt: skip
    commands.add_promise(
        actor=cast.theo, plan=plan, goal=contact, title="First contact within a day", owner=cast.jonas, side="sales",
        every="week", now=now,
    )  # fmt: skip


def kept(calendar: Calendar) -> None:
    """Month by month and week by week; the last week waits for a word."""
    rows = AgreedActivity.objects.promises().select_related("plan__period", "owner")
    over = [one for one in queries.kept(rows, calendar.now) if one.span.due_at <= calendar.now]
    weeks = [one for one in over if one.activity.how_many is None]
    for one in over:
        count, note = (2, "") if one.activity.how_many else (1, "")
        if one.activity.how_many and one.span.starts_on <= calendar.day(-29) <= one.span.ends_on:
            count, note = 1, "The second one waited for a logo."
        elif one in weeks and one == weeks[-1]:
            continue
        elif one in weeks and one == weeks[-MISSED]:
            count, note = 0, "Two of nine were called on the third day: we were at the fair."
        now = min(one.span.due_at + timedelta(hours=10), calendar.now)
        commands.keep_promise(
            actor=one.activity.owner, activity=one.activity, until=one.span.ends_on, count=count, note=note, now=now,
        )  # fmt: skip
