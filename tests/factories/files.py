"""Real files, made by the libraries that make them elsewhere: what a marketer uploads, and what goes wrong with it.

Each function returns the file's bytes. A page is a list of blocks; a block is a sentence, or a table as rows of cells.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import docx
import pptx
import xlsxwriter
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

Block = str | list[list[str]]
PagesOfBlocks = Sequence[Sequence[Block]]

# A price list whose word "Kupferfinger" stands in a table on the third page and nowhere else.
RARE_WORD, RARE_PAGE = "Kupferfinger", 3
PRICE_LIST: PagesOfBlocks = (
    ("Northwind Metering price list", "For installers and wholesale."),
    ("How to order", "Orders before noon leave the same day."),
    ("Spare parts", [["Part", "Code", "Price"], [RARE_WORD, "X-200", "12.40"], ["Gasket", "G-17", "0.80"]]),
)


# --- PDF


def pdf(pages: PagesOfBlocks = PRICE_LIST) -> bytes:
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = []
    for page in pages:
        story += [Table(block) if isinstance(block, list) else Paragraph(block, style) for block in page]
        story.append(PageBreak())
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return out.getvalue()


# --- Excel and the web


def xlsx_book(sheets: Mapping[str, Sequence[Sequence[Any]]], *, hidden: Sequence[str] = ()) -> bytes:
    """A workbook of cells; what begins with = is a formula that was computed to 42."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str) and value.startswith("="):
                        sheet.write_formula(at, column, value, value=42)
                    else:
                        sheet.write(at, column, value)
            if name in hidden:
                sheet.hide()
    return out.getvalue()


# --- Word


def docx_file(pages: PagesOfBlocks = PRICE_LIST, *, header: str = "", footer: str = "") -> bytes:
    document = docx.Document()
    for number, page in enumerate(pages):
        if number:
            document.add_page_break()
        for block in page:
            _add_block(document, block)
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    return saved(document)


def docx_with_every_break() -> bytes:
    """Nine pages, each begun in another way; the word of each says its number."""
    document = docx.Document()
    document.styles.add_style("Chapter", 1).paragraph_format.page_break_before = True
    document.styles.add_style("Subchapter", 1).base_style = document.styles["Chapter"]
    document.add_paragraph("pageone", style="Chapter")
    document.add_page_break()
    document.add_paragraph("pagetwo")
    document.add_paragraph("pagethree").paragraph_format.page_break_before = True
    # Word marks a page it was asked for a second time when it shows it.
    document.paragraphs[-1].runs[0]._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("pagefour")
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph("stillpagefour")
    flowing = document.add_paragraph("stillfourtoo ")
    run = flowing.add_run("pagefive")
    run._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    document.add_paragraph("pagesix", style="Chapter")
    document.add_paragraph("pageseven", style="Subchapter")
    straddling = document.add_table(rows=1, cols=2)
    for cell, (above, below) in zip(
        straddling.rows[0].cells, (("leftseven", "lefteight"), ("rightseven", "righteight")), strict=True
    ):
        cell.paragraphs[0].add_run(above)
        cell.paragraphs[0].add_run(below)._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    moved = document.add_table(rows=1, cols=2)
    moved.rows[0].cells[0].paragraphs[0].add_run("leftnine")._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    moved.rows[0].cells[1].paragraphs[0].add_run("rightnine")
    return saved(document)


def docx_with_hidden_corners() -> bytes:
    """A table in a table, a text box with its copy for old programs, a content control, tracked changes."""
    document = docx.Document()
    document.add_paragraph("openingword")
    outer = document.add_table(rows=1, cols=1).rows[0].cells[0]
    outer.add_table(rows=1, cols=1).rows[0].cells[0].text = "nestedword"
    document.add_page_break()
    paragraph = document.add_paragraph()._p
    paragraph.append(_word_xml(f"<w:r>{_TEXT_BOX}</w:r>"))
    paragraph.append(_word_xml("<w:ins w:id='1' w:author='M'><w:r><w:t>insertedword</w:t></w:r></w:ins>"))
    paragraph.append(_word_xml("<w:del w:id='2' w:author='M'><w:r><w:delText>deletedword</w:delText></w:r></w:del>"))
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>controlledword</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert_element_before(_word_xml(control), "w:sectPr")
    return saved(document)


_TEXT_BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>boxedword</w:t></w:r></w:p></w:txbxContent>'
    "</w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>boxedword</w:t></w:r></w:p></w:txbxContent></w:pict>"
    "</mc:Fallback></mc:AlternateContent>"
)


def _word_xml(xml: str) -> Any:
    """An element written as in a Word file, with Word's namespace declared on it."""
    at = min(xml.index(end) for end in ">/ " if end in xml)
    return parse_xml(f"{xml[:at]} {nsdecls('w')}{xml[at:]}")


def docx_with_footnote() -> bytes:
    """python-docx makes no footnotes: the part is written as Word writes it."""
    document = docx.Document()
    document.add_paragraph("firstpage")
    document.add_page_break()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "7")
    document.add_paragraph("secondpage").add_run()._r.append(reference)
    note = "<w:footnote w:id='7'><w:p><w:r><w:t>notedword</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    return with_part(
        saved(document),
        source="word/document.xml",
        part="word/footnotes.xml",
        content=notes.encode(),
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        relationship="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
    )


# --- PowerPoint


def pptx_file(slides: PagesOfBlocks = PRICE_LIST, *, notes: Mapping[int, str] | None = None) -> bytes:
    """`notes` are a speaker's, by the number of the slide."""
    presentation = pptx.Presentation()
    for number, blocks in enumerate(slides, start=1):
        slide = _blank(presentation)
        for row, block in enumerate(blocks):
            _add_to_slide(slide.shapes, block, top=row)
        if notes and number in notes:
            slide.notes_slide.notes_text_frame.text = notes[number]
    return saved(presentation)


def pptx_with_every_shape() -> bytes:
    """Slide 1 has a title and a field, 2 a group in a group, 3 a table, 4 a chart, 5 nothing but notes, 6 a diagram."""
    presentation = pptx.Presentation()
    titled = presentation.slides.add_slide(presentation.slide_layouts[5])
    titled.shapes.title.text = "titleword"
    inner = _blank(presentation).shapes.add_group_shape().shapes.add_group_shape()
    inner.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "groupedword"
    _add_to_slide(_blank(presentation).shapes, [["tableword", "42"]], top=0)
    _add_chart(_blank(presentation))
    _blank(presentation).notes_slide.notes_text_frame.text = "whisperedword"
    return _with_diagram(presentation, _blank(presentation), "diagramword")


def _add_chart(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = ["categoryword", "othercategory"]
    data.add_series("seriesword", (1.5, 2.5))
    box = (Inches(1), Inches(1), Inches(6), Inches(4))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "charttitleword"


def _with_diagram(presentation: Any, slide: Any, word: str) -> bytes:
    """python-pptx makes no SmartArt: the frame and its part are written as PowerPoint writes them."""
    office = "http://schemas.openxmlformats.org"
    frame = (
        f'<p:graphicFrame xmlns:p="{office}/presentationml/2006/main" xmlns:a="{office}/drawingml/2006/main"'
        f' xmlns:r="{office}/officeDocument/2006/relationships">'
        '<p:nvGraphicFramePr><p:cNvPr id="9" name="Diagram"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="100"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{office}/drawingml/2006/diagram">'
        f'<d:relIds xmlns:d="{office}/drawingml/2006/diagram" r:dm="rIdNew"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    slide.shapes._spTree.append(parse_xml(frame))
    data = (
        f'<d:dataModel xmlns:d="{office}/drawingml/2006/diagram" xmlns:a="{office}/drawingml/2006/main">'
        f"<d:ptLst><d:pt><d:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>"
    )
    return with_part(
        saved(presentation),
        source=str(slide.part.partname).lstrip("/"),
        part="ppt/diagrams/data1.xml",
        content=data.encode(),
        content_type="application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        relationship=f"{office}/officeDocument/2006/relationships/diagramData",
    )


# --- parts


def zip_file(members: Mapping[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members or {"readme.txt": b"A folder of pictures."}).items():
            archive.writestr(name, content)
    return out.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(package: bytes, *, source: str, part: str, content: bytes, content_type: str, relationship: str) -> bytes:
    """The package with one part more, to which `source` refers as rIdNew."""
    folder, _slash, name = source.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    link = f'<Relationship Id="rIdNew" Type="{relationship}" Target="/{part}"/></Relationships>'
    override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    parts = members(package)
    parts[relations] = parts[relations].replace(b"</Relationships>", link.encode())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return zip_file(parts | {part: content})


def _add_block(document: Any, block: Block) -> None:
    if isinstance(block, str):
        document.add_paragraph(block)
        return
    table = document.add_table(rows=0, cols=len(block[0]))
    for row in block:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _blank(presentation: Any) -> Any:
    return presentation.slides.add_slide(presentation.slide_layouts[6])


def _add_to_slide(shapes: Any, block: Block, *, top: int) -> None:
    box = (Inches(1), Inches(1 + top), Inches(7), Inches(1))
    if isinstance(block, str):
        shapes.add_textbox(*box).text_frame.text = block
        return
    table = shapes.add_table(len(block), len(block[0]), *box).table
    for row, cells in enumerate(block):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
