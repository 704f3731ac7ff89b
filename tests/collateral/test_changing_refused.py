"""What keeps an asset from being changed with others, and what undo refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands
from apps.collateral.commands.changing import NoneChanged, RevisionsMissing, TouchedSince
from apps.collateral.commands.effects import AddedAndTakenOff, NothingChosen, NothingToChange, TooManyChosen
from apps.collateral.commands.facets import OfAnotherList
from apps.collateral.commands.ground import HasLeft
from apps.collateral.models import Asset, ChangedAsset
from apps.core import undo
from apps.people.models import Choice, Member
from apps.trail.models import Activity
from tests.cast import NOW, Cast
from tests.collateral.changes import LATER, change, entry, standing, take_back, told
from tests.factories.collateral import kind_of_collateral, make_draft, make_published, reviewed_kind

MAY = date(2026, 5, 31)


# --- what is refused


def test_each_is_judged_by_itself(cast: Cast):
    price_list, battle_card = kind_of_collateral(), reviewed_kind()
    own = make_draft(cast.mara, title="Sam's", owner=cast.sam, content=b"1")
    out = make_published(cast.mara, "2", title="Out")
    fresh = make_draft(cast.mara, title="Fresh", content=b"3", kind=price_list)
    commands.edit_asset(actor=cast.mara, asset=fresh, release_on=MAY, now=NOW)
    rows = [own, out, fresh]
    assert told(change(cast.sam, rows, audience="internal")[0]) == {
        "Sam's": {"audience": ["", "internal"]}, "Out": "not-allowed", "Fresh": "not-allowed",
    }  # fmt: skip
    with pytest.raises(NoneChanged):
        change(cast.sam, rows, archive=True)
    with pytest.raises(PermissionDenied):
        change(cast.sofie, rows, audience="customers")
    with pytest.raises(PermissionDenied):
        commands.preview_change(actor=cast.sofie, assets=rows, now=LATER, audience="customers")
    assert told(change(cast.mara, rows, kind=battle_card, expires_on=MAY - timedelta(days=1))[0]) == {
        "Sam's": {"kind": [None, battle_card], "expires_on": [None, MAY - timedelta(days=1)]},
        "Out": "still-published",
        "Fresh": "dates-in-disorder",
    }


def test_what_was_changed_since_it_was_looked_at_stays_as_it_is(cast: Cast):
    rows = [make_draft(cast.mara, title=title, content=title.encode()) for title in ("A", "B")]
    looked_at = [Asset.objects.get(pk=row.pk).revision for row in rows]
    commands.edit_asset(actor=cast.milo, asset=rows[0], audience="internal", now=NOW)
    effects, offer = change(cast.mara, rows, revisions=looked_at, audience="customers")
    assert (told(effects), offer.label) == (
        {"A": "changed-meanwhile", "B": {"audience": ["", "customers"]}},
        "1 piece of collateral changed. “A” was changed meanwhile and stays as it is.",
    )
    assert {name: row["audience"] for name, row in standing().items()} == {"A": "internal", "B": "customers"}


def test_what_nothing_can_be_done_with_is_refused_whole(cast: Cast, monkeypatch):
    asset = make_draft(cast.mara)
    cfo, german, left = entry("persona", "CFO"), entry("language", "German"), cast.dan
    for assets, said, refusal in [
        ([], {"audience": "internal"}, NothingChosen),
        ([asset], {}, NothingToChange),
        ([asset] * 501, {"audience": "internal"}, TooManyChosen),
        ([asset], {"add": [german]}, OfAnotherList),
        ([asset], {"add": [cfo], "remove": [cfo]}, AddedAndTakenOff),
        ([asset], {"owner": left}, HasLeft),
        ([asset], {"audience": ""}, NoneChanged),
        ([asset], {"audience": "internal", "revisions": [1, 2]}, RevisionsMissing),
    ]:
        with pytest.raises(refusal):
            change(cast.mara, assets, **said)
    assert (ChangedAsset.objects.count(), Activity.objects.filter(act="asset.edited").count()) == (0, 0)


# --- what undo refuses


def test_undo_names_what_was_touched_and_takes_nothing_back(cast: Cast):
    cfo, cto = entry("persona", "CFO"), entry("persona", "CTO")
    rows = {
        title: make_draft(cast.mara, title=title, content=title.encode(), persona=[cfo]) for title in ("A", "B", "C")
    }
    commands.edit_asset(actor=cast.mara, asset=rows["C"], owner=cast.milo, now=NOW)
    _effects, offer = change(cast.mara, list(rows.values()), persona=[cto], owner=cast.mara)
    with pytest.raises(undo.TooLate):
        take_back(cast.milo, offer)
    commands.edit_asset(actor=cast.milo, asset=rows["B"], title="B, edited", now=LATER)
    Member.objects.filter(pk=cast.milo.pk).update(is_active=False)
    after = standing()
    with pytest.raises(TouchedSince, match="undone, because something happened since with “B, edited”, “C”"):
        take_back(cast.mara, offer)
    Choice.objects.filter(pk=cfo.pk).update(retired_at=LATER)
    with pytest.raises(TouchedSince, match="with “A”, “B, edited”, “C”"):
        take_back(cast.mara, offer)
    assert standing() == after
    Member.objects.filter(pk=cast.mara.pk).update(roles=["executive"])
    Asset.objects.update(owner=cast.sam)
    with pytest.raises(PermissionDenied):
        take_back(Member.objects.get(pk=cast.mara.pk), offer)


def test_what_was_before_is_kept_unchanged_for_a_day(cast: Cast):
    asset = make_draft(cast.mara)
    change(cast.mara, [asset], audience="internal")
    with pytest.raises(Error), transaction.atomic():
        ChangedAsset.objects.update(revision=7)
    row = ChangedAsset.objects.get()
    with pytest.raises(Error, match="changed_asset_once_in_a_run"), transaction.atomic():
        ChangedAsset.objects.create(run=row.run, asset=asset, at=NOW, revision=1, before={})
    commands.forget_changes(now=LATER + timedelta(hours=23))
    assert ChangedAsset.objects.count() == 1
    commands.forget_changes(now=LATER + timedelta(hours=25))
    assert ChangedAsset.objects.count() == 0
