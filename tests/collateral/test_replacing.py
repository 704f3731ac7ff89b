"""A new version takes the place of an older one behind the same link."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from apps.collateral import commands
from apps.collateral.commands.ground import TextNeeded
from apps.collateral.commands.versions import NewerVersion, SameFile
from apps.collateral.models import AssetVersion
from tests.cast import NOW, Cast
from tests.factories.collateral import make_draft, make_published, upload

LATER = NOW + timedelta(minutes=5)


def replace(actor, asset, content=b"new", note="New prices", **said):
    return commands.add_version(
        actor=actor, asset=asset, file=upload(content=content), change_note=note, now=LATER, **said
    )


def test_a_new_version_keeps_the_link_and_the_older_one(cast: Cast):
    asset = make_published(cast.mara)
    version = replace(cast.milo, asset)
    asset.refresh_from_db()
    assert (version.number, asset.current, asset.state) == (2, version, "published")
    assert list(asset.versions.order_by("number").values_list("number", "change_note")) == [(1, ""), (2, "New prices")]


def test_a_new_version_says_what_is_new(cast: Cast):
    with pytest.raises(TextNeeded):
        replace(cast.mara, make_draft(cast.mara), note="  ")


def test_the_file_in_use_isnt_a_new_version(cast: Cast):
    with pytest.raises(SameFile, match="identical to version 1"):
        replace(cast.mara, make_draft(cast.mara), content=b"Meters for everybody")


def test_an_older_file_may_come_back(cast: Cast):
    asset = make_draft(cast.mara)
    replace(cast.mara, asset)
    assert replace(cast.mara, asset, content=b"Meters for everybody").number == 3


def test_whoever_was_slower_is_told_and_nothing_is_replaced(cast: Cast):
    asset = make_draft(cast.mara)
    replace(cast.milo, asset, based_on=1)
    with pytest.raises(NewerVersion) as newer:
        replace(cast.mara, asset, content=b"other", based_on=1)
    assert (newer.value.current.uploaded_by, newer.value.kept.name) == (cast.milo, "notes.txt")
    assert asset.versions.count() == 2


def test_what_was_uploaded_never_changes(cast: Cast):
    version = make_draft(cast.mara).current
    other = make_draft(cast.mara)
    frozen = {
        "file": "elsewhere", "original_name": "other.txt", "size": 1, "sha256": "0" * 64, "number": 7,
        "change_note": "else", "uploaded_by": cast.milo, "uploaded_at": LATER, "asset": other,
    }  # fmt: skip
    refused = set()
    for field, value in frozen.items():
        with pytest.raises(Error), transaction.atomic():
            AssetVersion.objects.filter(pk=version.pk).update(**{field: value})
        refused.add(field)
    with pytest.raises(Error), transaction.atomic():
        AssetVersion.objects.filter(pk=version.pk).delete()
    assert refused == set(frozen)
