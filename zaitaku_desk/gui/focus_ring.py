"""The focus ring: 2 px yellow outside 1 px ink, around whatever has the keyboard, on every ground."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from zaitaku_desk.gui import tokens

RINGED = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QAbstractItemView, QTabBar)
FOLLOWED = (
    QEvent.Type.Resize,
    QEvent.Type.Move,
    QEvent.Type.Hide,
    QEvent.Type.Show,
    QEvent.Type.LayoutRequest,
)


class FocusRing(QObject):
    """Follows the focus of the whole application with one frame."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._frame: Frame | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._drop()
        if isinstance(new, QLineEdit) and isinstance(new.parentWidget(), QComboBox):
            new = new.parentWidget()
        if not isinstance(new, RINGED) or new.property("cell"):
            return
        if new.window().windowType() == Qt.WindowType.Popup or new.parentWidget() is None:
            return
        self._target = new
        ground = ground_of(new)
        self._frame = Frame(ground)
        while new is not None and new is not ground:
            new.installEventFilter(self)
            self._watched.append(new)
            new = new.parentWidget()
        self._place()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() in FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        target, frame = self._target, self._frame
        if target is None or frame is None or not isValid(target) or not isValid(frame):
            return
        reach = tokens.FOCUS_WIDTH
        area = QRect(target.mapTo(frame.parentWidget(), QPoint(0, 0)), target.size())
        frame.setGeometry(area.adjusted(-reach, -reach, reach, reach))
        frame.setVisible(target.isVisible())
        frame.raise_()

    def _drop(self) -> None:
        watched, frame, self._target, self._frame, self._watched = self._watched, self._frame, None, None, []
        for widget in watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        if frame is not None and isValid(frame):
            frame.hide()
            frame.deleteLater()


def ground_of(widget: QWidget) -> QWidget:
    """The ancestor the ring is drawn on: the page that scrolls with the widget, else the window's."""
    parent = widget.parentWidget()
    while parent.parentWidget() is not None and not parent.isWindow():
        above = parent.parentWidget()
        scrolled = isinstance(above.parentWidget(), QScrollArea) and above is above.parentWidget().viewport()
        if scrolled or isinstance(above, QStackedWidget):
            return parent
        parent = above
    return parent


class Frame(QWidget):
    """Paints the ring; the mouse and the tab key go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for inset, colour in ((0, tokens.FOCUS), (1, tokens.FOCUS), (2, tokens.INK)):
            painter.setPen(QColor(colour))
            painter.drawRect(QRect(inset, inset, self.width() - 1 - 2 * inset, self.height() - 1 - 2 * inset))
