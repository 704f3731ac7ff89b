"""Files that can't be read, cost too much, or mean harm; each is made by the means that make it elsewhere."""

import io
import zipfile
from collections.abc import Sequence

import msoffcrypto
from docx.oxml.ns import nsdecls
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.factories.files import docx_file, members, pdf, pptx_file, zip_file


def pdf_of_many_pages(count: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(1, count + 1):
        canvas.drawString(72, 720, f"Meter reading {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_with_lines(lines: Sequence[str]) -> bytes:
    """One page, however many lines: those beyond its lower edge are still its text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    text = canvas.beginText(72, 800)
    text.textLines("\n".join(lines), trim=0)
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()


def scanned_pdf() -> bytes:
    """A page that is a picture."""
    out = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(out, "PDF")
    return out.getvalue()


def encrypted_pdf(content: bytes | None = None) -> bytes:
    """Nobody opens it without the password."""
    return _encrypted_pdf(content or pdf(), user_password="between-us")


def owner_locked_pdf(content: bytes | None = None) -> bytes:
    """Everybody may read it; only its owner may change it."""
    return _encrypted_pdf(content or pdf(), user_password="")


def _encrypted_pdf(content: bytes, *, user_password: str) -> bytes:
    out = io.BytesIO()
    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password=user_password, owner_password="mine", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def encrypted_docx(content: bytes | None = None) -> bytes:
    return _encrypted_office(content or docx_file())


def encrypted_pptx(content: bytes | None = None) -> bytes:
    return _encrypted_office(content or pptx_file())


def _encrypted_office(content: bytes) -> bytes:
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(content)).encrypt("between-us", out)
    return out.getvalue()


def truncated(content: bytes) -> bytes:
    """As after a connection that broke half-way."""
    return content[: len(content) // 2]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


def xlsx_file() -> bytes:
    """As much of a workbook as says that it is one."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )
    return zip_file({"[Content_Types].xml": types.encode(), "xl/workbook.xml": b"<workbook/>"})


def docx_bomb(megabytes: int = 600) -> bytes:
    """Well under a hundredth of its size on the disk."""
    out = io.BytesIO(docx_file())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image1.bin", "w") as member,
    ):
        for _megabyte in range(megabytes):
            member.write(bytes(1_000_000))
    return out.getvalue()


def docx_with_long_xml(paragraphs: int) -> bytes:
    """Modest when packed, and heavy to parse: each paragraph becomes hundreds of bytes in memory."""
    body = "<w:p><w:r><w:t>meter</w:t></w:r></w:p>" * paragraphs
    return _with_body(body)


def docx_nested(depth: int) -> bytes:
    """Tables in tables in tables: a few kilobytes that a reader would follow down."""
    return _with_body("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def docx_with_entities() -> bytes:
    """Entities within entities: a kilobyte that asks to be a thousand million words."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE d [<!ENTITY e0 "lol">{levels}]>'
    return _with_body("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", doctype=doctype)


def docx_reading_a_file(path: str) -> bytes:
    """Asks the parser to put a file of this machine into the text."""
    return docx_asking_for(f"file://{path}")


def docx_asking_for(address: str) -> bytes:
    doctype = f'<!DOCTYPE d [<!ENTITY stolen SYSTEM "{address}">]>'
    return _with_body("<w:p><w:r><w:t>around &stolen; around</w:t></w:r></w:p>", doctype=doctype)


def docx_of_many_members(count: int) -> bytes:
    out = io.BytesIO(docx_file())
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(count):
            archive.writestr(f"word/media/{number}.png", b"")
    return out.getvalue()


def docx_without_its_text() -> bytes:
    """Says which part holds the text, and the part is missing."""
    parts = members(docx_file())
    del parts["word/document.xml"]
    return zip_file(parts)


def docx_in_a_locked_zip() -> bytes:
    """Members marked as encrypted, as a zip program does to a renamed document."""
    content = bytearray(docx_file())
    for header, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(header)
        while at >= 0:
            content[at + flags_at] |= 1
            at = content.find(header, at + 1)
    return bytes(content)


def docx_with_macros() -> bytes:
    out = io.BytesIO(docx_file())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    return out.getvalue()


def old_word_file() -> bytes:
    """The first sectors of a document as Word wrote it until 2003."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "WordDocument".encode("utf-16-le")


def _with_body(body: str, *, doctype: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{doctype}<w:document {nsdecls("w")}><w:body>{body}</w:body></w:document>'
    return zip_file(members(docx_file()) | {"word/document.xml": xml.encode()})
