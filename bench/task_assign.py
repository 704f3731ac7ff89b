"""Forty tasks of two people assigned to a third, against the same rows written by bulk statements."""

import json
from collections.abc import Callable
from time import perf_counter
from typing import Any

from bench import _calls as calls
from bench import _ground as ground
from bench import _tasks as tasks

FORTY = 40
# What an assignment writes anew, with how the rows are found by the tasks, and what in them is made at random.
WRITTEN = {
    "goals_ownershipterm": ("task_id = any(%(tasks)s) and begun_in is not null", ("id", "begun_in")),
    "trail_activity": ("about_id = any(%(tasks)s)", ("id", "detail_hash")),
    "trail_detail": (
        "activity_id in (select id from trail_activity where about_id = any(%(tasks)s))",
        ("activity_id", "salt"),
    ),
    "notices_notice": ("about_id = any(%(tasks)s)", ("id",)),
}


def rows_of(cursor: Any, table: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    where, _random = WRITTEN[table]
    cursor.execute(f"select to_jsonb(t) from {table} t where {where}", given)  # noqa: S608
    return [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]


def written(cursor: Any, given: dict[str, Any]) -> dict[str, list[str]]:
    """Everything that was written, without what is random in it."""
    found = {}
    for table, (_where, random) in WRITTEN.items():
        rows = rows_of(cursor, table, given)
        found[table] = sorted(
            json.dumps({k: v for k, v in row.items() if k not in random}, sort_keys=True) for row in rows
        )
    cursor.execute(
        "select o.state, count(*) from goals_task t join goals_ownershipterm o on o.task_id = t.id"
        " where t.id = any(%(tasks)s) and o.begun_in is null and t.owner_id = %(to)s group by o.state",
        given,
    )
    return found | {"before": [str(row) for row in cursor.fetchall()]}


def bulk(cursor: Any, given: dict[str, Any], rows: dict[str, str]) -> None:
    """By one statement for each table, as one writes it who knows what becomes of every row."""
    cursor.execute(
        "update goals_ownershipterm set state = 'ended', ended_at = %(now)s, ended_in = %(run)s"
        " where task_id = any(%(tasks)s) and state in ('assigned', 'accepted')",
        given,
    )
    for table, whole in rows.items():
        cursor.execute(
            f"insert into {table} select * from jsonb_populate_recordset(null::{table}, %s)",  # noqa: S608
            [whole],
        )
        if table == "goals_ownershipterm":
            cursor.execute("update goals_task set owner_id = %(to)s where id = any(%(tasks)s)", given)


def undone(work: Callable[[], None], look: Callable[[Any], None]) -> float:
    """Milliseconds, with what is checked when a transaction ends; then nothing of it happened."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        begun = perf_counter()
        work()
        cursor.execute("set constraints all immediate")
        taken = (perf_counter() - begun) * 1000
        look(cursor)
        transaction.set_rollback(True)
    return taken


def main() -> None:
    with ground.database(tasks.NAME, tasks.fill):
        from django.db import connection

        from apps.goals import commands
        from apps.goals.models import Task
        from apps.people.models import Member

        ada, to = (Member.objects.get(email=f"{name}@bench.example") for name in ("m0", "member9"))
        chosen = list(Task.objects.filter(owner__team__name="Team 7").order_by("pk")[:FORTY])
        given = {"tasks": [task.pk for task in chosen], "to": to.pk, "now": tasks.NOW}
        kept: dict[str, str] = {}
        seen: list[dict[str, list[str]]] = []

        def assign() -> None:
            commands.assign_tasks(actor=ada, tasks=chosen, to=to, note="Sam has left.", now=tasks.NOW)

        def keep(cursor: Any) -> None:
            """The rows that the floor writes: those of the last run, whose ids are free again."""
            for table in WRITTEN:
                kept[table] = json.dumps(rows_of(cursor, table, given))
            given["run"] = json.loads(kept["goals_ownershipterm"])[0]["begun_in"]
            seen.append(written(cursor, given))

        def ours() -> float:
            return undone(assign, keep)

        def floor() -> float:
            with connection.cursor() as cursor:
                return undone(lambda: bulk(cursor, given, kept), lambda one: seen.append(written(one, given)))

        what = f"{FORTY} tasks assigned among {tasks.TASKS:,}, with terms, activity and notices"
        calls.compare("task_assign", what, ours=ours, floor=floor)
        counts = {table: len(rows) for table, rows in seen[0].items()}
        expected = dict.fromkeys(list(WRITTEN)[:3], FORTY) | {"notices_notice": 3, "before": 1}
        if counts != expected or any(one != seen[0] for one in seen):
            raise AssertionError(f"not the same rows: {counts}")


if __name__ == "__main__":
    main()
