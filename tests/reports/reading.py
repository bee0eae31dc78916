"""Papers opened again by other libraries."""

from __future__ import annotations

import io

import docx
import openpyxl
import pypdfium2

from zaitaku_desk.reports import Made


def pages(made: Made) -> list[str]:
    """The text of each PDF page, without line ends."""
    document = pypdfium2.PdfDocument(made.data)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def paragraphs(made: Made) -> list[str]:
    """The paragraphs of a Word file, those in tables after the others."""
    document = docx.Document(io.BytesIO(made.data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def book(made: Made) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made.data))


def rows(made: Made, sheet: str) -> list[list[object]]:
    """The rows of a sheet without empty ends."""
    found = []
    for row in book(made)[sheet].iter_rows(values_only=True):
        values = list(row)
        while values and values[-1] is None:
            values.pop()
        found.append(values)
    return found
