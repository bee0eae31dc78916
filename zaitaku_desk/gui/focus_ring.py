"""The focus ring: 2 px yellow outside 1 px ink, around whatever has the keyboard, on every ground."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabBar,
    QWidget,
)

from zaitaku_desk.gui import tokens

RINGED = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QAbstractItemView, QTabBar)
FOLLOWED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Hide, QEvent.Type.Show, QEvent.Type.ZOrderChange)


class FocusRing(QObject):
    """Follows the focus of the whole application with one frame."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._frame: Frame | None = None
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._drop()
        if isinstance(new, QLineEdit) and isinstance(new.parentWidget(), QComboBox):
            new = new.parentWidget()
        if not isinstance(new, RINGED) or new.property("cell") or isinstance(new.parentWidget(), QSplitter):
            return
        if new.window().windowType() == Qt.WindowType.Popup or new.parentWidget() is None:
            return
        self._target = new
        self._frame = Frame(new.parentWidget())
        new.installEventFilter(self)
        new.destroyed.connect(self._on_gone)
        self._place()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() in FOLLOWED and target is self._target:
            self._place()
        return False

    def _place(self) -> None:
        target, frame = self._target, self._frame
        if target is None or frame is None:
            return
        try:
            frame.setVisible(target.isVisible())
            reach = tokens.FOCUS_WIDTH
            frame.setGeometry(target.geometry().adjusted(-reach, -reach, reach, reach))
            frame.raise_()
        except RuntimeError:  # Qt has already taken one of them down
            self._target = self._frame = None

    def _on_gone(self) -> None:
        self._target = None

    def _drop(self) -> None:
        target, frame, self._target, self._frame = self._target, self._frame, None, None
        try:
            if target is not None:
                target.removeEventFilter(self)
                target.destroyed.disconnect(self._on_gone)
            if frame is not None:
                frame.hide()
                frame.deleteLater()
        except RuntimeError:
            return  # both are gone with their window


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
