"""A million leads judged by twelve criteria, each verdict stored, against one statement written by hand."""

import json
import statistics
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from bench import _ground as ground

LEADS = 1_000_000
SEED = 20261122
ROUNDS = 5
NAME = f"accord_bench_leads_{LEADS}_{SEED}"
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
KINDS = {
    "n1": "number", "n2": "number", "n3": "number", "t1": "text", "t2": "text", "c1": "choice", "c2": "choice",
    "b1": "yes_no", "b2": "yes_no", "d1": "date",
}  # fmt: skip
CHOICES = ["Water", "Heat", "Housing", "Industry"]


def asked(attribute: str, operator: str, *values: Any) -> dict[str, Any]:
    return {
        "id": f"{attribute}-{operator}-{values}"[:40],
        "attribute": attribute,
        "operator": operator,
        "values": list(values),
    }


TREE = {
    "match": "all",
    "items": [
        asked("n1", "at_least", 100),
        asked("n2", "at_most", 900),
        asked("n3", "between", 50, 950),
        asked("b1", "is_yes"),
        asked("d1", "from", "2025-03-01"),
        {
            "match": "any",
            "items": [
                asked("c1", "is_one_of", "Water", "Heat"),
                asked("t1", "contains", "oper"),
                asked("b2", "is_yes"),
                asked("source", "is_one_of", "Fair", "Website"),
            ],
        },
        {
            "match": "none",
            "items": [
                asked("c2", "is_one_of", "Industry"),
                asked("t2", "starts_with", "z"),
                asked("n1", "at_least", 995),
            ],
        },
    ],
}
# The same twelve, as one would write them who knows the data: no guard, no names as parameters.
FLOOR = """
with asked as (
    select id,
        (attributes ->> 'n1')::numeric >= 100 as c0, (attributes ->> 'n2')::numeric <= 900 as c1,
        (attributes ->> 'n3')::numeric between 50 and 950 as c2, (attributes ->> 'b1')::boolean as c3,
        (attributes ->> 'd1') >= '2025-03-01' as c4,
        lower(attributes ->> 'c1') in ('water', 'heat') as c5, strpos(lower(attributes ->> 't1'), 'oper') > 0 as c6,
        (attributes ->> 'b2')::boolean as c7, lower(nullif(source, '')) in ('fair', 'website') as c8,
        lower(attributes ->> 'c2') in ('industry') as c9, starts_with(lower(attributes ->> 't2'), 'z') as c10,
        (attributes ->> 'n1')::numeric >= 995 as c11
    from leads_lead offset 0
), said as (
    select id, c0 and c1 and c2 and c3 and c4 and (c5 or c6 or c7 or c8) and not (c9 or c10 or c11) as whole,
        {true} as true_bits, {unknown} as unknown_bits
    from asked
), kept as (
    insert into leads_verdict (id, lead_id, version_id, outcome, true_bits, unknown_bits, as_of)
    select uuidv7(), id, %(version)s, case whole when true then 'met' when false then 'not_met' else 'unknown' end,
        true_bits, unknown_bits, %(now)s
    from said
    returning id, lead_id, outcome
)
update leads_lead lead
set verdict_id = kept.id, outcome = kept.outcome, judged_number = 1,
    stage = case kept.outcome when 'met' then 'sales_ready' else 'new' end
from kept where kept.lead_id = lead.id
"""


def fill() -> None:
    """A company with a definition in force, then the leads by one statement, a tenth of all facts missing."""
    from django.db import connection

    from apps.agreements import commands as agreements
    from apps.agreements import queries as agreed
    from apps.leads import commands
    from apps.people.commands import create_team, set_up_company
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
    for name, kind in KINDS.items():
        choices = CHOICES if kind == "choice" else []
        commands.add_attribute(actor=mara, name=name, label=name, kind=kind, choices=choices, now=NOW)
    team = create_team(actor=ada, name="Sales", side=Side.SALES, now=NOW)
    row = commands.start_definition(
        actor=mara, title="Ready", team=team, tree=TREE, seats=[sam, mara], sponsor=eva, now=NOW
    )
    agreements.propose(actor=mara, agreement=row.agreement, now=NOW)
    proposal = agreed.latest(row.agreement.versions.get())
    for member in (sam, mara):
        agreements.sign(actor=member, agreement=row.agreement, digest=proposal.digest, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("select setseed(0.20261122)")
        cursor.execute(_LEADS, {"count": LEADS, "by": mara.pk, "now": NOW, "choices": CHOICES})


_LEADS = """
insert into leads_lead (id, revision, external_id, email, name, company, source, attributes, is_history, stage,
    brought_by_id, created_at, judged_number)
select uuidv7(), 1, n::text, '', 'Lead ' || n, 'Company ' || n % 5000,
    (array['Fair', 'Website', 'Webinar', ''])[1 + n %% 4],
    jsonb_strip_nulls(jsonb_build_object(
        'n1', case when random() > 0.1 then floor(random() * 1000) end,
        'n2', case when random() > 0.1 then floor(random() * 1000) end,
        'n3', case when random() > 0.1 then round((random() * 1000)::numeric, 2) end,
        't1', case when random() > 0.1 then (array['Head of operations', 'Director', 'Buyer'])[1 + n %% 3] end,
        't2', case when random() > 0.1 then (array['zinc', 'brass', 'steel'])[1 + n / 3 %% 3] end,
        'c1', case when random() > 0.1 then (%(choices)s::text[])[1 + n / 5 %% 4] end,
        'c2', case when random() > 0.1 then (%(choices)s::text[])[1 + n / 7 %% 4] end,
        'b1', case when random() > 0.1 then random() > 0.3 end,
        'b2', case when random() > 0.1 then random() > 0.5 end,
        'd1', case when random() > 0.1 then to_char(date '2025-01-01' + (n %% 365)::int, 'YYYY-MM-DD') end
    )), true, 'new', %(by)s, %(now)s, 0
from generate_series(1, %(count)s) n
""".replace("n % 5000", "n %% 5000")


@contextmanager
def fresh() -> Any:
    """Connected to a copy of the filled database, which is gone afterwards."""
    from django.db import connection

    copy = f"{NAME}_run"
    connection.close()
    with _server() as server:
        server.execute(f'drop database if exists "{copy}"')
        server.execute(f'create database "{copy}" template "{NAME}" strategy file_copy')
    connection.settings_dict["NAME"] = copy
    try:
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze leads_lead")
            cursor.execute("checkpoint")
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = NAME


def _server() -> Any:
    import os

    import psycopg

    return psycopg.connect(os.environ["DATABASE_URL"].replace(f"/{NAME}", "/postgres"), autocommit=True)


def ours() -> float:
    from apps.leads import commands

    begun, judged = perf_counter(), 0
    while chunk := commands.classify_waiting(now=NOW):
        judged += chunk
    taken = perf_counter() - begun
    if judged != LEADS:
        raise AssertionError(f"{judged} of {LEADS} leads were judged")
    return taken


def floor() -> float:
    from django.db import connection

    from apps.leads.models import DefinitionVersion

    bits = {
        name: " + ".join(f"case when c{n} {test} then {1 << n} else 0 end" for n in range(12))
        for name, test in (("true", "is true"), ("unknown", "is null"))
    }
    version = DefinitionVersion.objects.get().pk
    with connection.cursor() as cursor:
        begun = perf_counter()
        cursor.execute(FLOOR.format(**bits), {"version": version, "now": NOW})
        return perf_counter() - begun


def verdicts() -> str:
    """What was stored, counted by answer; equal for both, or they didn't do the same."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select l.stage, v.outcome, v.true_bits, v.unknown_bits, count(*) from leads_lead l"
            " join leads_verdict v on v.id = l.verdict_id group by 1, 2, 3, 4 order by 1, 2, 3, 4"
        )
        return json.dumps(cursor.fetchall())


def main() -> None:
    with ground.database(NAME, fill):
        times: dict[str, list[float]] = {"ours": [], "floor": []}
        stored = set()
        for _ in range(ROUNDS):
            for name, run in (("ours", ours), ("floor", floor)):
                with fresh():
                    times[name].append(run())
                    stored.add(verdicts())
        if len(stored) != 1:
            raise AssertionError("they didn't store the same")
        for name, found in times.items():
            print(f"  {name}: {statistics.median(found):.2f} s ({min(found):.2f} to {max(found):.2f})")
        mine, bare = (statistics.median(found) for found in times.values())
        what = f"{LEADS:,} leads, 12 criteria, verdicts stored"
        print(f"classify: {mine / bare:.2f} x floor ({mine:.2f} s / {bare:.2f} s, {what})")


if __name__ == "__main__":
    main()
