"""会議体と構成員: the page of the meeting series and who belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.meetings_people import Standing
from zaitaku_desk.gui.widgets.factory import widget_class
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.meetings import MeetingSeries

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

LIST_WIDTH = 240
# (field, row, column, columns) of the form
FIELDS = (
    ("title", 0, 0, 4),
    ("place", 1, 0, 2),
    ("involvement", 1, 2, 1),
    ("first_number", 1, 3, 1),
    ("selling_point", 2, 0, 4),
    ("board", 3, 0, 2),
    ("retired", 3, 2, 2),
)
WORDS = {"board": "議事録を「確認及び承認事項」から始める", "retired": "新しい会議に出さない"}
MEMBERS = Children(
    "series_members",
    ("person_id", "title", "organisation", "profession", "honorific", "role"),
    order="order",
    widths={"person_id": 120, "title": 96, "profession": 96, "honorific": 54, "role": 80},
    stretch="organisation",
    most=60,
    passed=lambda _member, name: name in ("honorific", "role"),
)


class SeriesPage(QWidget):
    """会議体と構成員 in the place of the whole page; `closed` when she goes back."""

    closed = Signal()
    undo_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("series_page")
        self._office = office
        self.rows = QListWidget(self)
        self.rows.setObjectName("series_rows")
        self.rows.setAccessibleName("会議体の一覧")
        self.rows.setMaximumWidth(LIST_WIDTH)
        self.rows.currentItemChanged.connect(lambda *_: self._on_row())
        self.new_button = self._button("新しい会議体", "new_series_button", self.new)
        self.new_button.setProperty("primary", True)
        self.new_button.setProperty("quiet", False)
        self.delete_button = self._button("ごみ箱へ", "delete_series_button", self.delete)
        self.delete_button.setToolTip(
            "ごみ箱へ移す（Ctrl+Zで戻せます）。終わった会議体は「終了した」に印をつけます。"
        )
        self.form_page = self._make_form()
        self.form = Form(self.form_page, MeetingSeries, office)
        self.form.saved.connect(lambda _id: self._title())
        self.form.undo_wanted.connect(self.undo_wanted)
        self.members.attach(office, MEMBERS, "構成員")
        self.members.model.before_save = self.form.ensure_saved
        self.members.undo_wanted.connect(self.undo_wanted)
        self.standing = Standing(office, self.members.model, office.today)
        self._lay_out()
        office.changes.saved.connect(self._on_saved)

    def load(self, series_id: str = "") -> None:
        """Read the series again and show one of them."""
        from zaitaku_desk.store import meetings

        keep = series_id or (self.form.record.id if self.form.record else "")
        self.rows.blockSignals(True)
        self.rows.clear()
        for item in meetings.series(self._office.db, retired=True):
            row = QListWidgetItem(words_of(item))
            row.setData(Qt.ItemDataRole.UserRole, item.id)
            row.setSizeHint(QSize(0, tokens.TARGET))
            self.rows.addItem(row)
        ids = [self.rows.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.rows.count())]
        self.rows.blockSignals(False)
        self.rows.setCurrentRow(ids.index(keep) if keep in ids else (0 if ids else -1))
        self._on_row()

    def new(self) -> None:
        """A new series, ready to type."""
        from zaitaku_desk.store import save

        self.flush()
        record = save.new("meeting_series", order=self.rows.count() + 1)
        self.rows.setCurrentRow(-1)
        self._show(record, save.unseen(record))
        self.form.widget("title").setFocus()

    def delete(self) -> None:
        """Put the series into the bin; its meetings stay."""
        from zaitaku_desk.store import save

        record = self.form.record
        if record is None:
            return
        self.flush()
        if save.get(self._office.db, record.KIND, record.id) is not None:
            save.delete(self._office.db, record.KIND, record.id)
        self._show(None, None)
        self._office.saved(record.KIND, [record.id])

    def flush(self) -> None:
        """Store and seal everything typed here."""
        self.form.flush()
        self.members.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _on_row(self) -> None:
        from zaitaku_desk.store import save

        item = self.rows.currentItem()
        wanted = item.data(Qt.ItemDataRole.UserRole) if item else ""
        if not wanted:
            if self.form.record is None or save.get(self._office.db, "meeting_series", self.form.record.id):
                self._show(None, None)
        elif self.form.record is None or self.form.record.id != wanted:
            self._show(*save.open_record(self._office.db, "meeting_series", wanted))

    def _show(self, record: Any, seen: Any) -> None:
        self.members.flush()
        self.form.load(record, seen)
        self.members.load(record.id if record is not None else None)
        self.delete_button.setEnabled(record is not None)

    def _title(self) -> None:
        item, record = self.rows.currentItem(), self.form.record
        if item is not None and isinstance(record, MeetingSeries):
            item.setText(words_of(record))

    def _on_saved(self, kind: str, ids: list[str]) -> None:
        if kind == "meeting_series" and self.isVisible():
            known = {self.rows.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.rows.count())}
            if not set(ids) <= known or self._gone(ids):
                self.load()

    def _gone(self, ids: list[str]) -> bool:
        from zaitaku_desk.store import save

        found = [save.get(self._office.db, "meeting_series", series_id) for series_id in ids]
        return any(item is not None and item.deleted for item in found)

    def _make_form(self) -> QWidget:
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, tokens.SPACE_4)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_2)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        for name, row, column, wide in FIELDS:
            widget = widget_class(spec(MeetingSeries, name))(page)
            widget.setObjectName(name)
            if name in WORDS:
                widget.setText(WORDS[name])
            grid.addWidget(widget, row, column, 1, wide)
        heading = QLabel("構成員", page)
        heading.setProperty("role", "section")
        hint = QLabel("新しい会議の出欠に、この順で写されます。", page)
        hint.setProperty("role", "secondary")
        self.members = ChildTable(page)
        self.members.setObjectName("series_members")
        grid.addWidget(heading, 4, 0, 1, 4)
        grid.addWidget(hint, 5, 0, 1, 4)
        grid.addWidget(self.members, 6, 0, 1, 4)
        grid.setRowStretch(7, 1)
        return page

    def _lay_out(self) -> None:
        title = QLabel("会議体と構成員", self)
        title.setProperty("role", "head")
        back = self._button("会議に戻る（Esc）", "series_back_button", self.closed.emit)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        for button in (self.delete_button, back, self.new_button):
            top.addWidget(button)
        area = QScrollArea(self)
        area.setWidget(self.form_page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        body = QHBoxLayout()
        body.addWidget(self.rows, 2)
        body.addWidget(area, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_3)
        layout.addLayout(top)
        layout.addLayout(body, 1)
        tab_order.begin_at(self, self.rows)

    def _button(self, text: str, name: str, action: Any) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setProperty("quiet", True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: action())
        return button


def words_of(series: MeetingSeries) -> str:
    """The series in the list of series."""
    return (series.title or "（名称なし）") + ("（終了）" if series.retired else "")
