"""The scoreboard's numbers over 2,000 goals, against the one statement that reads the newest reading of each."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bench import _calls as calls
from bench import _ground as ground

GOALS, READINGS = 2_000, 50_000
SEED = 20261122
NAME = f"accord_bench_tree_{GOALS}_{READINGS}_{SEED}"
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
# Of the twelve agreed goals six have a measure of their own, and six show what stands below them.
AGREED, ROLLED_UP = 12, 6
STARTS, DUE = date(2026, 1, 1), date(2026, 12, 31)
FLOOR = """
select g.id, g.parent_id, g.weight, g.baseline, g.target, newest.value
from goals_goal g left join lateral (
    select r.value from goals_reading r
    where r.goal_id = g.id and r.value is not null
        and not exists (select 1 from goals_reading c where c.corrects_id = r.id)
    order by r.as_of desc, r.at desc limit 1
) newest on true
"""


def fill() -> None:
    """A revenue goal, twelve agreed ones, and the others under the six of them that are rolled up."""
    from apps.goals import commands
    from apps.goals.models import Goal
    from apps.people.commands import set_up_company
    from apps.people.models import Member, Role, Side

    _company, ada = set_up_company(
        name="Bench", admin_name="Ada", admin_email="ada@bench.example", admin_password="x" * 30, now=NOW
    )
    sam, mara, eva = (
        Member.objects.create(name=name, email=f"{name}@bench.example", roles=[role], side=side)
        for name, role, side in (
            ("Sam", Role.SALESPERSON, Side.SALES),
            ("Mara", Role.MARKETER, Side.MARKETING),
            ("Eva", Role.EXECUTIVE, Side.LEADERSHIP),
        )
    )
    year = commands.open_fiscal_year(actor=ada, year=2026, now=NOW)
    root = Goal.objects.create(**_goal("Revenue", sam, measured=True), is_root=True, period=year)
    agreed = Goal.objects.bulk_create(
        Goal(**_goal(f"Agreed {n}", (sam, mara)[n % 2], measured=n >= ROLLED_UP), parent=root) for n in range(AGREED)
    )
    rest = Goal.objects.bulk_create(
        Goal(**_goal(f"Goal {n}", (sam, mara)[n % 2], measured=True), parent=agreed[n % ROLLED_UP], weight=1 + n % 3)
        for n in range(GOALS - AGREED - 1)
    )
    _agree(agreed, year, sam, mara, eva)
    _read([root, *agreed[ROLLED_UP:], *rest], sam)


def _goal(title: str, owner: Any, *, measured: bool) -> dict[str, Any]:
    measure = {
        "unit": "number",
        "direction": "reach",
        "baseline": Decimal(0),
        "target": Decimal(100),
        "starts_on": STARTS,
        "due_on": DUE,
    }
    return {"title": title, "owner": owner, "created_at": NOW} | (measure if measured else {})


def _agree(goals: list[Any], year: Any, sam: Any, mara: Any, eva: Any) -> None:
    from apps.agreements import commands as agreements
    from apps.agreements import queries as agreed
    from apps.goals import commands

    plan = commands.start_plan(
        actor=mara, title="Our year", period=year, sponsor=eva, seats=[sam, mara], goals=goals, now=NOW
    )
    agreements.propose(actor=mara, agreement=plan.agreement, now=NOW)
    proposal = agreed.latest(plan.agreement.versions.get())
    for member in (sam, mara):
        agreements.sign(actor=member, agreement=plan.agreement, digest=proposal.digest, now=NOW)


def _read(goals: list[Any], by: Any) -> None:
    from apps.goals.models import Reading

    Reading.objects.bulk_create(
        (
            Reading(
                goal=goals[n % len(goals)],
                as_of=STARTS + timedelta(days=n // len(goals)),
                value=Decimal(n * 7919 % 120),
                by=by,
                at=NOW,
            )
            for n in range(READINGS)
        ),
        batch_size=5_000,
    )


def read() -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FLOOR)
        return cursor.fetchall()


def by_hand() -> list[Any]:
    """What the agreed goals must show, worked out from the floor's rows."""
    rows = read()
    if len(rows) != GOALS:
        raise AssertionError(f"{len(rows)} goals")
    below: dict[Any, list[Any]] = {}
    for pk, parent, weight, baseline, target, value in rows:
        below.setdefault(parent, []).append((pk, weight, baseline, target, value))
    ((root, *_measure),) = below[None]
    found = []
    for pk, _weight, baseline, target, value in below[root]:
        if target is not None:
            found.append((pk, (value - baseline) / (target - baseline), 0, None))
            continue
        parts = [(w, min(max((v - b) / (t - b), Decimal(0)), Decimal(1))) for _pk, w, b, t, v in below[pk]]
        whole = sum(weight for weight, _part in parts)
        found.append((pk, sum(weight * part for weight, part in parts) / whole, len(parts), Decimal(1)))
    return sorted(found)


def main() -> None:
    with ground.database(NAME, fill):
        from apps.goals import queries
        from apps.goals.models import Reading
        from apps.people.models import Member

        viewer = Member.objects.get(email="ada@bench.example")
        board = queries.scoreboard(viewer=viewer, now=NOW)
        shown = [
            (row.goal.pk, row.numbers.progress, row.numbers.reporting, row.numbers.coverage) for row in board.agreed
        ]
        if sorted(shown) != by_hand() or len(shown) != AGREED or Reading.objects.count() != READINGS:
            raise AssertionError("the scoreboard shows other numbers than those worked out by hand")
        calls.compare(
            "goal_tree",
            f"the scoreboard's numbers, {GOALS:,} goals, {READINGS:,} readings",
            ours=lambda: calls.timed(lambda: queries.scoreboard(viewer=viewer, now=NOW)),
            floor=lambda: calls.timed(read),
        )


if __name__ == "__main__":
    main()
