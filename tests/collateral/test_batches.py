"""Many files in one go: each becomes a draft of its own, once, or says why not."""

import pytest
from django.core.exceptions import PermissionDenied

from apps.collateral import commands, queries
from apps.collateral.commands.assets import NotAKind
from apps.collateral.commands.batches import NoFiles, TooManyFiles
from apps.collateral.commands.facets import AllOrSome
from apps.collateral.commands.ground import HasLeft
from apps.collateral.models import Asset, AssetVersion, Batch, BatchFile
from apps.notices.models import Notice
from apps.people.models import Choice
from tests.cast import NOW, Cast
from tests.clamd import clamd_server
from tests.collateral.batching import batch_of, reasons, told, zipped
from tests.factories import files, spoiled_files
from tests.factories.collateral import kind_of_collateral, make_draft, read_all, take_all, upload
from tests.walker import Walker

# --- what comes in


def test_each_file_becomes_a_draft_with_what_was_said_of_all(cast: Cast):
    kind = kind_of_collateral()
    region, product = (Choice.objects.create(list=name, label=name) for name in ("region", "product"))
    batch = batch_of(
        cast.mara, {"Price_list.txt": b"Prices", "Guide.md": b"Steps"},
        kind=kind, audience="customers", owner=cast.sam, region=[region], product=[product], for_all=["industry"],
    )  # fmt: skip
    assert (Asset.objects.count(), told(batch, cast.mara)) == (
        0, {"Price_list.txt": "received", "Guide.md": "received"},
    )  # fmt: skip
    assert take_all() == 2
    said = Asset.objects.order_by("title").values_list(
        "title", "state", "kind", "audience", "owner", "created_by", "for_all", "facet_ids"
    )
    common = ("draft", kind.pk, "customers", cast.sam.pk, cast.mara.pk, ["industry"])
    assert [(*row[:7], set(row[7])) for row in said] == [
        ("Guide", *common, {region.pk, product.pk}),
        ("Price list", *common, {region.pk, product.pk}),
    ]
    assert told(batch, cast.mara) == {"Price_list.txt": "being_read", "Guide.md": "being_read"}


def test_what_cannot_come_in_says_why_and_the_rest_does(cast: Cast):
    make_draft(cast.milo, name="known.txt", content=b"Known", title="Milo's")
    given = {
        "good.txt": b"Good",
        "song.mp3": b"ID3",
        "empty.txt": b"",
        "again.txt": b"Good",
        "known too.txt": b"Known",
        "box.zip": zipped(
            {
                "docs/../../inside.txt": b"Inside",
                "docs/C:\\temp\\deep.txt": b"Deep",
                "inner.zip": zipped({"a.txt": b"a"}),
                "film.mov": b"x",
                "zeros.txt": b"\0" * (11 * 1024 * 1024),
                "__MACOSX/._inside.txt": b"litter",
                "docs/.DS_Store": b"litter",
            }
        ),
        "broken.zip": b"PK\x03\x04 not really",
    }
    batch = batch_of(cast.mara, given)
    take_all()
    assert told(batch, cast.mara) == {
        "good.txt": "being_read", "song.mp3": "refused", "empty.txt": "refused", "again.txt": "same",
        "known too.txt": "same", "box.zip": "unpacked", "broken.zip": "refused",
        "inside.txt": "being_read", "deep.txt": "being_read", "inner.zip": "refused", "film.mov": "refused",
        "zeros.txt": "refused",
    }  # fmt: skip
    assert reasons(batch) == {
        "song.mp3": "unknown-type", "empty.txt": "empty-file", "broken.zip": "archive-broken",
        "inner.zip": "archive-inside", "film.mov": "unknown-type", "zeros.txt": "archive-large",
    }  # fmt: skip
    assert sorted(Asset.objects.values_list("title", flat=True)) == ["Milo's", "deep", "good", "inside"]


def test_what_the_whole_batch_cannot_have_is_refused_and_leaves_nothing(cast: Cast):
    region = Choice.objects.create(list="region", label="North")
    with pytest.raises(NoFiles):
        batch_of(cast.mara, {})
    with pytest.raises(TooManyFiles):
        batch_of(cast.mara, {f"{number}.txt": b"x" for number in range(101)})
    with pytest.raises(NotAKind):
        batch_of(cast.mara, {"a.txt": b"a"}, kind=region)
    with pytest.raises(AllOrSome):
        batch_of(cast.mara, {"a.txt": b"a"}, region=[region], for_all=["region"])
    with pytest.raises(HasLeft):
        batch_of(cast.mara, {"a.txt": b"a"}, owner=cast.dan)
    with pytest.raises(PermissionDenied):
        batch_of(cast.sam, {"a.txt": b"a"})
    assert Batch.objects.count() == 0
    assert batch_of(cast.mara, {f"{number}.txt": b"x" for number in range(100)}).files.count() == 100


def test_batches_name_the_drafts_of_others_and_are_for_who_sees_them(cast: Cast):
    batch = batch_of(cast.mara, {"a.txt": b"a"})
    seen = {
        name: (queries.batches(viewer=who).count(), queries.files_of_batch(viewer=who, batch=batch).count())
        for name, who in (("sam", cast.sam), ("mina", cast.mina), ("milo", cast.milo), ("ada", cast.ada))
    }
    assert seen == {"sam": (0, 0), "mina": (0, 0), "milo": (1, 1), "ada": (1, 1)}


def test_what_only_an_older_version_held_comes_in_anew(cast: Cast):
    asset = make_draft(cast.mara, content=b"Old")
    commands.add_version(actor=cast.mara, asset=asset, file=upload(content=b"New"), change_note="Better", now=NOW)
    batch = batch_of(cast.mara, {"old.txt": b"Old", "new.txt": b"New"})
    take_all()
    assert told(batch, cast.mara) == {"old.txt": "being_read", "new.txt": "same"}


def test_who_is_gone_meanwhile_takes_nothing_in(cast: Cast):
    batch = batch_of(cast.mara, {"a.txt": b"a"})
    cast.mara.is_active = False
    type(cast.mara).objects.filter(pk=cast.mara.pk).update(is_active=False)
    take_all()
    assert (reasons(batch), Asset.objects.count()) == ({"a.txt": "not-allowed"}, 0)


# --- whoever is to own what comes in


def test_whoever_is_made_the_owner_hears_of_it_with_the_last_file(cast: Cast):
    """Once for all that came in; what was there before, or can't come in, isn't theirs."""
    make_draft(cast.milo, content=b"Known")
    given = {"b.txt": b"B", "known.txt": b"Known", "box.zip": zipped({"c.txt": b"C", "a.txt": b"A", "film.mov": b"x"})}
    batch_of(cast.mara, given, owner=cast.sam)
    batch_of(cast.mara, {"known too.txt": b"Known"}, owner=cast.sam)
    batch_of(cast.mara, {"mine.txt": b"Mine"})
    assert commands.take_in_waiting(now=NOW)
    assert not Notice.objects.filter(kind="asset-owner").exists()
    take_all()
    told_of = [(one.recipient, one.about_id, one.facts) for one in Notice.objects.filter(kind="asset-owner")]
    assert told_of == [(cast.sam, Asset.objects.get(title="a").pk, {"more": " (+2)"})]
    Walker(cast.sam).open("/inbox/").reads("Mara Marsh made you the owner of “a” (+2)")


# --- import as published


def test_what_is_complete_is_published_and_what_is_missing_is_listed(cast: Cast):
    complete = batch_of(cast.mara, {"a.txt": b"a"}, kind=kind_of_collateral(), audience="internal", publish=True)
    lacking = batch_of(cast.mara, {"b.txt": b"b"}, audience="internal", publish=True)
    asked = batch_of(cast.mara, {"c.txt": b"c"}, kind=kind_of_collateral(), audience="internal")
    take_all()
    rows = BatchFile.objects.order_by("name").select_related("asset")
    assert [(row.batch, row.asset.state, commands.missing_in(row)) for row in rows] == [
        (complete, "published", []), (lacking, "draft", ["its kind"]), (asked, "draft", []),
    ]  # fmt: skip
    assert reasons(lacking) == {}


def test_a_kind_that_is_reviewed_stays_a_draft_and_says_so(cast: Cast):
    kind = kind_of_collateral()
    Choice.objects.filter(pk=kind.pk).update(reviewed=True)
    batch = batch_of(cast.mara, {"a.txt": b"a"}, kind=kind, audience="internal", publish=True)
    take_all()
    row = queries.files_of_batch(viewer=cast.mara, batch=batch).get()
    assert (row.asset.state, queries.why_not(row)) == (
        "draft", "Its kind is reviewed by another marketer before it goes out. Ask for a review on its page.",
    )  # fmt: skip


def test_nothing_is_published_before_the_scanners_verdict(cast: Cast, settings):
    with clamd_server() as scanner:
        settings.CLAMD_URL, scanner.viruses[b"BAD"] = scanner.url, "Win.Test"
        batch = batch_of(
            cast.mara, {"fine.txt": b"Fine", "bad.txt": b"BAD"}, kind=kind_of_collateral(), audience="internal",
            publish=True,
        )  # fmt: skip
        assert (take_all(), told(batch, cast.mara)) == (2, {"fine.txt": "scanned", "bad.txt": "scanned"})
        while commands.scan_waiting(now=NOW):
            pass
        take_all()
    assert told(batch, cast.mara) == {"fine.txt": "being_read", "bad.txt": "infected"}
    states = dict(BatchFile.objects.values_list("name", "asset__state"))
    assert (states, reasons(batch)) == ({"fine.txt": "published", "bad.txt": "draft"}, {"bad.txt": "infected"})


# --- the page


def test_fifty_files_of_which_some_are_bad_end_where_they_should(cast: Cast, settings):
    fine = {f"Sheet {number}.txt": b"Words of sheet %d" % number for number in range(4)}
    packed = {f"Packed {number}.txt": b"Words of packed %d" % number for number in range(41)}
    bad = {
        "Broken.pdf": spoiled_files.truncated(files.pdf()),
        "Locked.docx": spoiled_files.encrypted_docx(),
        "Renamed.pdf": files.docx_file(),
        "Bomb.docx": spoiled_files.docx_bomb(),
        "Infected.txt": b"BAD words",
    }
    mara = Walker(cast.mara).open("/collateral/upload/")
    with clamd_server() as scanner:
        settings.CLAMD_URL, scanner.viruses[b"BAD words"] = scanner.url, "Win.Test"
        sent = [upload(name, content) for name, content in (fine | bad | {"Box.zip": zipped(packed)}).items()]
        mara.press("Upload", file=sent, audience="internal").reads("All files arrived.", "10 Received")
        take_all()
        mara.open(mara.url).reads("50 Being checked for viruses")
        while commands.scan_waiting(now=NOW):
            pass
        # The child process takes a second for each file; these would be read in the end.
        AssetVersion.objects.filter(kind="text", scan="clean").update(reading="read", page_count=1)
        assert read_all() == 4
    mara.open(mara.url).reads(
        "45 Read", "4 Can't be read", "1 Infected", "To be mended", "This file is damaged", "needs a password",
        "inside it is a Word document", "takes more room", "The virus scanner found Win.Test", "Say its kind",
    )  # fmt: skip
    assert Asset.objects.count() == 50
