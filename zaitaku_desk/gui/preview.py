"""Print preview inside the window, of the very PDF: what is seen is what is printed and what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPageLayout, QPageSize, QPainter, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.parts import button
from zaitaku_desk.reports import Made, save
from zaitaku_desk.reports.report import REMINDER

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.papers import Paper

PRINT_DPI = 300
POINTS = 72
ZOOM_STEP = 1.2
TITLE_WIDTH = 150
WIDE, WHOLE = "幅に合わせる", "1ページを表示"


class Preview(QWidget):
    """Stands in the place of the page. `closed` when she goes back, `other_wanted(paper)` for Word or Excel,
    `taken_out("print" | "export")` for the audit log.

    `side` takes a widget to the right of the page (addressees, options); None takes it away.
    """

    closed = Signal()
    other_wanted = Signal(object)
    printed = Signal(str)
    taken_out = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._bytes = b""
        self._name = ""
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setAccessibleName("印刷プレビュー")
        around = self.view.palette()
        around.setColor(QPalette.ColorRole.Dark, QColor(tokens.HAIRLINE))
        self.view.setPalette(around)
        self._title = QLabel(self)
        self._title.setProperty("role", "head")
        self._title.setMinimumWidth(TITLE_WIDTH)  # beside six buttons a small screen has no more
        self._pages = QLabel(self)
        self._pages.setProperty("role", "secondary")
        self.print_button = button("印刷…（Ctrl+P）", self, self.print_pages, primary=True)
        self.save_button = button("PDFを保存", self, self.save)
        self._others = QHBoxLayout()
        self._others.setSpacing(tokens.SPACE_2)
        self._fit = button(WIDE, self, self._turn_fit, quiet=True)
        self.back_button = button("戻る（Esc）", self, self.closed.emit)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        top.addWidget(self._title)
        top.addWidget(self._pages, 1)
        top.addWidget(self._fit)
        top.addLayout(self._others)
        top.addWidget(self.save_button)
        top.addWidget(self.print_button)
        top.addWidget(self.back_button)
        self._warnings = QLabel(self)
        self._warnings.setProperty("role", "warning")
        self._warnings.setWordWrap(True)
        self._body = QHBoxLayout()
        self._body.addWidget(self.view, 1)
        self._side: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self._warnings)
        layout.addWidget(self._personal())
        layout.addLayout(self._body, 1)
        tab_order.begin_at(self, self.view)

    def load(
        self,
        data: bytes,
        title: str,
        name: str,
        others: tuple[Paper, ...] = (),
        warnings: tuple[str, ...] = (),
    ) -> None:
        """Show a PDF; `name` is its suggested file name, `others` the same paper in other formats.

        `warnings` stand above the page: what she should know before she prints it.
        """
        self._bytes, self._name = data, name
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if self.document.status() == QPdfDocument.Status.Error:
            raise UserError("プレビューを表示できませんでした。", "もう一度帳票を出してください。")
        self._title.setText(title)
        self._title.setToolTip(title)
        self._warnings.setText("\n".join(warnings))
        self._warnings.setVisible(bool(warnings))
        self._pages.setText(f"{self.document.pageCount()} ページ")
        self._fit_page()
        self._offer(others)

    def set_personal(self, *, on: bool) -> None:
        """Remind her that the paper names people, and offer to save it with a password."""
        self._reminder.setVisible(on)

    def save_protected(self) -> None:
        """The PDF as a file that opens with a password only."""
        from zaitaku_desk.reports.protect import protect

        dialogs, data = self._office.dialogs, self._bytes
        password = dialogs.ask_password("pdf", must=True)
        path = dialogs.save_file("PDFを保存", self._name, "PDF (*.pdf)") if password else None
        if path is not None:
            self._office.tasks.run(
                "パスワードを付けています",
                lambda _progress: save(Made(protect(data, "pdf", password), self._name), path),
                lambda _none: self._saved_protected(path.name),
            )

    def _saved_protected(self, name: str) -> None:
        self.taken_out.emit("export")
        self.printed.emit(f"{name} にパスワードを付けて保存しました。")

    def set_side(self, side: QWidget | None) -> None:
        """Put addressees or options to the right of the page."""
        if self._side is not None:
            self._body.removeWidget(self._side)
            self._side.deleteLater()
        self._side = side
        if side is not None:
            self._body.addWidget(side)

    def save(self) -> None:
        """The PDF as a file."""
        path = self._office.dialogs.save_file("PDFを保存", self._name, "PDF (*.pdf)")
        if path is not None:
            save(Made(self._bytes, self._name), path)
            self.taken_out.emit("export")
            self.printed.emit(f"{path.name} に保存しました。")

    def print_pages(self) -> None:
        """Ask for a printer and print the pages as they are shown."""
        printer = self._office.dialogs.choose_printer(self._title.text(), page_layout(self.document))
        if printer is not None:
            print_document(self.document, printer)
            self.taken_out.emit("print")
            self.printed.emit("印刷に送りました。")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _prints(cast("QKeyEvent", event)):
            event.accept()  # our own printing, before the window's Ctrl+P of the page below
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif _prints(event):
            self.print_pages()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._zoom(ZOOM_STEP if event.key() == Qt.Key.Key_Plus else 1 / ZOOM_STEP)
        else:
            super().keyPressEvent(event)

    def _personal(self) -> QFrame:
        self._reminder = QFrame(self)
        row = QHBoxLayout(self._reminder)
        row.setContentsMargins(0, 0, 0, 0)
        words = QLabel(REMINDER, self._reminder)
        words.setProperty("role", "warning")
        words.setWordWrap(True)
        row.addWidget(words, 1)
        self.protect_button = button("パスワードを付けて保存", self, self.save_protected)
        row.addWidget(self.protect_button)
        self._reminder.hide()
        return self._reminder

    def _offer(self, others: tuple[Paper, ...]) -> None:
        from zaitaku_desk.gui.papers import WORDS

        while self._others.count():
            self._others.takeAt(0).widget().deleteLater()
        for paper in others:
            word = WORDS[paper.format]
            made = button(word, self, lambda paper=paper: self.other_wanted.emit(paper))
            made.setToolTip(f"{word}で保存")
            made.setAccessibleName(f"{word}で保存")
            self._others.addWidget(made)

    def _fit_page(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._fit.setText(WIDE)

    def _turn_fit(self) -> None:
        """From the whole page to its width and back."""
        if self._fit.text() == WHOLE:
            self._fit_page()
        else:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self._fit.setText(WHOLE)

    def _zoom(self, factor: float) -> None:
        now = self.view.zoomFactor()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * factor, 0.2), 5.0))

    def _turn(self, step: int) -> None:
        navigator = self.view.pageNavigator()
        to = min(max(navigator.currentPage() + step, 0), self.document.pageCount() - 1)
        navigator.jump(to, QPointF(), navigator.currentZoom())


def _prints(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def page_layout(document: QPdfDocument) -> QPageLayout:
    """Paper size and orientation of the first page."""
    size = document.pagePointSize(0)
    across = size.width() > size.height()
    paper = QPageSize(size.transposed() if across else size, QPageSize.Unit.Point)
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = QPageLayout()
    layout.setPageSize(paper)
    layout.setOrientation(way)
    return layout


def print_document(document: QPdfDocument, printer: QPrinter) -> None:
    """Print the pages the printer was asked for, each drawn at 300 dpi and fitted to the paper."""
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            "印刷できませんでした。", "プリンターの電源と接続を確かめて、もう一度お試しください。"
        )
    try:
        for page in range(first - 1, last):
            if page >= first:
                printer.newPage()
            size = document.pagePointSize(page)
            pixels = QSize(
                round(size.width() * PRINT_DPI / POINTS), round(size.height() * PRINT_DPI / POINTS)
            )
            image = document.render(page, pixels)
            paper = printer.pageLayout().fullRectPixels(printer.resolution())
            origin = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
            target = paper.translated(-origin) if not printer.fullPage() else paper
            fitted = image.size().scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target.setSize(fitted)
            painter.fillRect(target, QColor(tokens.GROUND))
            painter.drawImage(target, image)
    finally:
        painter.end()
