"""Goals, milestones and tasks for tests: made by the commands, as everybody makes them."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from apps.goals import commands
from apps.goals.models import Goal, Milestone, Task
from apps.people.models import Member
from tests.cast import NOW

_numbers = count(1)
EARLIER = NOW - timedelta(days=1)


def goal(*, owner: Member, now: datetime = EARLIER, **given: Any) -> Goal:
    """A goal that its owner set."""
    return commands.create_goal(actor=owner, now=now, **{"title": f"Goal {next(_numbers)}"} | given)


def milestone(*, goal: Goal, now: datetime = EARLIER, **given: Any) -> Milestone:
    """A step of the goal, added by its owner."""
    defaults = {"title": f"Milestone {next(_numbers)}", "due_on": date(2026, 6, 30)}
    return commands.add_milestone(actor=goal.owner, goal=goal, now=now, **defaults | given)


def task(*, owner: Member, now: datetime = EARLIER, **given: Any) -> Task:
    """A task that its owner wrote down."""
    return commands.create_task(actor=owner, now=now, **{"title": f"Task {next(_numbers)}"} | given)


def offered(*, by: Member, to: Member, now: datetime = EARLIER, **given: Any) -> Task:
    """A task of `by` that is offered to `to`."""
    return task(owner=by, now=now, offer_to=to, **given)


def wanted(*, by: Member, owner: Member, now: datetime = EARLIER, **given: Any) -> Task:
    """A task that `by` wanted and `owner` accepted."""
    return commands.accept_task(actor=owner, task=offered(by=by, to=owner, now=now, **given), now=now)


def assigned(*, by: Member, to: Member, now: datetime = EARLIER, **given: Any) -> Task:
    """A task of `by` that is assigned to `to` and not accepted yet."""
    made = task(owner=by, now=now, **given)
    commands.assign_task(actor=by, task=made, to=to, now=now)
    made.refresh_from_db()
    return made
