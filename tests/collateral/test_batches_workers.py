"""Workers that take files in: slow ones, several, and ones that die. Each file becomes one asset at most."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as portal_settings
from django.db import Error, connection, transaction

from apps.collateral import commands
from apps.collateral.models import Asset, Batch, BatchFile
from apps.notices.models import Notice
from tests.cast import NOW, Cast, make_cast
from tests.collateral.batching import batch_of, reasons, told, zipped
from tests.factories.collateral import make_draft, take_all
from tests.races import in_order
from tests.running.waiting import until

AFTER_THE_LEASE = NOW + timedelta(seconds=61)


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
    worker._refuse(slow, "gave-up", AFTER_THE_LEASE)
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
def test_two_workers_who_take_the_last_two_in_tell_the_owner_once(transactional_db: None, own_files):
    """Also where only one of them makes something, and the other one ends last."""
    cast = make_cast()
    make_draft(cast.mara, content=b"Known")
    batch_of(cast.mara, {"a.txt": b"a", "known.txt": b"Known"}, owner=cast.sam)
    assert in_order(*[lambda: commands.take_in_waiting(now=NOW)] * 2) == [True, True]
    told_of = Notice.objects.filter(kind="asset-owner").values_list("recipient", "facts")
    assert list(told_of) == [(cast.sam.pk, {"more": ""})]


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
