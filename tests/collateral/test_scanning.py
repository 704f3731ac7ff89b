"""Files before the virus scanner: nothing is served or published before its verdict, and nothing infected ever."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, transaction

from apps.collateral import commands, scanning
from apps.collateral.commands.scanning import Infected, NotScanned
from apps.collateral.models import Asset, AssetVersion
from apps.notices.models import Notice
from portal import env
from tests.cast import NOW, Cast, client_of
from tests.clamd import EICAR, MEGABYTE, OWN, Scanner, clamd_server, scanner_of_this_machine
from tests.factories.collateral import kind_of_collateral, make_draft, published, read_all, upload
from tests.machine import Caller, make_token
from tests.walker import Walker

BAD = b"X5O!P%@AP-TEST"
VIRUS = "Win.Test.EICAR_HDB-1"
AGAIN = timedelta(seconds=60)


@pytest.fixture
def scanner(settings) -> Iterator[Scanner]:
    with clamd_server() as scanner:
        scanner.viruses[BAD] = VIRUS
        settings.CLAMD_URL = scanner.url
        yield scanner


def scan_all(now=NOW) -> int:
    count = 0
    while commands.scan_waiting(now=now):
        count += 1
    return count


def complete(actor, content: bytes = b"Meters for everybody", **said) -> Asset:
    """A draft with all that publishing asks for."""
    return make_draft(actor, content=content, kind=kind_of_collateral(), audience="internal", **said)


def told(version) -> tuple[str, str]:
    version.refresh_from_db()
    return version.scan, version.reading


def statuses(member, version) -> list[int]:
    """By the link with the hash, by the link that stays, and by API."""
    client = client_of(member)
    pages = [f"/collateral/files/{version.pk}/{version.sha256}/", f"/collateral/{version.asset_id}/file/"]
    api = Caller(make_token(member))("get", f"assets/{version.asset_id}/versions/{version.pk}/file/")
    return [*(client.get(page).status_code for page in pages), api.status_code]


# --- the protocol


@pytest.mark.parametrize("way", ["tcp", "unix"])
def test_the_file_is_sent_as_it_is_and_the_verdict_believed(way):
    content = bytes(range(256)) * 1_000
    with (
        tempfile.TemporaryDirectory() as folder,
        clamd_server(Path(folder) / "clamd.sock" if way == "unix" else None) as scanner,
    ):
        scanner.viruses[BAD] = VIRUS
        found = [scanning.virus_in(io.BytesIO(file), url=scanner.url, seconds=5) for file in (content, BAD, b"")]
        assert (found, scanner.scanned) == (["", VIRUS, ""], [content, BAD, b""])


@pytest.mark.parametrize("says", ["INSTREAM size limit exceeded. ERROR", "stream: maybe", "OK and more", " FOUND"])
def test_what_is_no_verdict_is_never_taken_for_a_clean_one(says):
    with clamd_server() as scanner:
        scanner.says = says
        with pytest.raises(scanning.ScannerAway):
            scanning.virus_in(io.BytesIO(b"words"), url=scanner.url, seconds=5)


def test_a_scanner_that_never_answers_or_isnt_there_gives_no_verdict():
    with clamd_server() as scanner:
        scanner.silent = True
        with pytest.raises(scanning.ScannerAway):
            scanning.virus_in(io.BytesIO(b"words"), url=scanner.url, seconds=0.3)
        away = scanner.url
    for url in (away, "unix:///nowhere/clamd.sock"):
        with pytest.raises(scanning.ScannerAway):
            scanning.virus_in(io.BytesIO(b"words"), url=url, seconds=5)


def test_the_scanner_of_this_machine(cast: Cast, settings):
    """clamd itself where it is: what it finds also in an archive, and what it refuses."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("words/inside.txt", b"Prices " + OWN)
    given = [b"Meters for everybody", b"", EICAR, b"Prices " + OWN, archive.getvalue(), b"a" * MEGABYTE]
    large = [b"a" * (MEGABYTE + 1), b"a" * (30 * MEGABYTE)]
    with scanner_of_this_machine() as url:
        found = [scanning.virus_in(io.BytesIO(one), url=url, seconds=20) for one in given]
        for one in large:
            with pytest.raises(scanning.TooLarge):
                scanning.virus_in(io.BytesIO(one), url=url, seconds=20)
        assert scanning.version_of(url=url, seconds=20).startswith("ClamAV ")
        settings.CLAMD_URL = url
        assets = [complete(cast.mara, one) for one in (large[0], b"Prices " + OWN, b"Meters")]
        assert scan_all() == 3
    assert [name.removesuffix(".UNOFFICIAL") for name in found] == ["", "", "Test.Eicar", "Test.Own", "Test.Own", ""]
    # What is too large waits, is given to nobody, and keeps nothing else waiting.
    assert [told(one.current)[0] for one in assets] == ["pending", "infected", "clean"]
    assert statuses(cast.mara, assets[0].current) == [409] * 3
    assert [str(notice.recipient) for notice in Notice.objects.filter(kind="asset-not-scanned")] == [str(cast.ada)]


@pytest.mark.parametrize("url", ["http://scanner:3310", "tcp://", "unix://", "/run/clamd.sock", "scanner:3310"])
def test_an_address_that_is_none_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="CLAMD_URL must be"):
        env.scanner(url)


# --- before the verdict


def test_nothing_is_served_read_or_published_before_the_verdict(cast: Cast, scanner):
    asset = complete(cast.mara)
    version = asset.current
    assert (told(version), read_all(), statuses(cast.mara, version)) == (("pending", "waiting"), 0, [409] * 3)
    with pytest.raises(NotScanned):
        commands.publish_asset(actor=cast.mara, asset=asset, now=NOW)
    with pytest.raises(Error), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(state="published", published_at=NOW)
    walker = Walker(cast.mara).open(f"/collateral/{asset.pk}/").reads("The file is being checked for viruses.")
    assert walker.page.xpath("//a[contains(@href, '/collateral/files/')]") == []
    assert (scan_all(), scanner.scanned, read_all()) == (1, [b"Meters for everybody"], 1)
    assert (told(version), statuses(cast.mara, version)) == (("clean", "read"), [200] * 3)
    published(asset)
    assert statuses(cast.sam, version) == [200] * 3


def test_a_new_version_waits_while_the_older_stays_for_who_may_have_it(cast: Cast, scanner):
    asset = complete(cast.mara)
    scan_all()
    older = published(asset).current
    made = commands.add_version(actor=cast.mara, asset=asset, file=upload(content=b"x"), change_note="New", now=NOW)
    older.refresh_from_db()
    assert statuses(cast.sam, made) == [409] * 3
    assert client_of(cast.mara).get(f"/collateral/files/{older.pk}/{older.sha256}/").status_code == 200


# --- infected


def test_what_is_infected_is_never_served_and_told_to_who_must_know(cast: Cast, scanner):
    asset = complete(cast.milo, owner=cast.mara)
    scan_all()
    read_all()
    published(asset)
    first = asset.current
    bad = commands.add_version(
        actor=cast.milo, asset=asset, file=upload("prices.txt", b"Prices " + BAD), change_note="New", now=NOW
    )
    assert (scan_all(), read_all(), told(bad)) == (1, 0, ("infected", "unreadable"))
    assert [statuses(member, bad) for member in (cast.sam, cast.mara, cast.ada)] == [[409] * 3] * 3
    assert sorted(str(notice.recipient) for notice in Notice.objects.filter(kind="asset-infected")) == sorted(
        str(member) for member in (cast.mara, cast.milo, cast.ada)
    )
    walker = Walker(cast.mara).open(f"/collateral/{asset.pk}/")
    walker.reads("A virus was found in “prices.txt”", VIRUS, "bring an older version back").does_not_read("Read again")
    walker.follow("Bring back 1").press("Bring it back", change_note="The last clean one")
    walker.reads("Version 3 is in use now").does_not_read("Bring back 2")
    asset.refresh_from_db()
    assert (asset.current.sha256, told(asset.current)) == (first.sha256, ("clean", "read"))
    # The old link still exists, and still gives nothing.
    assert client_of(cast.mara).get(f"/collateral/files/{bad.pk}/{bad.sha256}/").status_code == 409
    with pytest.raises(Infected):
        commands.roll_back(actor=cast.mara, version=bad, change_note="Again", now=NOW)
    with pytest.raises(Error, match="version_stays_infected"), transaction.atomic():
        AssetVersion.objects.filter(pk=bad.pk).update(scan="clean", scan_found="")


def test_a_verdict_is_said_of_the_content_wherever_it_is(cast: Cast, scanner, settings):
    """A file that came before there was a scanner, read and shown since, and the same sent again."""
    settings.CLAMD_URL = ""
    old = complete(cast.mara, BAD)
    assert (scan_all(), read_all(), statuses(cast.mara, old.current)) == (0, 1, [200] * 3)
    settings.CLAMD_URL = scanner.url
    again = make_draft(cast.milo, content=BAD)
    assert scan_all() == 1
    assert [told(one.current) for one in (old, again)] == [("infected", "unreadable")] * 2
    assert old.current.passages.count() == 0
    with pytest.raises(Infected):
        commands.read_again(actor=cast.mara, asset=old, now=NOW)
    with pytest.raises(Infected):
        commands.publish_asset(actor=cast.mara, asset=old, now=NOW)


# --- the scanner away, or off


def test_while_the_scanner_is_away_files_wait_and_admins_hear_of_it_once(cast: Cast, scanner):
    scanner.says = "Can't allocate memory ERROR"
    asset = complete(cast.mara)
    for tries in range(7):
        assert scan_all(NOW + tries * AGAIN) == 0
    assert len(scanner.scanned) == 7
    assert commands.scan_waiting(now=NOW + 6 * AGAIN) is False
    assert len(scanner.scanned) == 7
    assert (told(asset.current), statuses(cast.mara, asset.current)) == (("pending", "waiting"), [409] * 3)
    assert [str(notice.recipient) for notice in Notice.objects.filter(kind="asset-not-scanned")] == [str(cast.ada)]
    scanner.says = ""
    assert (scan_all(NOW + 7 * AGAIN), told(asset.current)[0]) == (1, "clean")


def test_without_a_scanner_nothing_waits_for_it(cast: Cast, scanner, settings):
    waiting = complete(cast.mara)
    settings.CLAMD_URL = ""
    unchecked = complete(cast.mara, b"Other")
    assert (scan_all(), scanner.scanned) == (0, [])
    assert [told(one.current)[0] for one in (waiting, unchecked)] == ["none", "none"]
    assert statuses(cast.mara, waiting.current) == [200] * 3
    settings.CLAMD_URL = scanner.url
    assert (scan_all(), told(unchecked.current)[0]) == (2, "clean")
