"""Pictures of pages: drawn by the worker in its limited child, shown to who may have the file."""

import io
import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from apps.collateral import commands
from apps.collateral.commands.ground import WrongState
from apps.collateral.models import AssetVersion
from apps.collateral.reading import Limits, as_pdf
from apps.collateral.reading import office as office_of_reading
from tests.cast import NOW, Cast, client_of
from tests.factories import files, spoiled_files
from tests.factories.collateral import kind_of_collateral, make_draft, published, read_all, upload
from tests.walker import Walker

AFTER_THE_LEASE = NOW + timedelta(seconds=61)


REAL_PATH = os.environ["PATH"]


@pytest.fixture(autouse=True)
def no_office(monkeypatch, tmp_path):
    """Whatever this machine has, LibreOffice is there where a test puts it alone."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def office(tmp_path, code: str) -> None:
    """A program in LibreOffice's place; `arguments` are what it is called with, `out` is where its PDF belongs."""
    program = tmp_path / "bin" / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport os, pathlib, sys, time\narguments = sys.argv[1:]\n"
        f"given = pathlib.Path(arguments[-1])\nout = given.with_suffix('.pdf')\n{code}\n"
    )
    program.chmod(0o700)


def draw_all(now=NOW, **limits) -> int:
    count = 0
    while commands.draw_waiting(now=now, **limits):
        count += 1
    return count


def made(actor, name: str, content: bytes, **said):
    """A draft that was read and drawn."""
    asset = make_draft(actor, name=name, content=content, kind=kind_of_collateral(), audience="internal", **said)
    read_all()
    draw_all()
    asset.refresh_from_db()
    return asset


def picture_url(version, page: int = 1) -> str:
    return f"/collateral/previews/{version.pk}/{version.sha256}/{page}.webp"


def picture_of(member, version, page: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(b"".join(client_of(member).get(picture_url(version, page)).streaming_content)))


def is_blank(picture: Image.Image) -> bool:
    """One colour all over, but for the edge of a card."""
    (darkest, _lightest) = picture.convert("L").crop((10, 10, picture.width - 10, picture.height - 10)).getextrema()
    return darkest > 200


# --- PDF


def test_the_first_page_of_a_pdf_is_drawn_and_shown(cast: Cast):
    asset = published(made(cast.mara, "Prices.pdf", files.pdf()))
    version = asset.current
    picture = picture_of(cast.sam, version)
    assert (version.preview, picture.format, picture.width, is_blank(picture)) == ("drawn", "WEBP", 720, False)
    page = Walker(cast.sam).open(f"/collateral/{asset.pk}/").page
    assert page.xpath("//*[@id='preview']//img/@src") == [picture_url(version)]
    thumbs = Walker(cast.sam).open("/collateral/").page.xpath("//tr[@data-row]//img[@class='thumb']/@src")
    assert thumbs == [picture_url(version)]
    response = client_of(cast.sam).get(picture_url(version))
    wanted = {
        "Content-Type": "image/webp",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cache-Control": "private, max-age=3600, immutable",
    }
    assert {name: response[name] for name in wanted} == wanted


def test_a_scan_without_words_is_drawn_all_the_same(cast: Cast):
    version = made(cast.mara, "scan.pdf", spoiled_files.scanned_pdf()).current
    assert (version.reading, version.preview) == ("unreadable", "drawn")


def test_pictures_are_for_who_may_have_the_file(cast: Cast):
    draft = made(cast.mara, "draft.pdf", files.pdf())
    asset = published(made(cast.mara, "Prices.pdf", files.pdf()))
    older = asset.current
    commands.add_version(actor=cast.mara, asset=asset, file=upload(), change_note="New", now=NOW)
    told = [
        [client_of(member).get(picture_url(version)).status_code for member in (None, cast.sam, cast.milo)]
        for version in (draft.current, older)
    ]
    assert told == [[302, 404, 200], [302, 403, 200]]
    assert client_of(cast.milo).get(picture_url(older).replace(older.sha256, "0" * 64)).status_code == 404


def test_of_what_is_recalled_no_page_shows_a_picture_that_its_reader_cant_have(cast: Cast):
    asset = published(made(cast.mara, "Prices.pdf", files.pdf()))
    commands.recall_asset(actor=cast.mara, asset=asset, reason="A digit is missing", now=NOW)
    for member, shown in ((cast.sam, []), (cast.mara, [picture_url(asset.current)])):
        walker = Walker(member).open("/collateral/?state=recalled").reads("Prices")
        assert walker.page.xpath("//tr[@data-row]//img[@class='thumb']") == []
        page = walker.open(f"/collateral/{asset.pk}/").page
        assert page.xpath("//*[@id='preview']//img/@src") == shown


def test_further_pages_are_drawn_when_somebody_looks(cast: Cast):
    asset = published(made(cast.mara, "Prices.pdf", files.pdf()))
    walker = Walker(cast.sam).open(f"/collateral/{asset.pk}/pages/1/").follow("Next page")
    walker.reads("Page 2 of 3", "The page is being drawn")
    assert [commands.draw_page(version=asset.current, page=page) for page in (2, 2, 99)] == [True, True, False]
    walker.open(walker.url).does_not_read("being drawn")
    assert walker.page.xpath("//*[@id='picture']//img/@src") == [picture_url(asset.current, 2)]
    assert is_blank(picture_of(cast.sam, asset.current, 2)) is False
    for number in ("0", "4", "99999999999999999999"):
        walker.open(f"/collateral/{asset.pk}/pages/{number}/", expect=404)


# --- all else


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Prices.docx", files.docx_file()),
        ("Prices.xlsx", files.xlsx_book({"Prices": [["Gasket", 0.8]]})),
        ("notes.txt", b"Meters for everybody, without end. " * 100),
    ],
)
def test_what_cannot_be_drawn_shows_its_first_words(cast: Cast, name, content):
    version = made(cast.mara, name, content).current
    picture = picture_of(cast.mara, version)
    assert (version.preview, picture.size, is_blank(picture)) == ("card", (720, 540), False)


def test_a_speakers_notes_are_on_no_card(cast: Cast):
    version = made(cast.mara, "deck.pptx", files.pptx_file([[]], notes={1: "Never say this aloud"})).current
    assert (version.reading, version.preview) == ("read", "none")


def test_office_files_are_drawn_by_libreoffice_where_it_is(cast: Cast, tmp_path):
    """Each call has a profile of its own, and nothing of it stays."""
    prepared = tmp_path / "prepared.pdf"
    prepared.write_bytes(files.pdf())
    office(
        tmp_path,
        f"pathlib.Path({str(tmp_path)!r}, 'calls').open('a').write(repr([*arguments, given.read_bytes()[:2]]) + '\\n')"
        f"\nout.write_bytes(pathlib.Path({str(prepared)!r}).read_bytes())",
    )
    # Its limits forbid it to write outside of what they allow, not to write at all.
    versions = [made(cast.mara, name, files.docx_file()).current for name in ("one.docx", "two.docx")]
    assert [(version.preview, picture_of(cast.mara, version).width) for version in versions] == [("drawn", 720)] * 2
    calls = [eval(line) for line in (tmp_path / "calls").read_text().splitlines()]
    profiles = {argument for call in calls for argument in call if str(argument).startswith("-env:")}
    assert (len(calls), len(profiles)) == (2, 2)
    assert all(call[:1] == ["--headless"] and call[-1] == b"PK" for call in calls)
    assert [call[-2] for call in calls if os.path.exists(call[-2])] == []
    # However long it is, one page of it is written.
    first_page = 'pdf:writer_pdf_Export:{"PageRange":{"type":"string","value":"1"}}'
    assert [call[call.index("--convert-to") + 1] for call in calls] == [first_page] * 2


def naming_a_picture_of(path: Path) -> bytes:
    """A Word file in which a picture of the server's disk is to be shown."""
    document = docx.Document()
    document.add_paragraph("Prices are net")
    document.add_picture(str(path))
    part = document.part
    link = part.relate_to(path.as_uri(), RELATIONSHIP_TYPE.IMAGE, is_external=True)
    (blip,) = document.element.body.iter(qn("a:blip"))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), link)
    return files.saved(document)


def is_red(picture: Image.Image) -> bool:
    red, green, _blue = picture.convert("RGB").split()
    return ImageChops.subtract(red, green).getextrema()[1] > 100


def test_office_files_look_as_this_machine_can_draw_them(cast: Cast, tmp_path, monkeypatch):
    """By LibreOffice itself where it is; nothing of the machine's own gets into a picture."""
    monkeypatch.setenv("PATH", REAL_PATH)
    Image.new("RGB", (200, 200), (255, 0, 0)).save(tmp_path / "of the server.png")
    given = {
        "a.docx": naming_a_picture_of(tmp_path / "of the server.png"),
        "a.pptx": files.pptx_file([("Aurora",)], notes={1: "Never say this aloud"}),
        # More than its time would allow, were it all to be written.
        "a.xlsx": files.xlsx_book({"Prices": [[f"Seal {row}", *range(40)] for row in range(4_000)]}),
    }
    versions = [made(cast.mara, name, content).current for name, content in given.items()]
    pictures = [picture_of(cast.mara, version) for version in versions]
    way = "drawn" if shutil.which("soffice") else "card"
    assert [(one.preview, picture.width) for one, picture in zip(versions, pictures, strict=True)] == [(way, 720)] * 3
    assert [(is_blank(picture), is_red(picture)) for picture in pictures] == [(False, False)] * 3


@pytest.mark.parametrize("code", ["time.sleep(60)", "sys.exit(1)"])
def test_a_libreoffice_that_hangs_or_fails_is_ended_and_does_without(tmp_path, monkeypatch, code):
    office(tmp_path, f"pathlib.Path({str(tmp_path)!r}, 'pid').write_text(str(os.getpid()))\n{code}")
    document = tmp_path / "a.docx"
    document.write_bytes(files.docx_file())
    folder = tmp_path / "room"
    folder.mkdir()
    socket = tmp_path / f"OSL_PIPE_0_{office_of_reading.name_of_socket(folder)}"
    monkeypatch.setattr(office_of_reading, "SOCKETS", tmp_path)
    socket.touch()
    assert as_pdf(document, "docx", folder=folder, limits=Limits(wall_seconds=1.5, open_files=64)) is None
    assert not socket.exists()
    group = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


# --- what goes wrong


def wide_page() -> bytes:
    """A page an inch wide and two hundred high: as wide as others it would take a hundred million pixels."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(72, 14_400))
    canvas.drawString(10, 14_000, "Narrow")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (spoiled_files.encrypted_pdf, "encrypted", "needs a password"),
        (wide_page, "too_large", "A page of this file is too large to be drawn."),
    ],
)
def test_what_fails_says_why_and_is_drawn_again_on_request(cast: Cast, own_files, content, reason, says):
    asset = made(cast.mara, "a.pdf", content())
    version = asset.current
    assert (version.preview, version.preview_reason) == ("failed", reason)
    with pytest.raises(PermissionDenied):
        commands.draw_again(actor=cast.sam, asset=asset, now=NOW)
    walker = Walker(cast.mara).open(f"/collateral/{asset.pk}/").reads("Its first page can't be drawn.", says)
    (own_files / version.file).write_bytes(files.pdf())
    walker.press("Draw it again").reads("The preview is being drawn again.")
    assert draw_all() == 1
    version.refresh_from_db()
    assert (version.preview, version.preview_reason) == ("drawn", "")
    with pytest.raises(WrongState):
        commands.draw_again(actor=cast.mara, asset=asset, now=NOW)


def test_what_a_killed_worker_left_is_drawn_after_its_lease_and_given_up_in_the_end(cast: Cast):
    asset = make_draft(cast.mara, name="a.pdf", content=files.pdf())
    read_all()
    rows = AssetVersion.objects.filter(pk=asset.current_id)
    rows.update(preview_attempts=1, preview_again_at=NOW + timedelta(seconds=60))
    assert (draw_all(), draw_all(AFTER_THE_LEASE)) == (0, 1)
    rows.update(preview="waiting", preview_attempts=3)
    draw_all()
    assert rows.values_list("preview", "preview_reason").get() == ("failed", "too_long")


def test_nothing_is_drawn_or_shown_that_the_scanner_didnt_let_through(cast: Cast):
    asset = made(cast.mara, "a.pdf", files.pdf())
    rows = AssetVersion.objects.filter(pk=asset.current_id)
    rows.update(scan="pending", preview="waiting")
    assert (draw_all(), client_of(cast.mara).get(picture_url(asset.current)).status_code) == (0, 404)
    rows.update(scan="infected", scan_found="Virus", reading="unreadable", reason="infected", preview="drawn")
    assert (draw_all(), client_of(cast.mara).get(picture_url(asset.current)).status_code) == (0, 404)
    assert commands.draw_page(version=rows.get(), page=2) is False


def test_the_database_refuses_a_failure_without_a_reason(cast: Cast):
    asset = make_draft(cast.mara)
    for wrong in ({"preview": "failed"}, {"preview": "lost"}, {"preview_reason": "broken"}):
        with pytest.raises(Error), transaction.atomic():
            AssetVersion.objects.filter(pk=asset.current_id).update(**wrong)
