"""What of goals and tasks lies on a member's desk."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core import work
from apps.core.work import Desk, Step, Work
from apps.goals import queries
from apps.goals.due import accounts, promises
from apps.goals.due.check_ins import to_be_read
from apps.goals.due.ground import MOST
from apps.goals.models import CheckIn, Confidence, Goal, Milestone, Obstacle, OwnershipTerm, SmallStep, Task

# What was done for somebody is shown to them this long, whether they say a word to it or not.
LATELY = timedelta(days=14)
# A check-in lies on the desk this long before it is due.
SOON = timedelta(days=7)


def register() -> None:
    work.register(_tasks, covers=("task-offered", "task-overdue"))
    work.register(_milestones, covers=("milestone-overdue",))
    work.register(_accounts, covers=("account-asked",))
    work.register(_promises, covers=("promise-to-say",))
    work.register(_check_ins, covers=("check-in-missed",))
    work.register(_to_read, covers=("check-in-to-read",))
    work.register(_obstacles, covers=("obstacle-to-remove",))
    work.register(_small_steps, covers=("small-step-due",))


def _tap(label: Any, name: str, row: Any, icon: str = "check") -> Step:
    return Step(label, reverse(f"goals:{name}", args=[row.pk]), taps=True, icon=icon)


def _go(label: Any, name: str, row: Any) -> Step:
    return Step(label, reverse(f"goals:{name}", args=[row.pk]))


# --- tasks ------------------------------------------------------------------------------------------------


def _tasks(desk: Desk) -> Iterator[Work]:
    """What waits for their answer, then what is theirs to do or to confirm; each task once."""
    terms = OwnershipTerm.objects.to_answer().filter(member=desk.member, task__state__in=Task.ACTIVE)
    asked = list(terms.select_related("task__owner", "offered_by").order_by("answer_by", "pk")[:MOST])
    yield from map(_asked, asked)
    answered = {term.task_id for term in asked}
    theirs = Q(owner=desk.member, state__in=Task.ACTIVE)
    done = Q(wanted_by=desk.member, state=Task.State.DONE, confirmed_at=None, done_at__gte=desk.now - LATELY)
    rows = Task.objects.filter(theirs | done & ~Q(owner=desk.member)).select_related("owner", "wanted_by")
    for task in rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST]:
        if task.is_active and task.pk not in answered:
            yield _own(task, desk)
        elif not task.is_active:
            yield _to_confirm(task)


def _asked(term: OwnershipTerm) -> Work:
    task = term.task
    steps = (_tap(_("Accept"), "accept", task), _go(_("Decline"), "decline", task))
    what = _("Task offered to you") if term.state == OwnershipTerm.State.OFFERED else _("Task assigned to you")
    due_at = term.answer_by or term.offered_at
    return Work(
        "task-offered", what, task, due_at, steps, since=term.offered_at, waiting_for=term.offered_by, can_wait=True
    )


def _own(task: Task, desk: Desk) -> Work:
    due_at = desk.time.end_of(task.due_on) if task.due_on else None
    begin = (_tap(_("Start"), "start", task, icon=""),) if task.state == Task.State.OPEN else ()
    return Work(
        kind="task-overdue",
        what=_("Your task, in progress") if task.state == Task.State.IN_PROGRESS else _("Your task"),
        thing=task,
        due_at=due_at,
        due_on=task.due_on,
        steps=(_tap(_("Done"), "complete", task), *begin),
        waiting_for=task.wanted_by if task.wanted_by_id != task.owner_id else None,
        can_wait=due_at is not None and due_at <= desk.now,
    )


def _to_confirm(task: Task) -> Work:
    steps = (_tap(_("Confirm"), "confirm", task), _go(_("Reopen"), "reopen", task))
    what = _("Done for you: is it what you wanted?")
    return Work("task-done", what, task, None, steps, since=task.done_at, waiting_for=task.owner)


# --- goals ------------------------------------------------------------------------------------------------


def _milestones(desk: Desk) -> Iterator[Work]:
    rows = Milestone.objects.ahead().filter(owner=desk.member).select_related("goal__owner")
    for milestone in rows.order_by("due_on", "pk")[:MOST]:
        ends = desk.time.end_of(milestone.due_on)
        waits = milestone.goal.owner if milestone.goal.owner_id != milestone.owner_id else None
        steps = (_tap(_("Done"), "complete_milestone", milestone),)
        what, late = _("Your milestone"), ends <= desk.now
        due_on = milestone.due_on
        yield Work("milestone-overdue", what, milestone, ends, steps, due_on=due_on, waiting_for=waits, can_wait=late)


def _promises(desk: Desk) -> Iterator[Work]:
    """What was promised for a time that is over, and whether it was kept."""
    for one in promises.to_say(desk.member, desk.now)[:MOST]:
        keep = reverse("goals:keep_promise", args=[one.activity.pk, one.span.ends_on])
        yield Work(
            kind="promise-to-say",
            what=_("Your promise for %(span)s") % {"span": one.span.words},
            thing=one.activity,
            due_at=one.span.due_at,
            due_on=one.span.ends_on,
            steps=(Step(_("Say whether it was kept"), keep),),
            can_wait=True,
        )


def _accounts(desk: Desk) -> Iterator[Work]:
    """What slipped of theirs and is brought up: they are heard before anything is decided."""
    for invocation in accounts.asked().filter(goal__owner=desk.member)[:MOST]:
        yield Work(
            kind="account-asked",
            what=_("It slipped: you are heard first"),
            thing=invocation,
            due_at=accounts.account_by(invocation, desk.time),
            steps=(_go(_("Say how it came about"), "give_account", invocation),),
            since=invocation.proposed_at,
            waiting_for=invocation.proposed_by,
        )


def _check_ins(desk: Desk) -> Iterator[Work]:
    """Goals whose owner is to say how they stand, until their time is over."""
    last = CheckIn.objects.that_count().filter(goal=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Goal.objects.open().filter(owner=desk.member, check_in_days__isnull=False).select_related("parent__owner")
    for goal in rows.annotate(heard_at=Coalesce(Subquery(last), F("created_at"))).order_by("due_on", "pk")[:MOST]:
        heard = vars(goal)["heard_at"]
        day = desk.time.today(heard) + timedelta(days=goal.check_in_days or 0)
        ends = desk.time.end_of(day)
        if (goal.due_on is None or day <= goal.due_on) and ends <= desk.now + SOON:
            steps = (_go(_("Say how it stands"), "check_in", goal), *_faces(goal))
            asks = goal.parent.owner if goal.parent and goal.parent.owner_id != goal.owner_id else None
            yield Work(
                kind="check-in-missed",
                what=_("Check-in on your goal"),
                thing=goal,
                due_at=ends,
                due_on=day,
                steps=steps,
                waiting_for=asks,
                can_wait=ends <= desk.now,
            )


def _faces(goal: Goal) -> Iterator[Step]:
    """Where nothing is to be written, a tap says it; off track takes a line."""
    url = reverse("goals:check_in", args=[goal.pk])
    for face in (Confidence.ON_TRACK, Confidence.AT_RISK):
        yield Step(face.label, url, taps=True, sends={"confidence": face.value})


def _to_read(desk: Desk) -> Iterator[Work]:
    """Each goal once: since its owner first said something unread, with the newest that they said."""
    by_goal: dict[Any, list[CheckIn]] = {}
    for said in queries.unread_by(desk.member, desk.now)[:MOST]:
        by_goal.setdefault(said.goal_id, []).append(said)
    for found in by_goal.values():
        first, newest = found[0], found[-1]
        due = to_be_read(first, desk.member, desk.time)
        url = reverse("goals:read_check_in", args=[newest.goal_id, newest.pk])
        face = newest.get_confidence_display()
        yield Work(
            kind=due.kind,
            what=f"{face}: {newest.line}" if newest.line else face,
            thing=due.thing,
            due_at=due.due_at,
            steps=(Step(_("Read"), url, taps=True, icon="check"),),
            since=due.since,
            waiting_for=due.waiting_for,
            can_wait=True,
        )


# --- what is in the way -----------------------------------------------------------------------------------


def _obstacles(desk: Desk) -> Iterator[Work]:
    """What they can remove; of whoever it holds up, the name is enough."""
    held_up = Case(
        When(blocks_kind="task", then=Subquery(Task.objects.filter(pk=OuterRef("blocks_id")).values("owner__name"))),
        default=Subquery(Goal.objects.filter(pk=OuterRef("blocks_id")).values("owner__name")),
    )
    rows = Obstacle.objects.that_hold_up().filter(remover=desk.member).annotate(held_up=held_up)
    for obstacle in rows.order_by(F("remove_by").asc(nulls_last=True), "pk")[:MOST]:
        raised = obstacle.state == Obstacle.State.RAISED
        take = (_go(_("I remove it"), "accept_obstacle", obstacle),) if raised else ()
        ends = desk.time.end_of(obstacle.remove_by) if obstacle.remove_by else None
        name = vars(obstacle)["held_up"]
        yield Work(
            kind="obstacle-to-remove",
            what=_("In the way, and you can remove it"),
            thing=obstacle,
            due_at=ends,
            due_on=obstacle.remove_by,
            steps=(*take, _tap(_("It is removed"), "remove_obstacle", obstacle)),
            since=obstacle.raised_at,
            waiting_for=name if name != desk.member.name else None,
            can_wait=raised or (ends is not None and ends <= desk.now),
        )


# --- what is being tried ----------------------------------------------------------------------------------


def _small_steps(desk: Desk) -> Iterator[Work]:
    """What they try with others lies on the desk a week before its day."""
    soon = desk.time.today(desk.now) + SOON
    rows = SmallStep.objects.running().filter(owner=desk.member, until_on__lte=soon).order_by("until_on", "pk")
    for step in rows[:MOST]:
        yield Work(
            kind="small-step-due",
            what=_("Your small step: what did you learn?"),
            thing=step,
            due_at=desk.time.end_of(step.until_on),
            steps=(_go(_("Say what you learned"), "end_small_step", step),),
            due_on=step.until_on,
            can_wait=step.until_on <= desk.time.today(desk.now),
        )
