"""Generate the sample documents of this folder: `python tests/data/documents/generate.py`.

One small handbook, written by us, in every format the knowledge service reads. The PDF has three
pages. The files are committed; tests read them and never run this script.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

HERE = Path(__file__).resolve().parent

TITLE = "Harbour Lane Tool Library Handbook"
SECTIONS = (
    (
        "Opening hours",
        "The tool library opens at nine in the morning on Tuesday, Thursday and Saturday. "
        "On Saturday it closes at one o'clock, on the other days at six in the evening. "
        "It stays shut for the whole of the last week of August.",
    ),
    (
        "Borrowing",
        "A member may borrow up to four tools for fourteen days. "
        "The laser level and the wood chipper go out for three days only, because they are in demand. "
        "Whoever brings a tool back late pays fifty cents a day into the repair box.",
    ),
    (
        "Repairs",
        "Broken tools are tagged with a red ribbon and put on the bench by the window. "
        "Marguerite Oyelaran repairs electrical machines on the first Thursday of each month. "
        "A drill without a working clutch is never lent out.",
    ),
)
PRICES = (
    ("tool", "deposit", "days"),
    ("laser level", "60", "3"),
    ("hand saw", "5", "14"),
    ("drill", "25", "14"),
)


def pdf() -> None:
    """Three pages, one section each."""
    styles = getSampleStyleSheet()
    story: list[object] = []
    for number, (heading, text) in enumerate(SECTIONS):
        if number:
            story.append(PageBreak())
        story += [Paragraph(heading, styles["Heading1"]), Spacer(1, 8), Paragraph(text, styles["BodyText"])]
    SimpleDocTemplate(str(HERE / "handbook.pdf"), pagesize=A5, title=TITLE, invariant=1).build(story)


def docx() -> None:
    """Headings, paragraphs and one table."""
    document = Document()
    document.add_heading(TITLE, 0)
    for heading, text in SECTIONS:
        document.add_heading(heading, 1)
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=3)
    for row in PRICES:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    document.save(str(HERE / "handbook.docx"))


def pptx() -> None:
    """One slide a section, with a speaker's note on the last."""
    deck = Presentation()
    for heading, text in SECTIONS:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = text
    deck.slides[-1].notes_slide.notes_text_frame.text = "Remember to thank Marguerite."
    deck.save(str(HERE / "handbook.pptx"))


def xlsx() -> None:
    """Two sheets."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Deposits"
    for row in PRICES:
        sheet.append(row)
    hours = book.create_sheet("Hours")
    for row in (("day", "opens"), ("Tuesday", "9:00"), ("Saturday", "9:00")):
        hours.append(row)
    book.save(str(HERE / "handbook.xlsx"))


def plain() -> None:
    """txt, md, html, csv and json."""
    text = "\n\n".join(f"{heading}\n\n{body}" for heading, body in SECTIONS)
    (HERE / "handbook.txt").write_text(f"{TITLE}\n\n{text}\n")
    (HERE / "handbook.md").write_text(
        f"# {TITLE}\n\n" + "\n\n".join(f"## {heading}\n\n{body}" for heading, body in SECTIONS) + "\n"
    )
    body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in SECTIONS)
    script = "<script>steal('cookies')</script><style>p{color:red}</style>"
    head = f"<!doctype html><html><head><meta charset='utf-8'><title>{TITLE}</title>{script}</head>"
    (HERE / "handbook.html").write_text(f"{head}<body><h1>{TITLE}</h1>{body}</body></html>\n")
    rows = io.StringIO()
    csv.writer(rows, lineterminator="\n").writerows(PRICES)
    (HERE / "handbook.csv").write_text(rows.getvalue())
    sections = [{"heading": heading, "text": text} for heading, text in SECTIONS]
    (HERE / "handbook.json").write_text(json.dumps({"title": TITLE, "sections": sections}, indent=1) + "\n")


def epub() -> None:
    """A minimal EPUB 3: container, package, navigation and one chapter a section."""
    chapters = [(f"chapter{n}.xhtml", heading, text) for n, (heading, text) in enumerate(SECTIONS, 1)]
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, (name, _, _) in enumerate(chapters, 1)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, len(chapters) + 1))
    links = "".join(f'<li><a href="{name}">{heading}</a></li>' for name, heading, _ in chapters)
    xhtml = '<html xmlns="http://www.w3.org/1999/xhtml"{extra}><head><title>{title}</title></head><body>{body}</body></html>'
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="id">harbour-lane</dc:identifier>'
        f"<dc:title>{TITLE}</dc:title><dc:language>en</dc:language></metadata>"
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{items}</manifest><spine>{spine}</spine></package>"
    )
    nav = xhtml.format(
        extra=' xmlns:epub="http://www.idpf.org/2007/ops"',
        title=TITLE,
        body=f'<nav epub:type="toc"><ol>{links}</ol></nav>',
    )
    moment = (2026, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(HERE / "handbook.epub", "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype", moment), "application/epub+zip")
        parts = {"META-INF/container.xml": container, "book.opf": package, "nav.xhtml": nav}
        for name, heading, text in chapters:
            parts[name] = xhtml.format(extra="", title=heading, body=f"<h1>{heading}</h1><p>{text}</p>")
        for name, content in parts.items():
            book.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    for write in (pdf, docx, pptx, xlsx, plain, epub):
        write()
