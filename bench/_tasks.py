"""A hundred thousand tasks of 4,000 people in 2,000 teams, for the two measures of the admins' board."""

from datetime import UTC, date, datetime
from typing import Any

TASKS, MEMBERS, TEAMS = 100_000, 4_000, 2_000
# Each team's tasks fill a list of fifty rows.
OF_A_TEAM = TASKS // TEAMS
SEED = 20261122
NAME = f"accord_bench_tasks_{TASKS}_{SEED}"
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def fill() -> None:
    """All rules and triggers at work; who signs in is an admin, and in no team."""
    from django.db import connection

    from apps.goals.models import Goal
    from apps.people.commands import set_up_company
    from apps.people.models import Member, Role, Side, Team

    _company, ada = set_up_company(
        name="Bench", admin_name="Ada", admin_email="m0@bench.example", admin_password="x" * 30, now=NOW
    )
    teams = Team.objects.bulk_create(
        Team(name=f"Team {n}", side=Side.MARKETING if n % 2 else Side.SALES, lead=ada) for n in range(TEAMS)
    )
    members = Member.objects.bulk_create(
        Member(
            name=f"Member {n}",
            email=f"member{n}@bench.example",
            roles=[Role.MARKETER if n % TEAMS % 2 else Role.SALESPERSON],
            side=teams[n % TEAMS].side,
            team=teams[n % TEAMS],
            joined_at=NOW,
        )
        for n in range(MEMBERS)
    )
    goals = Goal.objects.bulk_create(Goal(title=f"Goal {n}", owner=members[n], created_at=NOW) for n in range(200))
    given = {
        "count": TASKS,
        "members": [member.pk for member in members],
        "goals": [goal.pk for goal in goals],
        "due": date(2126, 1, 1),
        "now": NOW,
    }
    with connection.cursor() as cursor:
        _insert(cursor, given)


def _insert(cursor: Any, given: dict[str, Any]) -> None:
    # Rules that look a row up by its id plan for the table's size, which a new table doesn't know of itself.
    cursor.execute("analyze people_member, goals_goal")
    cursor.execute(
        """
        insert into goals_task (id, revision, title, detail, owner_id, state, due_on, serves_kind, serves_id,
            wanted_by_id, created_at, drop_reason)
        select uuidv7(), 1, 'Call number ' || n, '', (%(members)s::uuid[])[1 + n %% cardinality(%(members)s::uuid[])],
            'open', case when n %% 5 > 0 then %(due)s + n %% 300 end, 'goal',
            (%(goals)s::uuid[])[1 + n %% cardinality(%(goals)s::uuid[])],
            (%(members)s::uuid[])[1 + n %% cardinality(%(members)s::uuid[])], %(now)s, ''
        from generate_series(1, %(count)s) n
        """,
        given,
    )
    cursor.execute("analyze goals_task")
    cursor.execute(
        """
        insert into goals_ownershipterm (id, task_id, member_id, state, offered_by_id, note, reason, offered_at, noted,
            answered_at)
        select uuidv7(), id, owner_id, 'accepted', owner_id, '', '', %(now)s, false, %(now)s from goals_task
        """,
        given,
    )
    cursor.execute("analyze goals_ownershipterm")
