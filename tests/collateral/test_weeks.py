"""What happened to one's content, told on Mondays: numbers that name nobody, and nothing where nothing happened."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, transaction

from apps.collateral import commands
from apps.collateral.models import Asset, ContentWeek, Happened
from apps.core import telling, things
from apps.followups import commands as followups
from apps.notices.models import Notice
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import accepted, ask, make_published, share
from tests.machine import Caller, make_token

DAY = timedelta(days=1)
# The week before begins on Monday the 2nd, at midnight in Berlin; NOW is Tuesday the 10th.
BEGINS = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
WITHIN = NOW - 6 * DAY
ENDS = BEGINS + 7 * DAY


def made(actor, title: str, **said) -> Asset:
    return make_published(actor, f"What {title} says", title=title, now=BEGINS - DAY, **said)


def opened(asset: Asset, *members, now=WITHIN, kind="view") -> None:
    for member in members:
        commands.note_use(member=member, version=asset.current, kind=kind, now=now)


def lines() -> list[tuple]:
    rows = Happened.objects.order_by("week__member__name", "asset__title")
    return list(
        rows.values_list("week__member__name", "asset__title", "people", "deals", "ratings", "delivered", "opened")
    )


def test_a_week_in_numbers(cast: Cast):
    five = (cast.sam, cast.sofie, cast.mina, cast.eva, cast.ada)
    used, quiet, rated, other = (made(cast.mara, title) for title in ("Used", "Quiet", "Rated", "Other"))
    opened(used, *five)
    opened(used, *five[:2], kind="download")
    opened(used, cast.mara)  # her own doesn't count
    for member, deal in zip(five, ("A", "A", "B", "B", "C"), strict=True):
        commands.use_in_deal(actor=member, asset=used, deal=deal, now=WITHIN)
    opened(quiet, *five[:4])
    opened(quiet, cast.ada, now=ENDS)  # the next week's
    opened(quiet, cast.ada, now=BEGINS - timedelta(minutes=1))  # the week's before
    opened(rated, *five[:4])
    commands.give_feedback(actor=cast.sam, version=rated.current, rating=1, reason="outdated", now=WITHIN)
    commands.give_feedback(actor=cast.eva, version=rated.current, rating=4, now=ENDS - timedelta(seconds=1))
    request = accepted(ask(cast.sam, now=WITHIN), cast.mara, now=WITHIN)
    commands.deliver_request(actor=cast.mara, request=request, asset=other, now=WITHIN)
    link = share(cast.sam, other, now=WITHIN)
    for _twice in range(2):
        commands.open_share(share=link.share, passcode="", now=WITHIN)

    assert (commands.count_week(now=NOW), commands.count_week(now=NOW + DAY)) == (1, 0)
    assert lines() == [
        ("Mara Marsh", "Other", None, None, 0, 1, 2),
        ("Mara Marsh", "Rated", None, None, 2, 0, 0),
        ("Mara Marsh", "Used", 5, 3, 0, 0, 0),
    ]

    # Only she reads it: on the page, by API, in the file.
    seen = {}
    for who in (cast.mara, cast.sam, cast.ada):
        page = client_of(who).get("/collateral/weeks/").content.decode()
        file = client_of(who).get("/collateral/weeks/?format=csv").getvalue().decode()
        api = Caller(make_token(who))("get", "content-weeks/").json()["results"]
        seen[who.name] = ("Used" in page, "Used" in file, [(one["begins_on"], one["people"]) for one in api])
    week = [("2026-03-02", None), ("2026-03-02", None), ("2026-03-02", 5)]
    assert seen == {
        "Mara Marsh": (True, True, week),
        "Sam Sanders": (False, False, []),
        "Ada Adler": (False, False, []),
    }


def test_owner_and_maker_are_told_once_on_monday_and_nobody_is_named(cast: Cast):
    asset = made(cast.milo, "Guide")
    commands.edit_asset(actor=cast.milo, asset=asset, owner=cast.mara, now=BEGINS - DAY)
    made(cast.mara, "Unread")
    followups.sweep(now=ENDS)
    commands.give_feedback(actor=cast.sam, version=asset.current, rating=2, reason="outdated", now=WITHIN)
    assert commands.count_week(now=ENDS + timedelta(minutes=20)) == 2
    monday_nine = ENDS + timedelta(hours=9)
    for moment in (monday_nine - timedelta(minutes=1), monday_nine, monday_nine + timedelta(minutes=1)):
        followups.sweep(now=moment)
    followups.sweep_all(now=monday_nine + DAY)
    notices = Notice.objects.filter(kind="content-week").order_by("recipient__name")
    assert [(one.recipient.name, one.at) for one in notices] == [
        ("Mara Marsh", monday_nine), ("Milo Miller", monday_nine)
    ]  # fmt: skip
    week = ContentWeek.objects.get(member=cast.mara)
    kind = telling.notice_kind("content-week")
    letter = kind.letter(week, cast.mara, {})
    assert [(piece.words, said[0]) for piece, said in letter.sections] == [("Guide", "rated once")]
    assert "Sam" not in str(letter)
    assert (things.title(week), things.url(week)) == ("Week from 2 Mar 2026", f"/collateral/weeks/?week={week.pk}")
    assert "Guide" in client_of(cast.mara).get(things.url(week)).content.decode()
    assert [things.find("content-week", week.pk, who) is None for who in (cast.mara, cast.milo)] == [False, True]


def test_who_comes_to_own_it_later_in_the_week_is_told_nothing_of_the_week_before(cast: Cast):
    asset = made(cast.mara, "Guide")
    commands.give_feedback(actor=cast.sam, version=asset.current, rating=4, now=WITHIN)
    assert commands.count_week(now=ENDS) == 1
    commands.edit_asset(actor=cast.mara, asset=asset, owner=cast.milo, now=NOW)
    assert commands.count_week(now=NOW) == 0
    assert [week.member for week in ContentWeek.objects.all()] == [cast.mara]


def test_the_database_keeps_a_week_as_it_was_counted(cast: Cast):
    asset = made(cast.mara, "Guide")
    commands.give_feedback(actor=cast.sam, version=asset.current, rating=4, now=WITHIN)
    commands.count_week(now=NOW)
    week = ContentWeek.objects.get()
    other = made(cast.mara, "Other")
    monday = week.begins_on
    wrong = [
        lambda: ContentWeek.objects.create(member=cast.mara, begins_on=monday, counted_at=NOW),
        lambda: ContentWeek.objects.create(member=cast.milo, begins_on=monday + DAY, counted_at=NOW),
        lambda: Happened.objects.create(week=week, asset=asset, opened=1),
        lambda: Happened.objects.create(week=week, asset=other),
        lambda: Happened.objects.create(week=week, asset=other, people=4),
        lambda: Happened.objects.update(ratings=2),
        lambda: Happened.objects.all().delete(),
        lambda: ContentWeek.objects.update(counted_at=NOW + DAY),
    ]
    for act in wrong:
        with pytest.raises(Error), transaction.atomic():
            act()
