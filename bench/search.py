"""Ten kinds of search over a million passages, against the same passes in bare SQL, at most a thousand ranked."""

import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench import _calls as calls
from bench import _ground as ground
from bench import _library as library

# A smaller library for trying: `ACCORD_BENCH_ASSETS=10000`.
ASSETS = int(os.environ.get("ACCORD_BENCH_ASSETS", library.ASSETS))
PAGES = 10
SHOWN = 50
ROUNDS = 11
SEED = 20261130
NAME = f"accord_bench_search_{ASSETS}_{SEED}"
# Every page has twenty words of five thousand, the first of them far more often, and some pages a word of their own.
PASSAGES = """
insert into collateral_passage (id, version_id, number, internal, text)
select uuidv7(), v.id, v.page, false, (
    select string_agg(translate(
        md5(floor(5000 * power(abs(hashtext(v.original_name || v.page || place)) / 2147483648.0, 3))::text),
        '0123456789', 'ghijklmnop')::varchar(9), ' ')
    from generate_series(1, 20) place
) || case when place_of_page %% 3 = 0 then ' meter valve' when place_of_page %% 3 = 1 then ' meter' else '' end
  || case when place_of_page %% 5000 = 0 then ' kupferfinger' else '' end
  || case when place_of_page %% 2000 = 7 then ' X-200' else '' end
from (
    select v.id, v.original_name, page, row_number() over (order by v.original_name, page) as place_of_page
    from collateral_assetversion v, generate_series(1, %(pages)s) page
) v
"""
STANDING = """a.id in (
    select id from collateral_asset where search @@ {0}::tsquery
    union all select id from collateral_asset where facet_ids && array(
        select id from people_choice
        where list in ('persona', 'funnel_stage', 'industry', 'product', 'region', 'language')
            and collateral_vector(label) @@ {0}::tsquery)
    union all select c.id from collateral_assetversion n join collateral_asset c on c.current_id = n.id
        where n.search @@ {0}::tsquery
    union all select c.id from collateral_passage p join collateral_asset c on c.current_id = p.version_id
        where p.search @@ {0}::tsquery)"""
FLOOR = """
with found as materialized (
    select a.id, a.published_at, a.current_id, a.search from collateral_asset a
    where a.state <> 'archived' and {narrowed} and {standing}
    order by a.published_at desc nulls last, a.created_at desc, a.id limit 1000
), mean as materialized (
    select coalesce(avg(f.rating), 0)::float8 as mean from collateral_feedback f
    join collateral_asset a on a.current_id = f.version_id where f.replaced_at is null
)
select f.id from found f cross join mean m
left join lateral (select max(ts_rank(p.search, {any_of})) as fit from collateral_passage p
    where p.version_id = f.current_id and p.search @@ {any_of}) page on true
left join lateral (select count(*) as n, coalesce(sum(rating), 0) as total from collateral_feedback g
    where g.version_id = f.current_id and g.replaced_at is null) r on true
order by (ts_rank(f.search, {any_of})::float8 + coalesce(page.fit, 0)::float8)
    * (0.7 + (m.mean * 3 + r.total) / (r.n + 3) * 0.1)
    * (0.9 + 0.2 * coalesce(power(0.5::float8, greatest((current_date - f.published_at::date)::float8, 0) / 180), 0))
    desc, f.published_at desc, f.id
limit 50
"""


ALIKE = "select word from collateral_word where word %% %s order by similarity(word, %s) desc limit 200"


@dataclass(frozen=True)
class Kind:
    """A kind of search: what is typed, and its terms as PostgreSQL asks for them."""

    name: str
    said: str
    terms: tuple[str, ...]
    narrowed: str = "true"
    by: str = ""


def kinds(owner: Any, kind: Any) -> list[Kind]:
    return [
        Kind("rare", "kupferfinger ", ("'kupferfinger'",)),
        Kind("frequent", "meter ", ("'meter'",)),
        Kind("two words", "meter valve ", ("'meter'", "'valve'")),
        Kind("with facets", "meter ", ("'meter'",), f"a.kind_id = '{kind}'", "kind"),
        Kind("prefix", "kupferf", ("'kupferf':*",)),
        Kind("typo", "kupferfimger ", ("'kupferfimger' | 'kupferfinger'",)),
        Kind("phrase", '"meter valve"', ("'meter' <-> 'valve'",)),
        Kind("person", "valve ", ("'valve'",), f"a.owner_id = '{owner}'", "owner"),
        Kind("code", "X-200 ", ("'x' <-> '200'",)),
        Kind("nothing", "unfindable ", ("'unfindable'",)),
    ]


def fill() -> None:
    from django.db import connection

    library.fill(ASSETS)
    with connection.cursor() as cursor:
        cursor.execute(PASSAGES, {"pages": PAGES})


def floor_of(kind: Kind) -> Callable[[], list[Any]]:
    """The same by hand; what a mistyped word is taken for is looked up by the index, as ours does."""
    from django.db import connection

    terms = ["$q$" + term + "$q$" for term in kind.terms]
    any_of = "$q$" + " | ".join(kind.terms) + "$q$::tsquery"
    standing = " and ".join(STANDING.format(term) for term in terms)
    statement = FLOOR.format(narrowed=kind.narrowed, standing=standing, any_of=any_of)

    def run() -> list[Any]:
        with connection.cursor() as cursor:
            if kind.name in ("typo", "nothing"):
                cursor.execute(ALIKE, [kind.said.strip()] * 2)
                cursor.fetchall()
            cursor.execute(statement)
            return [row[0] for row in cursor.fetchall()]

    return run


def ours_of(kind: Kind, viewer: Any, by: dict[str, Any]) -> Callable[[], list[Any]]:
    from apps.collateral import queries

    def run() -> list[Any]:
        rows = queries.library(viewer=viewer).exclude(state="archived")
        rows = rows.filter(**{kind.by: by[kind.by]}) if kind.by else rows
        rows = queries.found(rows, queries.understood(kind.said))
        return [row.pk for row in rows.order_by("-fit", "-published_at", "pk")[:SHOWN]]

    return run


def main() -> None:
    with ground.database(NAME, fill):
        from apps.collateral.models import Asset, Passage
        from apps.people.models import Member

        if (Asset.objects.count(), Passage.objects.count()) != (ASSETS, ASSETS * PAGES):
            raise AssertionError("the library isn't whole")
        viewer = Member.objects.get(email="m0@bench.example")
        first = Asset.objects.order_by("title")[0]
        by = {"kind": first.kind_id, "owner": first.owner_id}
        medians, worst = {"ours": 0.0, "floor": 0.0}, {"ours": 0.0, "floor": 0.0}
        for kind in kinds(first.owner_id, first.kind_id):
            runs = {"ours": ours_of(kind, viewer, by), "floor": floor_of(kind)}
            _compare(kind, runs, medians, worst)
        _print("search", medians, "ten kinds, medians added")
        _print("search_p95", worst, "the slowest kind's p95")


def _compare(
    kind: Kind, runs: dict[str, Callable[[], list[Any]]], medians: dict[str, float], worst: dict[str, float]
) -> None:
    found = {name: run() for name, run in runs.items()}
    if found["ours"] != found["floor"] or bool(found["floor"]) == (kind.name == "nothing"):
        raise AssertionError(f"{kind.name}: {len(found['ours'])} and {len(found['floor'])}, not the same rows")
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            times[name].append(calls.timed(run))
    for name, took in times.items():
        median, late = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        medians[name] += median
        worst[name] = max(worst[name], late)
        print(f"  {kind.name}, {name}: {median:.1f} ms ({min(took):.1f} to {max(took):.1f}, p95 {late:.1f})")


def _print(name: str, times: dict[str, float], what: str) -> None:
    ratio = times["ours"] / times["floor"]
    size = f"{ASSETS * PAGES:,} passages of {ASSETS:,} assets"
    print(f"{name}: {ratio:.2f} x floor ({times['ours']:.1f} ms / {times['floor']:.1f} ms, {what}; {size})")


if __name__ == "__main__":
    main()
