"""A list as a Word file: the same tables, to be edited further (A43)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from zaitaku_desk.reports.list_cells import Printed, PrintedColumn, printed
from zaitaku_desk.reports.list_paper import ListPaper, Section, shown
from zaitaku_desk.reports.pdf import HEIGHT, MM, WIDTH
from zaitaku_desk.reports.request import Made
from zaitaku_desk.reports.text import clean, replacement_warning

MARGIN = 12 * MM
SHORT = 8
"""A table of more rows begins on a new page."""

MARK = "ここに表が入ります"
FONT = "BIZ UDPゴシック"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_word(paper: ListPaper) -> Made:
    """The list as a .docx, A4; heads repeat on every page, rows stay whole, page n / m at the foot.

    The tables are written as XML at once: cell by cell python-docx takes minutes for a region.
    """
    writer = _Writer(paper)
    return Made(writer.data(), paper.full_title, (*paper.warnings, *replacement_warning(writer.replaced)))


class _Writer:
    def __init__(self, paper: ListPaper) -> None:
        self.paper = paper
        self.replaced = 0
        self.room = (WIDTH if paper.upright else HEIGHT) - 2 * MARGIN

    def data(self) -> bytes:
        from docx import Document

        paper = self.paper
        document = Document()
        document.core_properties.title = clean(paper.full_title)[0][:255]
        document.core_properties.author = clean(paper.office)[0][:255]
        document.core_properties.comments = ""
        _page(document, paper, self._text)
        document.add_paragraph(MARK)
        found = io.BytesIO()
        document.save(found)
        body = [
            xml for number, section in enumerate(paper.sections) for xml in self._section(section, not number)
        ]
        if paper.attribution:
            body.append(self._paragraph(paper.attribution, 7.5, before=8))
        return _with_body(found.getvalue(), "".join(body))

    def _section(self, section: Section, first: bool) -> list[str]:
        paper = self.paper
        table = printed(section, paper.size, self.room, paper.style)
        new_page = not first and (paper.each_on_its_page or len(section.rows) > SHORT)
        title = f"{paper.title}　{section.title}" if section.title != paper.title else paper.title
        found = [self._paragraph(title.rstrip("　"), 14, bold=True, heading=True, new_page=new_page)]
        notes = [*(paper.notes if first else ()), section.note, f"{paper.day}　{paper.office}".rstrip("　")]
        found += [self._paragraph(note, 9) for note in dict.fromkeys(notes) if note]
        return [*found, self._table(section, table), self._paragraph("", 4)]

    def _table(self, section: Section, table: Printed) -> str:
        widths = [round(column.width * 20) for column in table.columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:color="949494"/>'
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        rows = [self._head(section, table, widths)]
        for place, values in enumerate(section.rows):
            if place in section.bands:
                rows.append(self._band(section.bands[place], sum(widths), len(widths), table.size))
            rows.append(self._row(table, values, widths))
        return (
            f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f"<w:tblBorders>{edges}</w:tblBorders>"
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="50" w:type="dxa"/>'
            '<w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _head(self, section: Section, table: Printed, widths: Sequence[int]) -> str:
        longest = max((len(column.title) for column in table.columns if column.down), default=0)
        high = min(118.0, longest * table.size * 1.15 + 8)
        height = f'<w:trHeight w:val="{round(high * 20)}" w:hRule="atLeast"/>' if longest else ""
        cells = []
        for column, width in zip(table.columns, widths, strict=True):
            titles = [section.columns[place].title.replace("\n", "") for place in column.places]
            turned = '<w:textDirection w:val="tbRlV"/>' if column.down else ""
            paragraphs = "".join(
                self._paragraph(title, table.size, bold=True, align="left" if column.down else "center")
                for title in titles
            )
            cells.append(_cell(paragraphs, width, f'<w:shd w:val="clear" w:fill="E8EEF7"/>{turned}'))
        return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _band(self, words: str, width: int, columns: int, size: float) -> str:
        paragraph = self._paragraph(words, size, bold=True, keep=True)
        more = f'<w:gridSpan w:val="{columns}"/><w:shd w:val="clear" w:fill="F5F5F5"/>'
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(paragraph, width, more)}</w:tr>"

    def _row(self, table: Printed, values: Sequence[Any], widths: Sequence[int]) -> str:
        cells = [
            _cell(self._values(column, values, table.size - 0.5), width)
            for column, width in zip(table.columns, widths, strict=True)
        ]
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def _values(self, column: PrintedColumn, values: Sequence[Any], size: float) -> str:
        lines = [
            (line, size if place == column.places[0] else size - 1)
            for place in column.places
            for line in shown(values[place], self.paper.style).split("\n")
            if line
        ]
        return "".join(
            self._paragraph(line, height, align=column.align) for line, height in lines or [("", size)]
        )

    def _paragraph(
        self,
        words: str,
        size: float,
        *,
        bold: bool = False,
        heading: bool = False,
        align: str = "left",
        before: float = 0,
        new_page: bool = False,
        keep: bool = False,
    ) -> str:
        properties = '<w:pStyle w:val="Heading1"/>' if heading else ""
        properties += "<w:keepNext/>" if keep or heading else ""
        properties += "<w:pageBreakBefore/>" if new_page else ""
        properties += f'<w:spacing w:before="{round(before * 20)}" w:after="0"/><w:jc w:val="{align}"/>'
        weight = "<w:b/>" if bold else '<w:b w:val="0"/>'
        run = (
            f'<w:r><w:rPr><w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}"/>{weight}'
            f'<w:color w:val="1A1A1A"/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(self._text(words))}</w:t></w:r>'
        )
        return f"<w:p {_W}><w:pPr>{properties}</w:pPr>{run if words else ''}</w:p>"

    def _text(self, words: str) -> str:
        text, replaced = clean(words)
        self.replaced += replaced
        return text


def _with_body(data: bytes, body: str) -> bytes:
    """The file with the body in the place of the mark; moving large trees inside lxml takes seconds."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "word/document.xml":
                text = content.decode("utf-8")
                place = re.search(rf"<w:p>(?:(?!<w:p>).)*{MARK}.*?</w:p>", text, re.DOTALL)
                assert place is not None
                content = f"{text[: place.start()]}{body}{text[place.end() :]}".encode()
            new.writestr(member.filename, content)
    return made.getvalue()


def _cell(content: str, width: int, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{content}</w:tc>'


def _page(document: Any, paper: ListPaper, text: Any) -> None:
    """A4 with our margins, and page n / m at the foot."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Pt

    section = document.sections[0]
    long, short = Pt(HEIGHT), Pt(WIDTH)
    section.page_width, section.page_height = (short, long) if paper.upright else (long, short)
    section.orientation = WD_ORIENT.PORTRAIT if paper.upright else WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Pt(MARGIN)
    section.top_margin = section.bottom_margin = Pt(13 * MM)
    section.footer_distance = section.header_distance = Pt(6 * MM)
    foot = section.footer.paragraphs[0]._p
    parts = (f"{text(paper.full_title)}　　", "PAGE", " / ", "NUMPAGES")
    runs = "".join(
        f'<w:fldSimple w:instr="{part}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if part in ("PAGE", "NUMPAGES")
        else f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for part in parts
    )
    made = parse_xml(f'<w:p {_W}><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p>')
    foot.getparent().replace(foot, made)
