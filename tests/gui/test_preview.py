from __future__ import annotations

import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPageLayout, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from zaitaku_desk.gui.preview import Preview, page_layout


@pytest.fixture
def pdf() -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    for page in range(3):
        canvas.drawString(100, 100, f"page {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(qtbot, office, pdf) -> Preview:
    made = Preview(office)
    qtbot.addWidget(made)
    made.load(pdf, "議事録", "議事録.pdf")
    return made


def test_it_shows_every_page(preview):
    assert preview.document.pageCount() == 3
    assert preview._pages.text() == "3 ページ"


def test_saving_writes_the_very_bytes(preview, office, pdf, tmp_path):
    office.dialogs.answers = [tmp_path / "out.pdf"]
    preview.save()
    assert (tmp_path / "out.pdf").read_bytes() == pdf


def test_paper_follows_the_page(preview):
    assert page_layout(preview.document).orientation() == QPageLayout.Orientation.Landscape


def test_printing_gives_as_many_pages(preview, office, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageLayout(page_layout(preview.document))
    office.dialogs.answers = [printer]
    preview.print_pages()
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == 3
    printed.close()


def test_cancelling_prints_nothing(preview, qtbot):
    with qtbot.assertNotEmitted(preview.printed):
        preview.print_pages()


def test_the_print_key_in_the_preview_prints(qtbot, office, pdf):
    from types import SimpleNamespace

    from tests.gui.test_main_window import Institutions
    from zaitaku_desk.gui.papers import Paper

    class Tab(Institutions):
        PAPERS = (
            Paper(
                "一覧",
                "pdf",
                lambda tab: lambda _p: SimpleNamespace(data=pdf, warnings=()),
                needs_record=False,
            ),
        )

    tab = Tab(office)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    tab.show()
    tab.print_main()
    assert tab.papers._preview.isVisible()
    tab.print_main()
    assert office.dialogs.said == ["一覧"]


def test_ctrl_p_prints_what_is_seen_even_where_the_window_has_its_own(qtbot, preview, office):
    stolen = []
    QShortcut(QKeySequence("Ctrl+P"), preview, lambda: stolen.append(True))
    preview.show()
    preview.activateWindow()
    preview.print_button.setFocus()
    qtbot.waitUntil(preview.print_button.hasFocus)
    QTest.keyClick(preview.print_button, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert (office.dialogs.said, stolen) == (["議事録"], [])


def test_one_button_goes_to_the_width_of_the_page_and_back(preview):
    for mode in (QPdfView.ZoomMode.FitToWidth, QPdfView.ZoomMode.FitInView):
        preview._fit.click()
        assert preview.view.zoomMode() == mode


def test_what_is_printed_and_what_is_saved_is_told_for_the_log(preview, office, qtbot, tmp_path):
    """S6."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    office.dialogs.answers = [printer, tmp_path / "saved.pdf"]
    for call, what in ((preview.print_pages, "print"), (preview.save, "export")):
        with qtbot.waitSignal(preview.taken_out) as told:
            call()
        assert told.args == [what]
