"""What goals are measured by, agreed in and held up by: what the tables of permissions speak of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from apps.goals import commands
from apps.goals.models import (
    AgreedActivity,
    CheckIn,
    Goal,
    Invocation,
    Milestone,
    Obstacle,
    Period,
    Plan,
    ScoreboardLink,
    SmallStep,
    Task,
)
from tests.cast import Cast
from tests.factories import goals as make


@dataclass(frozen=True)
class OfMeasures:
    """Goals of Mara's under the revenue goal, two plans of Moritz's with seats of Sam's and Mara's, two obstacles."""

    year: Period
    next_year: Period  # without a revenue goal yet
    root: Goal
    measured: Goal  # Mara's, with a reading and a check-in that Sam is to read
    check_in: CheckIn
    closed_goal: Goal  # Mara's
    agreed_goal: Goal  # Mara's, in a plan in force
    plan: Plan
    planned_goal: Goal  # Mara's, in the draft of a plan
    draft_plan: Plan
    this_week: date  # its last day, or that of the week before where the year ends in this one
    promise: AgreedActivity  # Mara's: two case studies each month, in the plan that counts
    planned_promise: AgreedActivity  # the same in the draft
    left_out: AgreedActivity  # of the draft
    slipping: Goal  # Mara's, agreed with what happens if it slips
    invocation: Invocation  # brought up by Moritz
    heard: Invocation  # of another goal of Mara's, with her account
    step: Milestone  # of the goal in the draft
    obstacle: Obstacle  # of Sam's task; Sofie raised it, and Mara can remove it
    accepted_obstacle: Obstacle
    scoreboard_link: ScoreboardLink  # Mina's
    scoreboard_secret: str
    small_step: SmallStep  # Sam's, in field sales
    changed_step: SmallStep  # Sam's, of both sides, without a next one


def make_measures(cast: Cast, task: Task, today: date, now: datetime) -> dict[str, Any]:
    year, next_year = (make.year(by=cast.ada, year=one, now=now) for one in (today.year, today.year + 1))
    root = make.revenue(by=cast.mina, period=year, now=now)
    dates = {"starts_on": today - timedelta(days=90), "due_on": today + timedelta(days=90), "now": now}
    measured, agreed, planned = (
        make.measured(owner=cast.mara, given={"title": title, "parent": root}, **dates)
        for title in ("Ten stories", "Twenty quotes", "Three fairs")
    )
    make.read(measured, 30, now=now)
    closed = make.goal(owner=cast.mara, title="Four webinars", parent=root, now=now)
    commands.close_goal(actor=cast.mara, goal=closed, outcome="achieved", now=now)
    commands.name_reader(actor=cast.mara, goal=measured, reader=cast.sam, now=now)
    said = commands.check_in(actor=cast.mara, goal=measured, confidence="on_track", now=now)
    both = {"by": cast.moritz, "seats": [cast.sam, cast.mara], "sponsor": cast.eva, "now": now}
    accepted = make.obstacle(by=cast.sofie, blocks=task, remover=cast.mara, what="No contract", now=now)
    commands.accept_obstacle(actor=cast.mara, obstacle=accepted, now=now)
    shared = commands.share_scoreboard(actor=cast.mina, name="The canteen", now=now)
    # It counts since some weeks, whatever day it is.
    before = now - timedelta(days=40)
    plan, draft = make.plan(goals=[agreed], **both | {"now": before}), make.plan(goals=[planned], **both)
    named = {"by": cast.moritz, "owner": cast.mara, "now": before}
    promise = make.promise(plan=plan, goal=agreed, every="week", **named)
    make.sign_all(plan, before)
    agreed.refresh_from_db()
    promise.refresh_from_db()
    left_out = make.promise(plan=draft, goal=planned, title="A podcast", **named)
    commands.leave_activity_out(actor=cast.moritz, plan=draft, activity=left_out, now=now)
    sunday = today + timedelta(days=6 - today.weekday())
    slipping, brought_up, told = (
        commands.set_conditions(
            actor=cast.mara,
            goal=make.measured(owner=cast.mara, given={"title": title}, **dates),
            conditions=[],
            consequence="We look at it together.",
            decided_by="team",
            now=before,
        )
        for title in ("Ten talks", "Five talks", "Three talks")
    )
    make.agreed(goals=[slipping, brought_up, told], **both | {"now": before})
    invocation, heard = (
        commands.invoke_consequence(actor=cast.moritz, goal=goal, why="Two of ten.", now=now)
        for goal in (brought_up, told)
    )
    commands.give_account(actor=cast.mara, invocation=heard, account="Three were ill.", now=now)
    return {
        "slipping": slipping,
        "invocation": invocation,
        "heard": heard,
        "this_week": sunday if sunday.year == today.year else sunday - timedelta(days=7),
        "year": year,
        "next_year": next_year,
        "root": root,
        "measured": measured,
        "check_in": said,
        "closed_goal": closed,
        "agreed_goal": agreed,
        "plan": plan,
        "promise": promise,
        "planned_promise": make.promise(plan=draft, goal=planned, **named),
        "left_out": left_out,
        "step": make.milestone(goal=planned, title="First fair", due_on=today + timedelta(days=30), now=now),
        "planned_goal": planned,
        "draft_plan": draft,
        "obstacle": make.obstacle(by=cast.sofie, blocks=task, remover=cast.mara, what="No prices", now=now),
        "accepted_obstacle": accepted,
        "scoreboard_link": shared.link,
        "scoreboard_secret": shared.secret,
        "small_step": make.small_step(by=cast.sam, team=cast.field_sales, today=today, now=now),
        "changed_step": make.ended(
            make.small_step(by=cast.sam, practice="No meetings on Friday", today=today, now=now), "changed", now=now
        ),
    }
