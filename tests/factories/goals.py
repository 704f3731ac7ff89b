"""Goals, measures, plans, obstacles, milestones and tasks for tests: made by the commands, as everybody makes them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from apps.agreements import commands as agreements
from apps.agreements.models import Agreement
from apps.goals import commands
from apps.goals.models import AgreedActivity, Goal, Milestone, Obstacle, Period, Plan, Reading, SmallStep, Task
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


def year(*, by: Member, year: int = 2026, now: datetime = EARLIER) -> Period:
    """A fiscal year, opened."""
    return commands.open_fiscal_year(actor=by, year=year, now=now)


def measured(*, owner: Member, now: datetime = EARLIER, given: dict[str, Any] | None = None, **measure: Any) -> Goal:
    """A goal of the calendar year 2026 that goes from 0 to 100, unless said otherwise."""
    defaults = {
        "unit": "number",
        "direction": "reach",
        "baseline": Decimal(0),
        "target": Decimal(100),
        "starts_on": date(2026, 1, 1),
        "due_on": date(2026, 12, 31),
    }
    made = goal(owner=owner, now=now, **given or {})
    return commands.set_measure(actor=owner, goal=made, now=now, **defaults | measure)


def kept(*, owner: Member, lower: int | None = None, upper: int | None = None, **given: Any) -> Goal:
    """A goal that is kept within bounds."""
    bounds = {"lower": None if lower is None else Decimal(lower), "upper": None if upper is None else Decimal(upper)}
    return measured(owner=owner, direction="keep", baseline=None, target=None, **bounds, **given)


def read(goal: Goal, value: int | str, *, as_of: date | None = None, now: datetime = NOW, **given: Any) -> Reading:
    """A number that the goal's owner wrote down."""
    made, _undo = commands.record_reading(
        actor=goal.owner, goal=goal, value=Decimal(value), as_of=as_of, now=now, **given
    )
    return made


def revenue(*, by: Member, period: Period | None = None, now: datetime = EARLIER, **given: Any) -> Goal:
    """The revenue goal of the fiscal year 2026."""
    period = period or year(by=by, now=now)
    return goal(owner=by, now=now, is_root=True, period=period, **{"title": "Revenue"} | given)


def obstacle(*, by: Member, blocks: Goal | Task, remover: Member, now: datetime = EARLIER, **given: Any) -> Obstacle:
    """Something in the way."""
    defaults = {"what": f"Obstacle {next(_numbers)}"}
    return commands.raise_obstacle(actor=by, blocks=blocks, remover=remover, now=now, **defaults | given)


def plan(*, by: Member, goals: list[Goal], seats: list[Member], sponsor: Member, now: datetime = EARLIER) -> Plan:
    """The draft of a plan for the fiscal year of the goals."""
    period = Period.objects.years().first() or year(by=by, now=now)
    return commands.start_plan(
        actor=by, title="Our year", period=period, sponsor=sponsor, seats=seats, goals=goals, now=now
    )


def promise(
    *, by: Member, plan: Plan, goal: Goal, owner: Member, now: datetime = EARLIER, **given: Any
) -> AgreedActivity:
    """Two case studies each month, unless said otherwise, in the plan's draft."""
    defaults = {"title": "Case studies", "side": "marketing", "every": "month", "how_many": 2}
    return commands.add_promise(actor=by, plan=plan, goal=goal, owner=owner, now=now, **defaults | given)


def sign_all(plan: Plan, now: datetime = EARLIER) -> None:
    """Propose the plan's draft and have every seat agree, so that it counts."""
    agreement = Agreement.objects.get(pk=plan.agreement_id)
    agreements.propose(actor=agreement.started_by, agreement=agreement, now=now)
    version = agreement.versions.get(state="proposed")
    for seat in version.seats.select_related("member"):
        digest = version.proposals.latest("number").digest
        agreements.sign(actor=seat.member, agreement=agreement, digest=digest, now=now)


def agreed(*, by: Member, goals: list[Goal], seats: list[Member], sponsor: Member, now: datetime = EARLIER) -> Plan:
    """A plan in force."""
    made = plan(by=by, goals=goals, seats=seats, sponsor=sponsor, now=now)
    sign_all(made, now)
    for row in goals:
        row.refresh_from_db()
    return made


def small_step(*, by: Member, today: date | None = None, now: datetime = EARLIER, **given: Any) -> SmallStep:
    """Something that is being tried for three weeks, by both sides unless said otherwise."""
    defaults = {
        "practice": f"Practice {next(_numbers)}",
        "sign": "Half of them answer.",
        "until_on": (today or now.date()) + timedelta(days=21),
    }
    return commands.begin_small_step(actor=by, now=now, **defaults | given)


def ended(step: SmallStep, outcome: str, *, now: datetime = NOW, learned: str = "It takes longer.") -> SmallStep:
    """What was learned by it, said by its owner."""
    made, _undo = commands.end_small_step(actor=step.owner, step=step, outcome=outcome, learned=learned, now=now)
    return made
