"""Photos and files as tiles: a small picture, or a sheet with its kind, and the name below it."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from zaitaku_desk.gui import photo, show, tokens
from zaitaku_desk.rules.attachments import PHOTOS, ending, in_words

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.attachments import Attachment

PICTURE = QSize(112, 84)
LEAST_TILE = 136
SHEET = QSize(62, 78)
NAME_CHARACTERS = 20
"""So much of a name is shown, in two lines; the tooltip has it whole."""

MOST_ROWS = 3
KEPT_PICTURES = 300
NOT_HERE = "まだ届いていません"


class Tiles(QListWidget):
    """The tiles of one record. Keys: Enter opens, F2 renames, Delete takes away, Ctrl+V pastes."""

    opened = Signal(str)
    rename_wanted = Signal(str)
    away_wanted = Signal(list)
    paste_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("写真・ファイル")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(True)
        self.setUniformItemSizes(True)
        self.setIconSize(PICTURE)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._turn = 0
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self.fit)

    def show_these(self, office: Office, found: list[Attachment]) -> None:
        """Tiles of these, the selection kept where it is still there."""
        chosen = set(self.chosen())
        self._turn += 1
        self.clear()
        self.setGridSize(self._tile())
        for one in found:
            item = QListWidgetItem(_short(one.name or ""), self)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setSizeHint(self.gridSize())
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            here = self._here(office, one)
            said = _said(office, one, here)
            item.setToolTip(said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said.replace("\n", "、"))
            item.setIcon(QIcon(self._picture(office, one, item, here)))
            item.setSelected(one.id in chosen)
        if self.count() and self.currentRow() < 0:
            self.setCurrentRow(0, self.selectionModel().SelectionFlag.NoUpdate)
        self._fit_soon.start()

    def forget(self) -> None:
        """The desk is locked: no picture stays in memory."""
        self._turn += 1
        self.clear()
        self._pictures.clear()

    def chosen(self) -> list[str]:
        """Ids of the selected tiles."""
        return [item.data(Qt.ItemDataRole.UserRole) for item in self.selectedItems()]

    def fit(self) -> None:
        """As high as its rows, up to three."""
        tile = self._tile()
        if tile != self.gridSize():  # she chose another text size
            self.setGridSize(tile)
            for row in range(self.count()):
                self.item(row).setSizeHint(tile)
        across = max((self.viewport().width() - 2) // tile.width(), 1)
        rows = min(max(-(-self.count() // across), 1), MOST_ROWS)
        self.setFixedHeight(rows * tile.height() + 2 * self.frameWidth() + 2)

    def event(self, event: QEvent) -> bool:
        """The keys of tiles are theirs while they have the keyboard, also where the page has them too."""
        if event.type() == QEvent.Type.ShortcutOverride and _own_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentItem()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and self.chosen():
            self.away_wanted.emit(self.chosen())
        elif event.key() == Qt.Key.Key_F2 and current is not None:
            self.rename_wanted.emit(current.data(Qt.ItemDataRole.UserRole))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current.data(Qt.ItemDataRole.UserRole))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if self.currentItem() is not None and not self.selectedItems():
            self.currentItem().setSelected(True)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit_soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit_soon.start()

    def _tile(self) -> QSize:
        """Room for the picture and two lines of the name."""
        line = self.fontMetrics().lineSpacing()
        high = PICTURE.height() + 2 * line + tokens.SPACE_4
        return QSize(max(LEAST_TILE, NAME_CHARACTERS * self.fontMetrics().horizontalAdvance("名") // 2), high)

    def _here(self, office: Office, one: Attachment) -> bool:
        from zaitaku_desk.store import blobs

        return blobs.is_here(office.db, one.content)

    def _picture(self, office: Office, one: Attachment, item: QListWidgetItem, here: bool) -> QPixmap:
        """The picture when it is known, else a sheet that the picture takes the place of soon."""
        known = self._pictures.get(one.content or "")
        if known is not None:
            self._pictures.move_to_end(one.content or "")
            return known
        if here and one.media_type in PHOTOS:
            self._read_soon(office, one.content or "", self.row(item))
        return sheet(ending(one.name or "").upper()[:4] or "?", faint=not here)

    def _read_soon(self, office: Office, content: str, row: int) -> None:
        from zaitaku_desk.errors import UserError
        from zaitaku_desk.store import blobs

        db, turn, size = office.db, self._turn, PICTURE * self.devicePixelRatioF()

        def read() -> QImage:
            try:
                return photo.small(blobs.read(db, content), size)
            except UserError:  # damaged, or the desk was locked meanwhile
                return QImage()

        def arrived(image: QImage) -> None:
            if turn != self._turn or image.isNull():
                return
            picture = _framed(image, self.devicePixelRatioF())
            self._pictures[content] = picture
            if len(self._pictures) > KEPT_PICTURES:
                self._pictures.popitem(last=False)
            item = self.item(row)
            if item is not None:
                item.setIcon(QIcon(picture))

        office.tasks.read(read, arrived)


def sheet(word: str, *, faint: bool = False) -> QPixmap:
    """A sheet of paper with the kind of file on it."""
    ground = QPixmap(PICTURE)
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.HAIRLINE if faint else tokens.LINE))
    painter.setBrush(QColor(tokens.SURFACE))
    area = QRect((PICTURE.width() - SHEET.width()) // 2, 2, SHEET.width(), SHEET.height())
    painter.drawRoundedRect(area, 3, 3)
    font = QFont(painter.font())
    font.setPointSizeF(tokens.TEXT_LIST)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(tokens.PLACEHOLDER if faint else tokens.SECONDARY))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "未着" if faint else word)
    painter.end()
    return ground


def _framed(image: QImage, ratio: float) -> QPixmap:
    """The picture in the middle of its place, with a hairline around it."""
    ground = QPixmap(PICTURE * ratio)
    ground.setDevicePixelRatio(ratio)
    ground.fill(Qt.GlobalColor.transparent)
    size = QSize(image.size()).scaled(PICTURE - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(QRect(0, 0, PICTURE.width(), PICTURE.height()).center())
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    painter.setPen(QColor(tokens.HAIRLINE))
    painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
    return ground


def _short(name: str) -> str:
    """A name in the two lines it has; the tooltip has it whole."""
    return name if len(name) <= NAME_CHARACTERS else f"{name[:10]}…{name[-8:]}"


def _said(office: Office, one: Attachment, here: bool) -> str:
    day = show.moment(one.added_on, office.date_style) if one.added_on else ""
    parts = [one.name or "", " · ".join(part for part in (in_words(one.size or 0), day) if part)]
    return "\n".join(part for part in (*parts, "" if here else NOT_HERE) if part)


def _own_key(event: QEvent) -> bool:
    assert isinstance(event, QKeyEvent)
    return event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete) or event.matches(QKeySequence.StandardKey.Paste)
