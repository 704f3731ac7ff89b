"""Files in the worker: read once, read again after a kill, and told of where they can't be."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection

from apps.collateral import commands, queries
from apps.collateral.commands.ground import WrongState
from apps.collateral.models import AssetVersion, Passage
from apps.notices.models import Notice
from tests.cast import NOW, Cast, make_cast
from tests.factories import files, spoiled_files
from tests.factories.collateral import make_draft, read_all, upload
from tests.running.waiting import until

SOON = NOW + timedelta(seconds=30)
AFTER_THE_LEASE = NOW + timedelta(seconds=61)


def version_of(asset) -> AssetVersion:
    return AssetVersion.objects.get(current_of=asset)


def test_pages_are_kept_with_their_numbers(cast: Cast):
    asset = make_draft(cast.mara, name="Price list.pdf", content=files.pdf())
    assert commands.read_waiting(now=SOON) is True
    version = version_of(asset)
    assert (version.reading, version.page_count, version.read_at, version.lease_until, version.kind) == (
        "read", 3, SOON, None, "pdf",
    )  # fmt: skip
    told = dict(Passage.objects.filter(version=version).values_list("number", "text"))
    assert sorted(told) == [1, 2, 3]
    assert ["Kupferfinger" in told[number] for number in (1, 2, 3)] == [False, False, True]
    assert commands.read_waiting(now=SOON) is False


SPOILED = {
    "broken": ("broken.pdf", lambda: spoiled_files.truncated(files.pdf()), "is damaged"),
    "encrypted": ("secret.pdf", spoiled_files.encrypted_pdf, "needs a password"),
    "encrypted_office": ("secret.docx", spoiled_files.encrypted_docx, "needs a password"),
    "misnamed": ("really.pdf", files.docx_file, "inside it is a Word document"),
    "picture": ("really.docx", spoiled_files.picture, "inside it is a picture"),
    "scanned": ("scan.pdf", spoiled_files.scanned_pdf, "no words in this file"),
    "macros": ("macros.docx", spoiled_files.docx_with_macros, "carries macros"),
    "bomb": ("bomb.docx", spoiled_files.docx_bomb, "more room than can be given"),
}


@pytest.mark.parametrize("case", SPOILED)
def test_a_file_that_cannot_be_read_is_kept_and_says_why(cast: Cast, case, own_files):
    name, content, says = SPOILED[case]
    given = content()
    asset = make_draft(cast.mara, name=name, content=given)
    before = make_draft(cast.milo, name="fine.txt", content=b"Fine")
    assert read_all(now=SOON) == 2
    version = version_of(asset)
    assert (version.reading, version.lease_until) == ("unreadable", None)
    assert says in queries.in_the_way(version)
    assert (own_files / version.file).read_bytes() == given
    assert [(notice.recipient, notice.kind) for notice in Notice.objects.all()] == [(cast.mara, "asset-unreadable")]
    assert version_of(before).reading == "read"
    assert queries.found(queries.library(viewer=cast.mara), name).get() == asset


def test_a_mended_file_takes_the_broken_ones_place(cast: Cast):
    asset = make_draft(cast.mara, name="broken.pdf", content=spoiled_files.truncated(files.pdf()))
    read_all()
    commands.add_version(
        actor=cast.mara, asset=asset, file=upload("mended.pdf", files.pdf()), change_note="Saved anew", now=NOW
    )
    read_all()
    told = list(asset.versions.order_by("number").values_list("number", "reading"))
    assert told == [(1, "unreadable"), (2, "read")]


def test_read_again_is_for_what_could_not_be_read(cast: Cast):
    asset = make_draft(cast.mara, content=b"Fine")
    with pytest.raises(WrongState):
        commands.read_again(actor=cast.mara, asset=asset, now=NOW)
    read_all()
    with pytest.raises(WrongState):
        commands.read_again(actor=cast.mara, asset=asset, now=NOW)


def test_read_again_puts_it_before_the_worker(cast: Cast, own_files):
    asset = make_draft(cast.mara, name="notes.txt", content=b"Fine")
    (own_files / asset.current.file).write_bytes(b"")
    read_all()
    assert version_of(asset).reason == "nothing_to_read"
    (own_files / asset.current.file).write_bytes(b"Fine")
    with pytest.raises(PermissionDenied):
        commands.read_again(actor=cast.sam, asset=asset, now=NOW)
    commands.read_again(actor=cast.milo, asset=asset, now=NOW)
    assert read_all() == 1
    version = version_of(asset)
    assert (version.reading, version.reason, version.attempts) == ("read", "", 1)


def die_while_reading(asset, *, at, attempts):
    """What a worker leaves behind that was killed in the middle."""
    AssetVersion.objects.filter(current_of=asset).update(
        reading="reading", attempts=attempts, lease_until=at + timedelta(seconds=60)
    )


def test_what_a_killed_worker_left_is_read_after_its_lease(cast: Cast):
    asset = make_draft(cast.mara, content=b"Fine")
    die_while_reading(asset, at=NOW, attempts=1)
    assert commands.read_waiting(now=SOON) is False
    assert commands.read_waiting(now=AFTER_THE_LEASE) is True
    version = version_of(asset)
    assert (version.reading, version.attempts, version.passages.count()) == ("read", 2, 1)


def test_a_file_that_kills_every_worker_is_given_up(cast: Cast):
    asset = make_draft(cast.mara, content=b"Fine")
    die_while_reading(asset, at=NOW, attempts=3)
    assert commands.read_waiting(now=AFTER_THE_LEASE) is True
    version = version_of(asset)
    assert (version.reading, version.reason, version.passages.count()) == ("unreadable", "gave_up", 0)
    assert "broke off again and again" in queries.in_the_way(version)


def test_a_worker_declared_dead_writes_nothing_any_more(cast: Cast):
    """It wakes up after another worker has taken its file over: the other's pages stay, and none is doubled."""
    from apps.collateral.commands import reading as worker

    asset = make_draft(cast.mara, content=b"Fine")
    slow = worker._claim(NOW)
    assert commands.read_waiting(now=AFTER_THE_LEASE) is True
    worker._keep(slow, worker.reading.Reading(kind="text", pages=[worker.reading.Page(1, "stale")], page_count=1), SOON)
    worker._cannot_read(slow, "broken", {}, SOON)
    version = version_of(asset)
    assert (version.reading, list(version.passages.values_list("text", flat=True))) == ("read", ["Fine"])


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(transactional_db: None, own_files):
    """A real process, killed by -9 while it holds the file: after its lease the next one reads all of it, once."""
    cast = make_cast()
    asset = make_draft(cast.mara, name="long.pdf", content=spoiled_files.pdf_of_many_pages(1900))
    worker = start_reading(home=own_files.parent)
    try:
        until(lambda: version_of(asset).reading == "reading", within=60, what=lambda: version_of(asset).reading)
        assert worker.poll() is None
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    left = version_of(asset)
    assert (left.reading, left.attempts, left.passages.count()) == ("reading", 1, 0)
    assert commands.read_waiting(now=left.lease_until) is False
    assert commands.read_waiting(now=left.lease_until + timedelta(seconds=1)) is True
    version = version_of(asset)
    assert (version.reading, version.attempts, version.passages.count()) == ("read", 2, 1900)


def start_reading(*, home: Path) -> subprocess.Popen[bytes]:
    """A worker's one task, in a process of its own, on this test's database and files."""
    code = """
import django
django.setup()
from django.utils import timezone
from apps.collateral import commands
commands.read_waiting(now=timezone.now())
"""
    at = connection.settings_dict
    url = f"postgres://{at['USER']}:{quote(at['PASSWORD'])}@/{at['NAME']}?host={at['HOST']}&port={at['PORT']}"
    environ = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "ACCORD_HOME": str(home)}
    return subprocess.Popen([sys.executable, "-c", code], env=environ, cwd=settings.BASE_DIR, start_new_session=True)
