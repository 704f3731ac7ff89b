"""Writes the demo company's files: real PDF, Word and PowerPoint documents with pages, text and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document as WordDocument
from pptx import Presentation
from pptx.util import Cm, Pt
from pypdf import PdfWriter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FOOT = "Northwind Metering is an invented company."


@dataclass(frozen=True)
class Sheet:
    """One page or slide: a heading, what it says, and rows of a table whose first is its head."""

    heading: str
    says: Sequence[str]
    table: Sequence[Sequence[str]] = ()
    notes: str = ""


def pdf(title: str, sheets: Sequence[Sheet]) -> bytes:
    styles, flow = getSampleStyleSheet(), []
    for number, sheet in enumerate(sheets):
        flow += [PageBreak()] if number else [Paragraph(title, styles["Title"])]
        flow += [Paragraph(sheet.heading, styles["Heading2"])]
        flow += [Paragraph(text, styles["BodyText"]) for text in sheet.says]
        if sheet.table:
            grid = TableStyle(
                [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)]
            )
            flow += [Spacer(1, 12), Table([list(row) for row in sheet.table], style=grid, hAlign="LEFT")]
        flow += [Spacer(1, 24), Paragraph(FOOT, styles["Italic"])]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=title, author="Northwind Metering").build(flow)
    return out.getvalue()


def word(title: str, sheets: Sequence[Sheet]) -> bytes:
    document = WordDocument()
    document.core_properties.title = title
    document.sections[0].footer.paragraphs[0].text = FOOT
    document.add_heading(title, level=0)
    for number, sheet in enumerate(sheets):
        if number:
            document.add_page_break()
        document.add_heading(sheet.heading, level=1)
        for text in sheet.says:
            document.add_paragraph(text)
        if sheet.table:
            table = document.add_table(rows=0, cols=len(sheet.table[0]), style="Table Grid")
            for row in sheet.table:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def slides(title: str, sheets: Sequence[Sheet]) -> bytes:
    deck = Presentation()
    opening = deck.slides.add_slide(deck.slide_layouts[0])
    opening.shapes.title.text = title
    opening.placeholders[1].text = FOOT
    for sheet in sheets:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = sheet.heading
        box = slide.shapes.add_textbox(Cm(2), Cm(4.5), Cm(21), Cm(4)).text_frame
        box.word_wrap = True
        for number, text in enumerate(sheet.says):
            line = box.paragraphs[0] if number == 0 else box.add_paragraph()
            line.text, line.font.size = text, Pt(18)
        if sheet.table:
            size = (Cm(2), Cm(10), Cm(21), Cm(1.2 * len(sheet.table)))
            table = slide.shapes.add_table(len(sheet.table), len(sheet.table[0]), *size).table
            for at_row, row in enumerate(sheet.table):
                for at_column, text in enumerate(row):
                    table.cell(at_row, at_column).text = text
        if sheet.notes:
            slide.notes_slide.notes_text_frame.text = sheet.notes
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def with_password(content: bytes) -> bytes:
    """The same PDF, but nobody opens it without a password."""
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.encrypt("only-for-partners", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
