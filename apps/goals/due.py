"""What of goals and tasks falls due, and what waits for a member."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.core.worktime import WorkingTime
from apps.goals import accounts_due, promises_due, queries
from apps.goals.models import CheckIn, Goal, Milestone, Obstacle, OwnershipTerm, SmallStep, Task
from apps.people import queries as people
from apps.people.models import Member

# More than this waits for nobody at once on one page.
MOST = 200
# Working days in which whoever can remove an obstacle says by when; then one without a date is due.
DAYS_WITHOUT_A_DATE = 5
# Working days in which a reader reads what was said.
DAYS_TO_READ = 2


def register() -> None:
    due.register(
        DueKind(
            "task-offered",
            label=_("A task waits for an answer"),
            within=_to_answer_within,
            waiting=_to_answer,
            # A working day before the offer goes back to who made it.
            lead_hours=8,
        ),
        DueKind(
            "task-overdue",
            label=_("A task is past its date"),
            within=_tasks_within,
            waiting=_tasks_overdue,
            repeat_days=(2, 5),
        ),
        DueKind(
            "milestone-overdue",
            label=_("A milestone is past its date"),
            within=_milestones_within,
            waiting=_milestones_overdue,
            repeat_days=(2, 5),
        ),
        DueKind(
            "promise-to-say",
            label=_("A promise of a plan waits for a word on whether it was kept"),
            within=promises_due.within,
            waiting=promises_due.waiting,
            repeat_days=(2, 5),
        ),
        DueKind(
            "account-asked",
            label=_("An owner is to be heard before a consequence is decided on"),
            within=accounts_due.within,
            waiting=accounts_due.waiting,
            repeat_days=(2, 5),
        ),
        DueKind(
            "check-in-missed",
            label=_("A goal's owner hasn't said how it stands"),
            within=_check_ins_within,
            waiting=_check_ins_missed,
            repeat_days=(2, 5),
        ),
        DueKind(
            "check-in-to-read",
            label=_("How a goal stands waits for its reader"),
            within=_unread_within,
            waiting=_unread_waiting,
            repeat_days=(2, 5),
            verb=_("Read it"),
        ),
        DueKind(
            "obstacle-to-remove",
            label=_("Something is still in the way past its date"),
            within=_obstacles_within,
            waiting=_obstacles_held_up,
            repeat_days=(2, 5),
        ),
        DueKind(
            "small-step-due",
            label=_("A small step has come to its day"),
            within=_small_steps_within,
            waiting=_small_steps_on_their_day,
            # A working day before its last day ends: in the morning of it.
            lead_hours=8,
            repeat_days=(2, 5),
        ),
    )


# --- answers ----------------------------------------------------------------------------------------------


def _open_questions() -> QuerySet[OwnershipTerm]:
    asked = OwnershipTerm.objects.to_answer().filter(task__state__in=Task.ACTIVE)
    return asked.select_related("task", "member", "offered_by")


def _to_answer_within(window: Window) -> Iterator[Due]:
    """What was offered or assigned and is to be answered in the window."""
    terms = _open_questions().filter(answer_by__gt=window.after, answer_by__lte=window.until)
    return (_answer(term) for term in terms.order_by("answer_by", "pk").iterator())


def _to_answer(member: Member, now: datetime) -> Iterator[Due]:
    return (_answer(term) for term in _open_questions().filter(member=member).order_by("answer_by", "pk")[:MOST])


def _answer(term: OwnershipTerm) -> Due:
    return Due(
        kind="task-offered",
        thing=term.task,
        recipient=term.member,
        due_at=term.answer_by or term.offered_at,
        since=term.offered_at,
        waiting_for=term.offered_by,
    )


# --- dates ------------------------------------------------------------------------------------------------


def _dates_ending_in(window: Window, time: WorkingTime) -> tuple[date, date]:
    """The first and the last date whose midnight may lie in the window."""
    return time.today(window.after), time.today(window.until)


def _tasks_within(window: Window) -> Iterator[Due]:
    """Tasks whose date ends in the window, at midnight in the company's zone."""
    time = people.working_time()
    rows = Task.objects.active().filter(due_on__range=_dates_ending_in(window, time))
    for task in rows.select_related("owner", "wanted_by").order_by("due_on", "pk").iterator():
        found = _late_task(task, time)
        if window.after < found.due_at <= window.until:
            yield found


def _tasks_overdue(member: Member, now: datetime) -> Iterator[Due]:
    time = people.working_time()
    rows = Task.objects.active().filter(owner=member, due_on__lt=time.today(now))
    return (
        _late_task(task, time) for task in rows.select_related("owner", "wanted_by").order_by("due_on", "pk")[:MOST]
    )


def _late_task(task: Task, time: WorkingTime) -> Due:
    assert task.due_on is not None
    ended = time.end_of(task.due_on)
    wanted_by = task.wanted_by if task.wanted_by_id != task.owner_id else None
    return Due("task-overdue", task, task.owner, due_at=ended, since=ended, waiting_for=wanted_by)


def _milestones_within(window: Window) -> Iterator[Due]:
    time = people.working_time()
    rows = Milestone.objects.ahead().filter(due_on__range=_dates_ending_in(window, time))
    for milestone in rows.select_related("owner", "goal__owner").order_by("due_on", "pk").iterator():
        found = _late_milestone(milestone, time)
        if window.after < found.due_at <= window.until:
            yield found


def _milestones_overdue(member: Member, now: datetime) -> Iterator[Due]:
    time = people.working_time()
    rows = Milestone.objects.ahead().filter(owner=member, due_on__lt=time.today(now))
    found = rows.select_related("owner", "goal__owner").order_by("due_on", "pk")[:MOST]
    return (_late_milestone(milestone, time) for milestone in found)


def _late_milestone(milestone: Milestone, time: WorkingTime) -> Due:
    ended = time.end_of(milestone.due_on)
    goals_owner = milestone.goal.owner if milestone.goal.owner_id != milestone.owner_id else None
    return Due("milestone-overdue", milestone, milestone.owner, due_at=ended, since=ended, waiting_for=goals_owner)


# --- how goals stand --------------------------------------------------------------------------------------


def _asked_goals() -> QuerySet[Goal]:
    """Goals whose owner says how they stand, with `heard_at`: the last time, or when the goal was set."""
    last = CheckIn.objects.that_count().filter(goal=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Goal.objects.open().filter(check_in_days__isnull=False)
    rows = rows.annotate(heard_at=Coalesce(Subquery(last), F("created_at")))
    return rows.select_related("owner", "parent__owner").order_by("due_on", "pk")


def _asked(rows: QuerySet[Goal], time: WorkingTime) -> Iterator[Due]:
    """What is due of these; nobody is asked about a goal whose time is over."""
    for goal in rows.iterator():
        read: dict[str, Any] = vars(goal)
        assert goal.check_in_days is not None
        day = time.today(read["heard_at"]) + timedelta(days=goal.check_in_days)
        if goal.due_on is None or day <= goal.due_on:
            asks = goal.parent.owner if goal.parent and goal.parent.owner_id != goal.owner_id else None
            ends = time.end_of(day)
            yield Due("check-in-missed", goal, goal.owner, due_at=ends, since=read["heard_at"], waiting_for=asks)


def _check_ins_within(window: Window) -> Iterator[Due]:
    found = _asked(_asked_goals(), people.working_time())
    return (due for due in found if window.after < due.due_at <= window.until)


def _check_ins_missed(member: Member, now: datetime) -> Iterator[Due]:
    found = _asked(_asked_goals().filter(owner=member), people.working_time())
    return (due for due in found if due.due_at <= now)


def _unread_within(window: Window) -> Iterator[Due]:
    """What its reader was to read some working days after it was said; it is the reader's while they are away, too."""
    time = people.working_time()
    found = list(queries.unread(until=window.until))
    readers = Member.objects.in_bulk([vars(said)["reader_id"] for said in found])
    dues = (to_be_read(said, readers[vars(said)["reader_id"]], time) for said in found)
    return (due for due in dues if window.after < due.due_at <= window.until)


def _unread_waiting(member: Member, now: datetime) -> Iterator[Due]:
    """Each goal once, by what was said first; also where they stand in for its reader."""
    time = people.working_time()
    first: dict[Any, CheckIn] = {}
    for said in queries.unread_by(member, now)[:MOST]:
        first.setdefault(said.goal_id, said)
    return (to_be_read(said, member, time) for said in first.values())


def to_be_read(said: CheckIn, reader: Member, time: WorkingTime) -> Due:
    """What was said, as it waits for its reader."""
    due_at = time.after_days(said.at, DAYS_TO_READ)
    return Due("check-in-to-read", said.goal, reader, due_at, since=said.at, urgent=True, waiting_for=said.author)


# --- what is in the way -----------------------------------------------------------------------------------


def _held_up() -> QuerySet[Obstacle]:
    return Obstacle.objects.that_hold_up().select_related("remover").order_by("remove_by", "pk")


def _obstacles_within(window: Window) -> Iterator[Due]:
    """By their date; without one, some working days after they were raised, so that none is forgotten."""
    time = people.working_time()
    dated = Q(remove_by__range=_dates_ending_in(window, time))
    undated = Q(remove_by__isnull=True, raised_at__lte=window.until)
    found = _to_remove(_held_up().filter(dated | undated), time)
    return (one for one in found if window.after < one.due_at <= window.until)


def _obstacles_held_up(member: Member, now: datetime) -> Iterator[Due]:
    """What they haven't said anything to yet waits at once, and what they accepted once its time is over."""
    time = people.working_time()
    may_be_late = Q(remove_by__lt=time.today(now)) | Q(remove_by__isnull=True)
    rows = list(_held_up().filter(Q(state=Obstacle.State.RAISED) | may_be_late, remover=member)[:MOST])
    unanswered = {obstacle.pk for obstacle in rows if obstacle.state == Obstacle.State.RAISED}
    return (one for one in _to_remove(rows, time) if one.thing.pk in unanswered or one.due_at <= now)


def _to_remove(rows: Iterable[Obstacle], time: WorkingTime) -> Iterator[Due]:
    found = list(rows)
    ids = [obstacle.blocks_id for obstacle in found]
    # Ids are unique across kinds.
    blocked: tuple[type[Task], type[Goal]] = (Task, Goal)
    owners = {
        row.pk: row.owner
        for model in blocked
        for row in model._default_manager.filter(pk__in=ids).select_related("owner")
    }
    for obstacle in found:
        owner = owners[obstacle.blocks_id]
        waits = owner if owner.pk != obstacle.remover_id else None
        yield Due(
            "obstacle-to-remove",
            obstacle,
            obstacle.remover,
            due_at=_out_of_the_way_by(obstacle, time),
            since=obstacle.raised_at,
            waiting_for=waits,
        )


def _out_of_the_way_by(obstacle: Obstacle, time: WorkingTime) -> datetime:
    if obstacle.remove_by is not None:
        return time.end_of(obstacle.remove_by)
    return time.after_days(obstacle.raised_at, DAYS_WITHOUT_A_DATE)


# --- what is being tried ----------------------------------------------------------------------------------


def _small_steps_within(window: Window) -> Iterator[Due]:
    time = people.working_time()
    rows = SmallStep.objects.running().filter(until_on__range=_dates_ending_in(window, time))
    found = (_to_look_back(step, time) for step in rows.select_related("owner").order_by("until_on", "pk").iterator())
    return (one for one in found if window.after < one.due_at <= window.until)


def _small_steps_on_their_day(member: Member, now: datetime) -> Iterator[Due]:
    time = people.working_time()
    rows = SmallStep.objects.running().filter(owner=member, until_on__lte=time.today(now)).select_related("owner")
    return (_to_look_back(step, time) for step in rows.order_by("until_on", "pk")[:MOST])


def _to_look_back(step: SmallStep, time: WorkingTime) -> Due:
    ends = time.end_of(step.until_on)
    return Due("small-step-due", step, step.owner, due_at=ends, since=ends)
