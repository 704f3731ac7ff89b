"""A company of 5,000 with their tasks and notices, and one member with 200 open things, for the measure of Home."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

MEMBERS = 5_000
OPEN = {"task": 120, "offer": 40, "milestone": 40}
SEED = 20261122
NAME = f"accord_bench_company_{MEMBERS}_{SEED}"
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def fill() -> None:
    """Everybody has two tasks and five notices; m0 has 200 open things besides. All rules and triggers are at work."""
    from apps.people.commands import set_up_company
    from apps.people.models import Member, Role, Side

    set_up_company(name="Bench", admin_name="Ada", admin_email="ada@bench.example", admin_password="x" * 30, now=NOW)
    members = Member.objects.bulk_create(
        Member(
            name=f"Member {number}",
            email=f"m{number}@bench.example",
            roles=[Role.MARKETER if number % 2 == 0 else Role.SALESPERSON],
            side=Side.MARKETING if number % 2 == 0 else Side.SALES,
            joined_at=NOW - timedelta(days=400),
        )
        for number in range(MEMBERS)
    )
    me, other = members[:2]
    _tasks([(member, member, number) for member in members for number in range(2)])
    _tasks([(me, me, number) for number in range(OPEN["task"] - 2)])
    _tasks([(other, me, number) for number in range(OPEN["offer"])])
    _milestones(me)
    _notices(members)


def _due(number: int) -> date | None:
    return None if number % 5 == 0 else date(2126, 1, 1) + timedelta(days=number)


def _tasks(given: list[tuple[Any, Any, int]]) -> None:
    """Each of an owner; offered to somebody where that is another."""
    from apps.goals.models import OwnershipTerm, Task

    made = Task.objects.bulk_create(
        Task(title=f"Call number {number}", owner=owner, wanted_by=owner, due_on=_due(number), created_at=NOW)
        for owner, _to, number in given
    )
    terms = []
    for task, (owner, to, _number) in zip(made, given, strict=True):
        own = {"task": task, "member": owner, "offered_by": owner, "offered_at": NOW}
        terms.append(OwnershipTerm(state="accepted", answered_at=NOW, **own))
        if to is not owner:
            offer = {"task": task, "member": to, "offered_by": owner, "offered_at": NOW}
            terms.append(OwnershipTerm(state="offered", answer_by=NOW.replace(year=2126), **offer))
    OwnershipTerm.objects.bulk_create(terms)


def _milestones(me: Any) -> None:
    from apps.goals.models import Goal, Milestone

    goal = Goal.objects.create(title="Growth", owner=me, created_at=NOW)
    Milestone.objects.bulk_create(
        Milestone(goal=goal, title=f"Step {number}", owner=me, due_on=date(2126, 1, 1) + timedelta(days=number))
        for number in range(OPEN["milestone"])
    )


def _notices(members: list[Any]) -> None:
    from apps.goals.models import Task
    from apps.notices.models import Notice

    own = {task.owner_id: task for task in Task.objects.all()}
    Notice.objects.bulk_create(
        Notice(
            recipient=member,
            kind="task-assigned",
            about_kind="task",
            about_id=own[member.pk].pk,
            actor=members[1] if member is not members[1] else members[0],
            at=NOW + timedelta(minutes=number),
        )
        for member in members
        for number in range(5)
    )
