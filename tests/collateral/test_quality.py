"""The nightly look through the library: found once, gone by itself, told once a week to whoever owns it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.models import Asset, AssetVersion, Finding
from apps.core import due, telling, things
from apps.core.due import Window
from apps.followups import commands as followups
from apps.notices.models import Notice
from apps.people.models import ChoiceList
from tests.cast import NOW, Cast, client_of, today
from tests.factories.collateral import make_published
from tests.factories.people import choice
from tests.machine import Caller, make_token

DAY = timedelta(days=1)
# The week after begins at midnight in Berlin.
MONDAY = datetime(2026, 3, 15, 23, 0, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)


def good(cast: Cast, title: str, **said) -> Asset:
    """With which nothing is wrong; its file is like no other."""
    said = {"summary": "All of it.", "actor": cast.mara, **said}
    return make_published(said.pop("actor"), f"What {title} says", title=title, **said)


def version(asset: Asset, **known) -> None:
    AssetVersion.objects.filter(pk=asset.current_id).update(**known)


def standing() -> set[tuple[str, str]]:
    return set(Finding.objects.standing().values_list("asset__title", "cause"))


def collected(cast: Cast, *assets: Asset):
    collection = commands.begin_collection(actor=cast.mara, title="First calls", use_when="They call", now=NOW)
    for asset in assets:
        commands.collect(actor=cast.mara, collection=collection, asset=asset, now=NOW)
    return collection


def test_each_cause_is_found_and_gone_once_it_is_mended(cast: Cast):
    names = ["Infected", "Broken", "Scanned", "Page", "Late", "Over", "Poor", "Copy", "Twin", "Blank", "Bare", "Fine"]
    one = {name: good(cast, name) for name in names}
    good(cast, "Fine copy", name="copy.txt")
    collection = collected(cast, one["Over"], one["Fine"])
    unread = {"reading": "unreadable"}
    version(one["Infected"], scan="infected", scan_found="EICAR", reason="infected", **unread)
    version(one["Broken"], reason="broken", **unread)
    version(one["Scanned"], reason="nothing_to_read", **unread)
    version(one["Page"], link_state="gone")
    version(one["Blank"], preview="failed", preview_reason="broken")
    Asset.objects.filter(title="Late").update(verify_by=today() - DAY)
    Asset.objects.filter(title="Over").update(expires_on=today() - DAY, summary="")
    Asset.objects.filter(title="Bare").update(summary="")
    commands.edit_asset(actor=cast.mara, asset=one["Twin"], title=" fine ", now=NOW)
    for member, rating in zip((cast.sam, cast.sofie, cast.mina, cast.eva, cast.ada), (1, 2, 2, 3, 4), strict=True):
        commands.give_feedback(actor=member, version=one["Poor"].current, rating=rating, reason="outdated", now=NOW)
    same = make_published(cast.mara, "What Copy says", title="Other copy", summary="The same.")
    draft = good(cast, "Worked on", name="w.txt")
    Asset.objects.filter(pk=draft.pk).update(summary="")
    commands.unpublish_asset(actor=cast.mara, asset=Asset.objects.get(pk=draft.pk), now=NOW)

    # The mean of 1, 2, 2, 3, 4 is 2.4. What has expired is said to be in a collection, and no more.
    expected = {
        ("Infected", "infected"), ("Broken", "unreadable"), ("Scanned", "no_text"), ("Page", "dead_link"),
        ("Late", "unverified"), ("Over", "expired"), ("Poor", "low_rating"), ("Copy", "same_file"),
        ("Other copy", "same_file"), ("fine", "same_title"), ("Fine", "same_title"), ("Blank", "no_preview"),
        ("Bare", "gaps"),
    }  # fmt: skip
    assert (commands.check_library(now=NOW), commands.check_library(now=NOW + DAY)) == (13, 0)
    assert standing() == expected
    assert set(Finding.objects.values_list("first_seen_at", "resolved_at")) == {(NOW, None)}

    # Mended: nobody reads of it from then on, and the next check closes it.
    version(one["Page"], link_state="works")
    version(one["Blank"], preview="none", preview_reason="")
    version(one["Broken"], reading="read", reason="", page_count=1)
    commands.verify_asset(actor=cast.mara, asset=one["Late"], now=datetime.now(UTC))
    commands.edit_asset(actor=cast.mara, asset=Asset.objects.get(title="Bare"), summary="Two lines.", now=NOW)
    commands.archive_collection(actor=cast.mara, collection=collection, now=NOW)
    commands.archive_asset(actor=cast.mara, asset=same, now=NOW)
    commands.edit_asset(actor=cast.mara, asset=Asset.objects.get(title="fine"), title="Twin", now=NOW)
    commands.give_feedback(actor=cast.sam, version=one["Poor"].current, rating=2, reason="outdated", now=NOW)
    left = {("Infected", "infected"), ("Scanned", "no_text")}
    assert standing() == left
    assert (commands.check_library(now=NOW + 2 * DAY), standing()) == (0, left)
    closed = Finding.objects.filter(resolved_at=NOW + 2 * DAY)
    assert set(closed.values_list("asset__title", "cause")) == {
        (title.replace("fine", "Twin"), cause) for title, cause in expected - left
    }

    # What comes back is found anew.
    version(one["Page"], link_state="unreachable")
    assert commands.check_library(now=NOW + 3 * DAY) == 1
    assert Finding.objects.filter(cause="dead_link").count() == 2


def test_gaps_are_what_the_page_says_is_missing(cast: Cast):
    persona, region = choice(ChoiceList.PERSONA, label="Buyer"), choice(ChoiceList.REGION, label="South")
    whole = good(cast, "Whole", persona=[persona], for_all=["region"])
    partly = good(cast, "Partly", region=[region])
    assert [queries.gaps(Asset.objects.get(pk=one.pk)) == [] for one in (whole, partly)] == [True, False]
    commands.check_library(now=NOW)
    assert standing() == {("Partly", "gaps")}


def test_who_reads_what_and_who_may_mend_it(cast: Cast):
    asset = good(cast, "Bare", summary="")
    commands.check_library(now=NOW)
    pages = {}
    for who in (cast.mara, cast.sam):
        client = client_of(who)
        page = client.get("/collateral/quality/").content.decode()
        mine = client.get("/collateral/quality/?whose=mine").content.decode()
        its = client.get(f"/collateral/{asset.pk}/").content.decode()
        way = f'<a href="/collateral/{asset.pk}/edit/">Say what is missing'
        pages[who.name] = ("Details missing" in page, way in page, "Bare" in mine, "Found by the nightly check" in its)
    assert pages == {"Mara Marsh": (True, True, True, True), "Sam Sanders": (True, False, False, False)}

    client = client_of(cast.sam)
    lines = client.get("/collateral/quality/?format=csv").getvalue().decode().splitlines()
    assert [line.split('","')[:4] for line in lines[1:]] == [
        ['"Bare', "Details missing", "Say what is missing, so that it is found.", "Mara Marsh"]
    ]
    api = Caller(make_token(cast.sam))("get", "findings/?cause=gaps").json()["results"]
    assert [(one["asset"]["id"], one["cause"], one["to_do"]) for one in api] == [
        (str(asset.pk), "gaps", "Say what is missing, so that it is found.")
    ]

    # Nobody learns of what is taken back to be worked on; and what is mended is read where it is asked for.
    commands.edit_asset(actor=cast.mara, asset=Asset.objects.get(), summary="Two lines.", now=NOW)
    commands.check_library(now=NOW + DAY)
    assert "Bare" not in client.get("/collateral/quality/").content.decode()
    assert "Bare" in client.get("/collateral/quality/?state=mended").content.decode()
    commands.unpublish_asset(actor=cast.mara, asset=Asset.objects.get(), now=NOW)
    assert "Bare" not in client.get("/collateral/quality/?state=mended").content.decode()


def test_the_database_keeps_what_was_found(cast: Cast):
    asset = good(cast, "Bare", summary="")
    commands.check_library(now=NOW)
    wrong = [
        lambda: Finding.objects.create(asset=asset, cause="gaps", first_seen_at=NOW),
        lambda: Finding.objects.create(asset=asset, cause="ugly", first_seen_at=NOW),
        lambda: Finding.objects.update(resolved_at=NOW - DAY),
        lambda: Finding.objects.update(first_seen_at=NOW - DAY),
        lambda: Finding.objects.all().delete(),
    ]
    for act in wrong:
        with pytest.raises(Error), transaction.atomic():
            act()
    Finding.objects.update(resolved_at=NOW)
    with pytest.raises(Error), transaction.atomic():
        Finding.objects.update(resolved_at=None)


# --- once a week


def told(kind: str = "asset-findings") -> list[str]:
    return [one.recipient.name for one in Notice.objects.filter(kind=kind).order_by("recipient__name", "at")]


def test_once_a_week_each_owner_gets_one_mail_about_theirs(cast: Cast):
    for name in ("Bare", "Naked"):
        good(cast, name, summary="")
    milos = good(cast, "Milo's", actor=cast.milo, summary="", name="m.txt")
    followups.sweep(now=NOW)
    commands.check_library(now=NOW)
    # What was found on a Tuesday is told next Monday.
    followups.sweep_all(now=NOW + DAY)
    followups.sweep(now=MONDAY_NINE - timedelta(minutes=1))
    assert told() == []
    for moment in (MONDAY_NINE, MONDAY_NINE + timedelta(minutes=1)):
        followups.sweep(now=moment)
    followups.sweep_all(now=MONDAY_NINE + DAY)
    assert told() == ["Mara Marsh", "Milo Miller"]

    kind = telling.notice_kind("asset-findings")
    notice = Notice.objects.get(recipient=cast.mara, kind=kind.name)
    dues = due.due_kind(kind.name).within(Window(MONDAY - DAY, MONDAY))
    (thing,) = (one.thing for one in dues if one.recipient == cast.mara)
    assert (notice.about, things.pair(thing)) == (("own-collateral", cast.mara.pk),) * 2
    letter = kind.letter(thing, cast.mara, {})
    assert [heading for heading, _lines in letter.sections] == ["Bare", "Naked"]
    words, url = letter.sections[0][1][0].words, letter.sections[0][1][0].url
    assert words == "Details missing. Say what is missing, so that it is found."
    assert url.endswith("/edit/")

    # What Milo has mended by next Monday isn't told; three weeks in which nothing ran are one mail.
    commands.edit_asset(actor=cast.milo, asset=milos, summary="Two lines.", now=MONDAY_NINE)
    followups.sweep(now=MONDAY_NINE + 22 * DAY)
    assert told() == ["Mara Marsh", "Mara Marsh", "Milo Miller"]


def test_what_was_mended_before_the_mail_left_is_not_told(cast: Cast):
    asset = good(cast, "Bare", summary="")
    commands.check_library(now=NOW)
    (one,) = due.due_kind("asset-findings").within(Window(MONDAY - DAY, MONDAY))
    assert things.still_due(one.thing, "asset-findings", cast.mara)
    commands.edit_asset(actor=cast.mara, asset=asset, summary="Two lines.", now=NOW)
    assert not things.still_due(one.thing, "asset-findings", cast.mara)
