"""Each limit met by a file made for it: the asset's page says the kind of failure, and the next file is read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.collateral import commands
from apps.collateral.commands.reading import LIMITS
from apps.collateral.models import AssetVersion
from tests.cast import NOW, Cast, make_cast
from tests.factories import spoiled_files
from tests.factories.collateral import make_draft
from tests.races import at_once
from tests.running.waiting import until
from tests.walker import Walker
from tests.web import web_server

MEBIBYTE = 2**20
ROOM = "takes more room than can be given to one file"
LONG = "takes too long to read"
# Modest on the disk, and heavy once it is parsed.
HEAVY = spoiled_files.docx_with_long_xml(400_000)
CASES = {
    "file": ({"file_bytes": 1_000_000}, "a.txt", lambda: b"w" * 1_000_001, "larger than 1 MB"),
    "unpacked": ({"unpacked_bytes": 1_000_000}, "a.docx", lambda: spoiled_files.docx_bomb(2), ROOM),
    "ratio": ({"ratio_from_bytes": 1_000_000, "ratio": 20}, "a.docx", lambda: spoiled_files.docx_bomb(2), ROOM),
    "members": ({"members": 50}, "a.docx", lambda: spoiled_files.docx_of_many_members(60), ROOM),
    "nesting": ({}, "a.html", lambda: b"<html><body>" + b"<div>" * 300 + b"deep", "nested too deep"),
    "memory": ({"memory_bytes": 256 * MEBIBYTE, "ratio": 10**6}, "a.docx", lambda: HEAVY, ROOM),
    "time": ({"cpu_seconds": 1, "ratio": 10**6}, "a.docx", lambda: HEAVY, LONG),
    "pages": ({"pages": 3}, "a.txt", lambda: b"1\f2\f3\f4", "has more than 3 pages"),
    "text": ({"text_bytes": 1_000}, "a.txt", lambda: b"meter " * 500, "more text than can be searched"),
}


def version_of(asset) -> AssetVersion:
    return AssetVersion.objects.get(current_of=asset)


@pytest.mark.parametrize("limit", CASES)
def test_a_file_that_meets_a_limit_says_which_and_the_next_is_read(cast: Cast, limit):
    limits, name, content, says = CASES[limit]
    hostile = make_draft(cast.mara, name=name, content=content())
    fine = make_draft(cast.milo, content=b"Still here", now=NOW + timedelta(seconds=1))
    told = [commands.read_waiting(now=NOW, limits=replace(LIMITS, **limits)), commands.read_waiting(now=NOW)]
    version = version_of(hostile)
    assert (told, version.reading, version.reason_facts["limit"]) == ([True, True], "unreadable", limit)
    Walker(cast.mara).open(f"/collateral/{hostile.pk}/").reads(f"“{name}” can't be read", says)
    Walker(cast.milo).open(f"/collateral/{fine.pk}/").reads("Still here").does_not_read("can't be read")


def test_a_file_that_calls_somebody_is_read_without_the_call(cast: Cast):
    with web_server() as web:
        page = f'<html><body><img src="{web.url("/seen")}"><iframe src="{web.url("/seen")}"></iframe><p>Read</p>'
        asset = make_draft(cast.mara, name="a.html", content=page.encode())
        entity = make_draft(cast.mara, name="a.docx", content=spoiled_files.docx_asking_for(web.url("/seen")))
        while commands.read_waiting(now=NOW):
            pass
        assert (version_of(asset).reading, version_of(entity).reading, web.asked) == ("read", "read", [])


@pytest.mark.django_db(transaction=True)
def test_anothers_file_is_read_while_one_takes_all_its_time(transactional_db: None):
    """Two workers: one is held by a file until its clock runs out, the other goes on meanwhile."""
    cast = make_cast()
    slow = make_draft(cast.mara, name="slow.docx", content=spoiled_files.docx_with_long_xml(1_500_000))
    other = make_draft(cast.milo, content=b"Still here", now=NOW + timedelta(seconds=1))
    patient = replace(LIMITS, wall_seconds=5.0, ratio=10**6, memory_bytes=4 * 1024 * MEBIBYTE)

    def goes_on() -> list[str]:
        until(lambda: version_of(slow).reading == "reading", within=30, what=lambda: version_of(slow).reading)
        commands.read_waiting(now=NOW)
        return [version_of(one).reading for one in (other, slow)]

    told = at_once(lambda: commands.read_waiting(now=NOW, limits=patient), goes_on)
    version = version_of(slow)
    assert (told, version.reason, version.reason_facts) == (
        [True, ["read", "reading"]], "too_long", {"limit": "time"},
    )  # fmt: skip


def test_limits_of_the_worker_are_within_a_tasks_time():
    assert (LIMITS.wall_seconds, LIMITS.cpu_seconds, LIMITS.memory_bytes) == (20.0, 20, 1024**3)
