"""A library of 100,000 assets for the two measures of its list."""

from datetime import UTC, datetime

ASSETS = 100_000
SEED = 20261122
NAME = f"accord_bench_library_{ASSETS}_{SEED}"

_WORDS = "aurora,borealis,gateway,insight,tender,story,price,guide,card,deck,meter,leak,valve,pilot,utility,house"


def fill(count: int = ASSETS) -> None:
    """A company, twenty members, and the assets by four statements, all rules and triggers at work."""
    from django.db import connection

    from apps.people.commands import set_up_company
    from apps.people.models import Choice, Member, Role, Side

    now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    set_up_company(name="Bench", admin_name="Ada", admin_email="ada@bench.example", admin_password="x" * 30, now=now)
    members = [
        Member.objects.create(
            name=f"Member {n}", email=f"m{n}@bench.example", roles=[Role.MARKETER], side=Side.MARKETING
        )
        for n in range(20)
    ]
    kinds = list(Choice.objects.filter(list="asset_kind").order_by("position").values_list("pk", flat=True))
    given = {
        "words": _WORDS.split(","),
        "members": [m.pk for m in members],
        "kinds": kinds,
        "count": count,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into collateral_asset (id, revision, title, summary, kind_id, owner_id, audience, state,
                recalled_because, created_by_id, created_at, published_at)
            select uuidv7(), 1,
                initcap((%(words)s::text[])[1 + n %% 16]) || ' ' || (%(words)s::text[])[1 + n / 16 %% 16] || ' ' || n,
                'What a buyer asks about ' || (%(words)s::text[])[1 + n / 7 %% 16] || ', in two lines.',
                (%(kinds)s::uuid[])[1 + n %% cardinality(%(kinds)s::uuid[])],
                (%(members)s::uuid[])[1 + n %% 20], 'customers', 'draft', '', (%(members)s::uuid[])[1 + n %% 20],
                %(now)s - n * interval '7 minutes', %(now)s - n * interval '7 minutes'
            from generate_series(1, %(count)s) n
            """,
            given,
        )
        # Rules that look a row up by its id plan for the table's size, which a new table doesn't know of itself.
        cursor.execute("analyze collateral_asset")
        cursor.execute(
            """
            insert into collateral_assetversion (id, asset_id, number, file, original_name, size, sha256, kind,
                change_note, uploaded_by_id, uploaded_at, reading, reason, reason_facts, attempts, page_count,
                link, link_state, scan, scan_found, scan_attempts, preview, preview_reason, preview_facts,
                preview_attempts)
            select uuidv7(), id, 1, 'none', title || '.pdf', 1000, encode(sha256(id::text::bytea), 'hex'), 'pdf', '',
                owner_id, created_at, 'read', '', '{}', 1, 3, '', '', 'none', '', 0, 'waiting', '', '{}', 0
            from collateral_asset
            """
        )
        cursor.execute("analyze collateral_asset, collateral_assetversion")
        # Kinds that are reviewed go out by a review.
        cursor.execute(
            """
            insert into collateral_review (id, asset_id, version_id, asked_by_id, asked_at, reviewer_id, verdict, note,
                own, decided_at)
            select uuidv7(), a.id, v.id, a.owner_id, a.created_at, a.owner_id, 'approved', '', true, a.created_at
            from collateral_asset a
            join collateral_assetversion v on v.asset_id = a.id
            join people_choice k on k.id = a.kind_id and k.reviewed
            """
        )
        cursor.execute(
            """
            update collateral_asset a set current_id = v.id, state = 'published'
            from collateral_assetversion v where v.asset_id = a.id
            """
        )
        cursor.execute(
            """
            insert into collateral_feedback (id, version_id, author_id, rating, reason, what_would_help, text, given_at)
            select uuidv7(), v.id, m.id, 3 + (row_number() over ()) %% 3, '', '', '', %(now)s
            from collateral_assetversion v
            join lateral (select id from people_member where id <> v.uploaded_by_id and not is_system
                order by id limit 3) m on true
            where abs(hashtext(v.id::text)) %% 4 = 0
            """,
            given,
        )
        # What people are told of their assets isn't measured here; refresh what the planner knows.
        cursor.execute("analyze")
