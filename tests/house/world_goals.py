"""What goals are measured by, agreed in and held up by: what the tables of permissions speak of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from apps.goals import commands
from apps.goals.models import Goal, Obstacle, Period, Plan, ScoreboardLink, Task
from tests.cast import Cast
from tests.factories import goals as make


@dataclass(frozen=True)
class OfMeasures:
    """Goals of Mara's under the revenue goal, two plans of Moritz's with seats of Sam's and Mara's, two obstacles."""

    year: Period
    next_year: Period  # without a revenue goal yet
    root: Goal
    measured: Goal  # Mara's, with a reading and a check-in
    agreed_goal: Goal  # Mara's, in a plan in force
    plan: Plan
    planned_goal: Goal  # Mara's, in the draft of a plan
    draft_plan: Plan
    obstacle: Obstacle  # of Sam's task; Sofie raised it, and Mara can remove it
    accepted_obstacle: Obstacle
    scoreboard_link: ScoreboardLink  # Mina's
    scoreboard_secret: str


def make_measures(cast: Cast, task: Task, today: date, now: datetime) -> dict[str, Any]:
    year, next_year = (make.year(by=cast.ada, year=one, now=now) for one in (today.year, today.year + 1))
    root = make.revenue(by=cast.mina, period=year, now=now)
    dates = {"starts_on": today - timedelta(days=90), "due_on": today + timedelta(days=90), "now": now}
    measured, agreed, planned = (
        make.measured(owner=cast.mara, given={"title": title, "parent": root}, **dates)
        for title in ("Ten stories", "Twenty quotes", "Three fairs")
    )
    make.read(measured, 30, now=now)
    commands.check_in(actor=cast.mara, goal=measured, confidence="on_track", now=now)
    both = {"by": cast.moritz, "seats": [cast.sam, cast.mara], "sponsor": cast.eva, "now": now}
    accepted = make.obstacle(by=cast.sofie, blocks=task, remover=cast.mara, what="No contract", now=now)
    commands.accept_obstacle(actor=cast.mara, obstacle=accepted, now=now)
    shared = commands.share_scoreboard(actor=cast.mina, name="The canteen", now=now)
    return {
        "year": year,
        "next_year": next_year,
        "root": root,
        "measured": measured,
        "agreed_goal": agreed,
        "plan": make.agreed(goals=[agreed], **both),
        "planned_goal": planned,
        "draft_plan": make.plan(goals=[planned], **both),
        "obstacle": make.obstacle(by=cast.sofie, blocks=task, remover=cast.mara, what="No prices", now=now),
        "accepted_obstacle": accepted,
        "scoreboard_link": shared.link,
        "scoreboard_secret": shared.secret,
    }
