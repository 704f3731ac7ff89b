"""Many pieces changed at once: each by the rules it is edited by, all of it taken back by one undo."""

from datetime import date

import pytest

from apps.collateral import commands
from apps.collateral.commands.changing import NoneChanged, TouchedSince
from apps.collateral.models import Asset, AssetVersion
from apps.core import things
from apps.notices.models import Notice
from apps.trail.models import Activity
from tests.cast import NOW, Cast
from tests.collateral.changes import LATER, change, entry, standing, take_back, told
from tests.factories.collateral import (
    in_state,
    kind_of_collateral,
    make_draft,
    make_published,
    reviewed_kind,
    take_all,
    upload,
)
from tests.walker import Walker

MAY = date(2026, 5, 31)


# --- what it does


def test_the_preview_says_what_is_done_and_undo_takes_all_of_it_back(cast: Cast):
    guide, cfo, cto, north = (
        kind_of_collateral("Guide"), entry("persona", "CFO"), entry("persona", "CTO"), entry("region", "North"),
    )  # fmt: skip
    bare = make_draft(cast.mara, title="Bare")
    out = make_published(cast.milo, title="Out", kind=guide, audience="internal", persona=[cfo, cto])
    commands.edit_asset(actor=cast.milo, asset=out, verify_by=MAY, now=NOW)
    wide = make_draft(cast.milo, title="Wide", content=b"W", for_all=["persona", "industry"], region=[north])
    as_wished = make_draft(
        cast.mara, title="As wished", content=b"A", kind=guide, audience="customers", persona=[cto], owner=cast.sam,
        for_all=["region"],
    )  # fmt: skip
    commands.edit_asset(actor=cast.mara, asset=as_wished, expires_on=MAY, now=NOW)
    before, history = standing(), Activity.objects.count()
    wish = {
        "kind": guide, "audience": "customers", "owner": cast.sam, "verify_by": None, "expires_on": MAY,
        "add": [cto], "remove": [], "for_all": ["region"],
    }  # fmt: skip
    rows = list(Asset.objects.order_by("title"))
    previewed = told(commands.preview_change(actor=cast.mara, assets=rows, now=LATER, **wish))
    common = {"audience": ["", "customers"], "expires_on": [None, MAY]}
    assert previewed == {
        "As wished": {},
        "Bare": {
            "kind": [None, guide], **common, "owner": [cast.mara, cast.sam], "persona": [[], ["CTO"]],
            "region": [[], "all"],
        },
        "Out": {
            **common, "audience": ["internal", "customers"], "owner": [cast.milo, cast.sam], "verify_by": [MAY, None],
            "region": [[], "all"],
        },
        "Wide": {
            "kind": [None, guide], **common, "owner": [cast.milo, cast.sam], "region": [["North"], "all"],
        },
    }  # fmt: skip
    assert (standing(), Activity.objects.count()) == (before, history)

    effects, offer = change(cast.mara, rows, **wish)
    assert (told(effects), offer.label) == (previewed, "3 pieces of collateral changed.")
    after = standing()
    same = {
        "kind__label": "Guide", "owner__name": "Sam Sanders", "audience": "customers", "verify_by": None,
        "expires_on": MAY,
    }  # fmt: skip
    assert after == {
        "As wished": before["As wished"],
        "Bare": before["Bare"] | same | {"for_all": ["region"], "facets": ["CTO"]},
        "Out": before["Out"] | same | {"for_all": ["region"], "facets": ["CFO", "CTO"]},
        "Wide": before["Wide"] | same | {"for_all": ["persona", "industry", "region"], "facets": []},
    }
    Walker(cast.sam).open("/inbox/").reads("Mara Marsh made you the owner of “Bare” (+2)")
    edits = Activity.objects.filter(act="asset.edited", at=LATER)
    assert sorted(edits.values_list("about_id", flat=True)) == sorted([bare.pk, out.pk, wide.pk])

    take_back(cast.mara, offer)
    assert standing() == before
    assert Activity.objects.filter(act="asset.change_undone").count() == 3
    with pytest.raises(TouchedSince):
        take_back(cast.mara, offer)


def test_entries_are_taken_off_set_anew_and_not_taken_from_what_is_for_all(cast: Cast):
    cfo, cto, german = entry("persona", "CFO"), entry("persona", "CTO"), entry("language", "German")
    both = make_draft(cast.mara, title="Both", persona=[cfo, cto])
    wide = make_draft(cast.mara, title="Wide", content=b"W", for_all=["persona"])
    effects, _offer = change(cast.mara, [both, wide], remove=[cfo])
    assert told(effects) == {"Both": {"persona": [["CFO", "CTO"], ["CTO"]]}, "Wide": "all-or-some"}
    effects, offer = change(cast.mara, [both, wide], persona=[cfo], language=german)
    assert told(effects) == {
        "Both": {"persona": [["CTO"], ["CFO"]], "language": [[], ["German"]]},
        "Wide": {"persona": ["all", ["CFO"]], "language": [[], ["German"]]},
    }
    take_back(cast.mara, offer)
    assert {name: row["facets"] for name, row in standing().items()} == {"Both": ["CTO"], "Wide": []}


def test_what_is_archived_comes_back_as_it_was(cast: Cast):
    states = ("draft", "changes_requested", "published", "recalled", "in_review", "archived")
    for state in states:
        in_state(state, cast.mara, reviewer=cast.milo, title=state, content=state.encode())
    before = standing()
    effects, offer = change(cast.mara, list(Asset.objects.all()), archive=True, audience="customers")
    assert told(effects) == {
        **{name: {"audience": ["internal", "customers"], "state": [name, "archived"]} for name in states[:4]},
        "in_review": "wrong-state", "archived": "wrong-state",
    }  # fmt: skip
    assert {name: (row["state"], row["archived_at"]) for name, row in standing().items()} == {
        **dict.fromkeys(states[:4], ("archived", LATER)),
        "in_review": ("in_review", None), "archived": ("archived", NOW),
    }  # fmt: skip
    take_back(cast.mara, offer)
    assert standing() == before
    change(cast.mara, list(Asset.objects.filter(title="draft")), archive=True)
    assert list(Activity.objects.filter(about_id=Asset.objects.get(title="draft").pk).order_by("pk").values_list(
        "act", flat=True
    )) == ["asset.created", "asset.edited", "asset.change_undone", "asset.archived"]  # fmt: skip


def test_a_version_in_review_keeps_its_asset_from_being_archived_with_others(cast: Cast):
    kind = reviewed_kind()
    asset = make_draft(cast.mara, kind=kind, audience="internal")
    commands.ask_review(actor=cast.mara, asset=asset, reviewer=cast.milo, now=NOW)
    commands.approve_asset(actor=cast.milo, asset=asset, now=NOW)
    commands.add_version(actor=cast.mara, asset=asset, file=upload(content=b"New"), change_note="New", now=NOW)
    with pytest.raises(NoneChanged):
        change(cast.mara, [asset], archive=True)
    assert Asset.objects.get().state == "published"


def test_thirty_take_as_many_statements_as_two(cast: Cast, django_assert_num_queries):
    cfo, cto, guide = entry("persona", "CFO"), entry("persona", "CTO"), kind_of_collateral("Guide")
    for count in (2, 30):
        rows = Asset.objects.bulk_create(
            Asset(title=f"{number} of {count}", owner=cast.milo, created_by=cast.mara, created_at=NOW)
            for number in range(count)
        )
        change(cast.mara, rows, persona=[cfo])
        with django_assert_num_queries(15):
            _effects, offer = change(cast.mara, rows, kind=guide, add=[cto], remove=[cfo], for_all=["region"])
        with django_assert_num_queries(12):
            take_back(cast.mara, offer)
        assert [sorted(row.facets.values_list("choice__label", flat=True)) for row in rows] == [["CFO"]] * count


def test_the_new_owner_hears_of_it_once(cast: Cast):
    """However many they are; what was taken back before the mail goes is in none."""
    rows = [make_draft(cast.mara, title=title, content=title.encode()) for title in ("A", "B")]

    def due_for() -> list[bool]:
        asset = Asset.objects.get(pk=rows[0].pk)
        return [things.still_due(asset, "asset-owner", member) for member in (cast.sam, cast.milo)]

    commands.edit_asset(actor=cast.mara, asset=rows[0], owner=cast.milo, now=NOW)
    _effects, offer = change(cast.mara, rows, owner=cast.sam)
    commands.edit_asset(actor=cast.milo, asset=make_draft(cast.mara, content=b"C"), owner=cast.milo, now=LATER)
    make_draft(cast.mara, title="D", content=b"D", owner=cast.sofie)
    told = Notice.objects.filter(kind="asset-owner").order_by("at", "pk")
    assert [(str(one.recipient), one.about_id, one.facts) for one in told] == [
        ("Milo Miller", rows[0].pk, {"more": ""}),
        ("Sofie Sommer", Asset.objects.get(title="D").pk, {"more": ""}),
        ("Sam Sanders", rows[0].pk, {"more": " (+1)"}),
    ]
    assert due_for() == [True, False]
    take_back(cast.mara, offer)
    assert due_for() == [False, True]


# --- the pages


def test_from_the_library_to_undo_without_scripts(cast: Cast):
    kind_of_collateral("Guide")
    entry("persona", "CFO")
    first, second = (make_draft(cast.mara, title=title, content=title.encode()) for title in ("First", "Second"))
    sams = make_published(cast.mara, "3", title="Sam's", owner=cast.sam)
    mara = Walker(cast.mara).open("/collateral/?state=draft&sort=title")
    mara.press("Change them").reads("Nothing is chosen yet.")
    mara.open("/collateral/?state=draft&sort=title").press("Change them", ids=[str(first.pk), str(second.pk)])
    mara.reads("2 chosen").press("See what it does", expect=422).reads("Say first what is to change.")
    mara.press("See what it does", kind="Guide", persona="CFO", expires_on="2026-05-31", no_expires_on="on", expect=422)
    mara.reads("Either a day, or none.")
    mara.press("See what it does", kind="Guide", persona="CFO", no_expires_on=[])
    assert mara.rows() == [
        f"{title} Kind not said Guide Last day of use not said May 31, 2026 Persona not said CFO Draft"
        for title in ("First", "Second")
    ]
    mara.press("Change something else").reads("2 chosen").press("See what it does")
    commands.edit_asset(actor=cast.milo, asset=second, title="Second, edited", now=NOW)
    mara.press("Change them").reads(
        "1 piece of collateral changed. “Second, edited” was changed meanwhile and stays as it is."
    )
    assert (mara.url, Asset.objects.get(pk=first.pk).expires_on) == ("/collateral/?state=draft&sort=title", MAY)
    mara.press("Undo")
    assert {row["kind__label"] for row in standing().values() if row["title"] != "Sam's"} == {None}

    make_published(cast.mara, "x", title="Out")
    sam = Walker(cast.sam).open("/collateral/").reads("Out")
    assert sam.page.xpath('//input[@name="ids"]/@value') == [str(sams.pk)]
    sam.press("Change them", ids=[str(sams.pk), str(first.pk)]).reads("1 chosen")
    sam.press("See what it does", archive="on").reads("You can't change this one.")
    assert not sam.can_press("Change them")
    Walker(cast.sofie).open("/collateral/change/", expect=403)


def test_all_that_a_filter_finds_is_changed_at_once(cast: Cast):
    for number in range(51):
        make_draft(cast.mara, title=f"Sheet {number:02}", content=b"%d" % number)
    make_published(cast.mara, "x", title="Out")
    mara = Walker(cast.mara).open("/collateral/?state=draft").press("Change all 51 found").reads("51 chosen")
    mara.press("See what it does", audience="Internal").press("Change them")
    mara.reads("51 pieces of collateral changed.")
    assert Asset.objects.filter(audience="internal").count() == 51


def test_the_gaps_of_an_upload_are_filled_at_once(cast: Cast):
    entry("persona", "CFO")
    kind_of_collateral("Guide")
    sent = [upload(f"{number}.txt", b"%d" % number) for number in (1, 2)]
    batch = commands.upload_batch(actor=cast.mara, file=sent, audience="internal", now=NOW)
    take_all()
    AssetVersion.objects.update(reading="read", page_count=1)
    mara = Walker(cast.mara).open(f"/collateral/batches/{batch.pk}/").reads("2 with gaps", "Say its kind")
    mara.press("Fill the gaps of many at once").reads("2 chosen")
    mara.press("See what it does", kind="Guide", persona="CFO").press("Change them")
    assert (mara.url, mara.rows()) == (
        f"/collateral/batches/{batch.pk}/",
        ["1 1.txt Not said yet: Summary Read Draft", "2 2.txt Not said yet: Summary Read Draft"],
    )
    mara.reads("2 pieces of collateral changed.")
