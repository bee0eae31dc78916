"""開始準備: what a clinic that begins home visits has to get ready, a tick a line (A9, A44)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.dates import show_date
from zaitaku_desk.gui.widgets.short_label import ShortLabel

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.institution_parts import Preparation

COLUMNS = 2


class PreparationList(QWidget):
    """A line per code of the list `preparations`; a tick is today's date, taken away again with the tick."""

    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_3)
        self._grid.setVerticalSpacing(tokens.SPACE_1)
        self._title = QLabel("開始準備", self)
        self._title.setProperty("role", "label")
        self._grid.addWidget(self._title, 0, 0, 1, 2 * COLUMNS)
        self.lines: list[tuple[QCheckBox, ShortLabel]] = []
        self.items: list[Preparation] = []
        self._office: Office | None = None
        self._own = False

    def attach_office(self, office: Office, before_save: Callable[[], None]) -> None:
        """Learn where to save; `before_save` stores a new institution first."""
        self._office, self._before_save = office, before_save
        office.changes.saved.connect(self._on_saved_elsewhere)

    def show_of(self, institution_id: str) -> None:
        """The preparations of an institution ("" = none)."""
        from zaitaku_desk.store import codes, institution_parts

        self._of = institution_id
        self.items = []
        if institution_id and self._office is not None and self._office.db is not None:
            self.items = institution_parts.preparations(self._office.db, institution_id)
        while len(self.lines) < len(self.items):
            self._make_line()
        for at, (box, day) in enumerate(self.lines):
            box.setVisible(at < len(self.items))
            day.setVisible(at < len(self.items))
        for item, (box, _) in zip(self.items, self.lines, strict=False):
            box.setText(codes.label(self._office.db, "preparations", item.item))
            box.setAccessibleName(f"開始準備：{box.text()}")
        self._show()

    @property
    def begun(self) -> bool:
        """Whether anything is ticked or noted."""
        return any(item.done_on or item.note for item in self.items)

    _of = ""

    def _make_line(self) -> None:
        at = len(self.lines)
        box, day = QCheckBox(self), ShortLabel(self)
        box.setMinimumHeight(tokens.TARGET)
        day.setProperty("role", "secondary")
        box.clicked.connect(lambda on, at=at: self._tick(at, on=on))
        row, column = divmod(at, COLUMNS)
        self._grid.addWidget(box, row + 1, 2 * column)
        self._grid.addWidget(day, row + 1, 2 * column + 1)
        self._grid.setColumnStretch(2 * column + 1, 1)
        self.lines.append((box, day))

    def _tick(self, at: int, *, on: bool) -> None:
        from zaitaku_desk.store import save

        item = self.items[at]
        item.done_on = self._office.today() if on else None
        self._before_save()
        save.save(self._office.db, item)
        self._own = True
        self._office.saved("preparations", [item.id])
        self._own = False
        self._show()
        self.saved.emit()

    def _show(self) -> None:
        for item, (box, day) in zip(self.items, self.lines, strict=False):
            box.setChecked(item.done_on is not None)
            when = show_date(item.done_on, self._office.date_style).partition("（")[0] if item.done_on else ""
            day.setText("　".join(part for part in (when, item.note or "") if part))
        done = sum(item.done_on is not None for item in self.items)
        self._title.setText(f"開始準備　{done} / {len(self.items)} 済み")

    def _on_saved_elsewhere(self, kind: str, _ids: list[str]) -> None:
        if kind in ("preparations", "codes") and not self._own:
            self.show_of(self._of)
