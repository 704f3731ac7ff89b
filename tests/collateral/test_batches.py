"""Many files in one go: each becomes a draft of its own, once, or says why not."""

import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as portal_settings
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.assets import NotAKind
from apps.collateral.commands.batches import NoFiles, TooManyFiles
from apps.collateral.commands.facets import AllOrSome
from apps.collateral.commands.ground import HasLeft
from apps.collateral.models import Asset, AssetVersion, Batch, BatchFile
from apps.people.models import Choice
from tests.cast import NOW, Cast, make_cast
from tests.clamd import clamd_server
from tests.factories import files, spoiled_files
from tests.factories.collateral import kind_of_collateral, make_draft, read_all, take_all, upload
from tests.running.waiting import until
from tests.walker import Walker

AFTER_THE_LEASE = NOW + timedelta(seconds=61)


def zipped(members: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return room.getvalue()


def batch_of(actor, given: Mapping[str, bytes], **said) -> Batch:
    sent = [upload(name, content) for name, content in given.items()]
    return commands.upload_batch(actor=actor, file=sent, now=said.pop("now", NOW), **said)


def told(batch, viewer) -> dict[str, str]:
    rows = queries.files_of_batch(viewer=viewer, batch=batch)
    return {row.name: queries.way_of(row).value for row in rows}


def reasons(batch) -> dict[str, str]:
    return dict(BatchFile.objects.filter(batch=batch).exclude(reason="").values_list("name", "reason"))


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


def _locked() -> bytes:
    """An entry that says it needs a password, in its list and before itself."""
    packed = bytearray(zipped({"a.txt": b"a"}))
    packed[6] |= 1
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def _spoiled() -> bytes:
    """Its content isn't what its list says."""
    return zipped({"a.txt": b"abcdef"}, packing=zipfile.ZIP_STORED).replace(b"abcdef", b"abcdeg", 1)


def _patched() -> bytes:
    """Its content is said to be the difference to another file."""
    packed = bytearray(zipped({"a.txt": b"a"}))
    packed[packed.find(b"PK\x01\x02") + 8] |= 0x20
    return bytes(packed)


def _nameless() -> bytes:
    """An entry without a name: its name ends before it begins."""
    return zipped({"a.txt": b"a"}).replace(b"a.txt", b"\0.txt")


def _talkative() -> bytes:
    """Twenty files, and remarks on them that fill the memory of whoever opens the archive."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        for number in range(20):
            info = zipfile.ZipInfo(f"{number}.txt")
            info.comment = b"x" * 60_000
            archive.writestr(info, b"words")
    return room.getvalue()


ARCHIVES = {
    "empty": (lambda: zipped({"folder/": b""}), "box.zip", "archive-empty"),
    "long": (lambda: zipped({f"{n}.txt": b"%d" % n for n in range(101)}), "box.zip", "archive-long"),
    "list_too_long": (_talkative, "box.zip", "archive-long"),
    "large": (lambda: zipped({f"{n}.txt": b"\0" * 1024 * 1024 for n in range(16)}), "box.zip", "archive-large"),
    "locked": (_locked, "a.txt", "archive-locked"),
    "spoiled": (_spoiled, "a.txt", "archive-broken"),
    "lzma": (lambda: zipped({"a.txt": b"a"}, packing=zipfile.ZIP_LZMA), "a.txt", "archive-broken"),
    "misnamed": (lambda: zipped({"ä.txt": b"a"}).replace("ä".encode(), b"\xff\xff", 1), "ä.txt", "archive-broken"),
    "patched": (_patched, "a.txt", "archive-broken"),
    "nameless": (_nameless, "0", "unknown-type"),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_an_archive_that_isnt_to_be_unpacked_says_why(cast: Cast, settings, case):
    make, name, reason = ARCHIVES[case]
    settings.UPLOAD_LIMIT = 3 * 1024 * 1024
    batch = batch_of(cast.mara, {"box.zip": make()})
    take_all()
    assert (reasons(batch), Asset.objects.count()) == ({name: reason}, 0)


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


def in_the_storage(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_an_archive_is_removed_once_nothing_in_it_waits(cast: Cast, own_files):
    """Each lies under a name of its own: the same one sent twice is needed by the other still."""
    box, shut = zipped({"a.txt": b"A", "b.txt": b"B", "film.mov": b"x"}), b"PK not really"
    batch_of(cast.mara, {"box.zip": box, "again.zip": box, "shut.zip": shut})
    assert len(in_the_storage(own_files / "archives")) == 3
    while commands.take_in_waiting(now=NOW):
        assert not BatchFile.objects.archives_over().filter(entries__state="waiting").exists()
        while commands.remove_archive():
            pass
    assert in_the_storage(own_files / "archives") == []
    assert dict(BatchFile.objects.filter(packed_in=None).values_list("name", "file")) == {
        "box.zip": "", "again.zip": "", "shut.zip": "",
    }  # fmt: skip
    assert sorted(BatchFile.objects.exclude(packed_in=None).values_list("name", "state")) == [
        ("a.txt", "made"), ("a.txt", "same"), ("b.txt", "made"), ("b.txt", "same"),
        ("film.mov", "refused"), ("film.mov", "refused"),
    ]  # fmt: skip


def test_what_waits_keeps_its_file(cast: Cast):
    batch_of(cast.mara, {"a.txt": b"A"})
    with pytest.raises(Error, match="batch_file_waits_in_the_storage"), transaction.atomic():
        BatchFile.objects.update(file="")


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


# --- workers that die


def test_a_file_that_kills_every_worker_is_given_up(cast: Cast):
    batch = batch_of(cast.mara, {"a.txt": b"a"})
    BatchFile.objects.update(attempts=3, lease_until=NOW)
    assert (take_all(now=NOW), take_all(now=AFTER_THE_LEASE)) == (0, 1)
    assert (reasons(batch), Asset.objects.count()) == ({"a.txt": "gave-up"}, 0)


def test_a_worker_declared_dead_makes_nothing_any_more(cast: Cast):
    from apps.collateral.commands import batches as worker

    batch_of(cast.mara, {"a.txt": b"a"})
    slow = worker._claim(NOW)
    assert commands.take_in_waiting(now=AFTER_THE_LEASE) is True
    worker._take_in(slow, AFTER_THE_LEASE)
    worker._refuse(slow, "gave-up")
    assert (Asset.objects.count(), BatchFile.objects.get().state) == (1, "made")


def test_the_database_makes_no_second_asset_of_a_file(cast: Cast):
    batch_of(cast.mara, {"a.txt": b"a"})
    take_all()
    other = make_draft(cast.mara, content=b"other")
    for change in ({"state": "waiting", "asset": None}, {"asset": None}, {"state": "refused", "asset": None}):
        with pytest.raises(Error), transaction.atomic():
            BatchFile.objects.update(**change)
    with pytest.raises(Error, match="batch_file_makes_asset_once"), transaction.atomic():
        BatchFile.objects.create(
            batch=Batch.objects.get(), number=2, name="x", size=1, state="made", asset=BatchFile.objects.get().asset
        )
    assert Asset.objects.exclude(pk=other.pk).count() == 1


def test_the_database_keeps_the_rows_of_a_batch_whole(cast: Cast):
    batch = batch_of(cast.mara, {"box.zip": zipped({"a.txt": b"A"})})
    take_all()
    box = BatchFile.objects.get(name="box.zip")
    row = {"batch": batch, "number": 9, "name": "x", "size": 1, "state": "refused", "reason": "gave-up"}
    for name, change in {
        "batch_file_refused_says_why": {"reason": ""},
        "batch_file_unpacked_once": {"packed_in": box, "entry": 0},
        "batch_file_publish_made": {"to_publish": True},
        "batch_file_number_once": {"number": 1},
        "batch_file_packed_as_an_entry": {"entry": 3},
        "batch_file_asset_where_it_is_in": {"state": "made"},
        "batch_file_state_known": {"state": "lost"},
    }.items():
        with pytest.raises(Error, match=name), transaction.atomic():
            BatchFile.objects.create(**row | change)
    for name, change in {
        "batch_audience_known": {"audience": "all"},
        "batch_for_all_of_a_list": {"for_all": ["language"]},
    }.items():
        with pytest.raises(Error, match=name), transaction.atomic():
            Batch.objects.update(**change)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_files_a_worker_killed_in_the_middle_loses_and_doubles_none(transactional_db: None, own_files):
    """A real process, killed by -9 while it takes the files in: the next one goes on where it stopped."""
    cast = make_cast()
    inside = {f"{number}.txt": b"Sheet %d" % number for number in range(25)}
    loose = {f"{number}.txt": b"Sheet %d" % number for number in range(25, 50)}
    batch = batch_of(cast.mara, loose | {"box.zip": zipped(inside)})
    worker = start_taking(home=own_files.parent)
    try:
        until(lambda: Asset.objects.count() >= 5, within=60, what=Asset.objects.count)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert 5 <= Asset.objects.count() < 50
    later = AFTER_THE_LEASE.replace(year=2100)
    take_all(now=later)
    titles = sorted(Asset.objects.values_list("title", flat=True), key=int)
    assert titles == [str(number) for number in range(50)]
    assert sorted(told(batch, cast.mara).values()) == ["being_read"] * 50 + ["unpacked"]


def start_taking(*, home: Path) -> subprocess.Popen[bytes]:
    """The worker's task over and over, in a process of its own, on this test's database and files."""
    code = """
import django
django.setup()
from django.utils import timezone
from apps.collateral import commands
while commands.take_in_waiting(now=timezone.now()):
    pass
"""
    at = connection.settings_dict
    url = f"postgres://{at['USER']}:{quote(at['PASSWORD'])}@/{at['NAME']}?host={at['HOST']}&port={at['PORT']}"
    environ = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "ACCORD_HOME": str(home)}
    home_of_code = portal_settings.BASE_DIR
    return subprocess.Popen([sys.executable, "-c", code], env=environ, cwd=home_of_code, start_new_session=True)


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
