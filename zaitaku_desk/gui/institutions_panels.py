"""Parts that only the directory's page has: the capability grid, what the sources say, where she met them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import show, tokens
from zaitaku_desk.gui.autosave import Autosave
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.fields import is_empty, specs
from zaitaku_desk.records.institutions import CAPABILITY_STATES, Capability, Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.save import Seen


class CapabilityGrid(QWidget):
    """One line a capability: four states, the condition in words, the age of the fact (A7, A169)."""

    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_3)
        self._grid.setVerticalSpacing(tokens.SPACE_1)
        self._grid.setColumnStretch(2, 1)
        self._lines: list[CapabilityLine] = []
        self._office: Office | None = None
        self._of: tuple[str, str | None] | None = None

    def attach_office(self, office: Office, before_save: Callable[[], None]) -> None:
        """Learn where to save; `before_save` stores a new institution first."""
        self._office = office
        self._before_save = before_save
        office.changes.saved.connect(self._on_saved_elsewhere)

    def show_of(self, institution: Institution | None) -> None:
        """The capabilities that apply to the institution's kind."""
        from zaitaku_desk.store import codes, institutions

        self.flush()
        for line in self._lines:
            line.remove()
        self._lines.clear()
        self._institution = institution
        if institution is None or self._office is None or self._office.db is None:
            return
        for row, item in enumerate(institutions.capabilities(self._office.db, institution)):
            label = codes.label(self._office.db, "capabilities", item.code)
            line = CapabilityLine(self, item, label)
            line.place(self._grid, row)
            self._lines.append(line)

    def flush(self) -> None:
        """Save and seal what is being typed."""
        for line in self._lines:
            line.flush()

    def store(self, item: Capability, seen: Seen | None, *, sealed: bool) -> Seen:
        """Save one capability, and say so."""
        from zaitaku_desk.store import save

        assert self._office is not None and self._office.db is not None
        self._before_save()
        after = save.save(self._office.db, item, seen, sealed=sealed)
        self._own = True
        self._office.saved("capabilities", [item.id])
        self._own = False
        self.saved.emit()
        return after

    @property
    def office(self) -> Office:
        """What the lines need: today, the date style."""
        assert self._office is not None
        return self._office

    _own = False

    def _on_saved_elsewhere(self, kind: str, _ids: list[str]) -> None:
        if kind == "capabilities" and not self._own:
            self.show_of(self._institution)


class CapabilityLine:
    """The widgets of one capability."""

    def __init__(self, grid: CapabilityGrid, item: Capability, label: str) -> None:
        self._grid = grid
        self.item = item
        self._seen: Seen | None = None
        self.label = QLabel(label, grid)
        self.states = QWidget(grid)
        row = QHBoxLayout(self.states)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_1)
        self.group = QButtonGroup(self.states)
        for key, title in CAPABILITY_STATES:
            button = QPushButton(title, self.states)
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{label}：{title}")
            button.setChecked(key == (item.state or "unknown"))
            button.clicked.connect(lambda _on=False, key=key: self._choose(key))
            self.group.addButton(button)
            row.addWidget(button)
        self.condition = TextEdit(grid)
        self.condition.setPlaceholderText("条件")
        self.condition.setAccessibleName(f"{label}の条件")
        self.condition.value = item.condition
        self.condition.edited.connect(self._typed)
        self.condition.editingFinished.connect(self.flush)
        self.age = QLabel(grid)
        self.age.setProperty("role", "secondary")
        self._autosave = Autosave(self.condition)
        self._autosave.due.connect(lambda: self._store(sealed=False))
        self._show()

    def place(self, grid: QGridLayout, row: int) -> None:
        """Put the widgets into the grid."""
        for column, part in enumerate((self.label, self.states, self.condition, self.age)):
            grid.addWidget(part, row, column)

    def remove(self) -> None:
        """Take the widgets away."""
        for part in (self.label, self.states, self.condition, self.age):
            part.hide()
            part.deleteLater()

    def flush(self) -> None:
        """Save and seal the condition being typed."""
        from zaitaku_desk.store import save

        self._autosave.flush()
        if self._seen is not None and self._seen.unsealed and self._grid.office.db is not None:
            save.seal(self._grid.office.db, self._seen)

    def _choose(self, state: str) -> None:
        self.item = replace(
            self.item,
            state=state,
            confirmed_on=self._grid.office.today() if state != "unknown" else None,
            confirmed_by=self.item.confirmed_by,
        )
        self._store(sealed=True)
        if state == "conditional":
            self.condition.setFocus()

    def _typed(self) -> None:
        self._autosave.touch()

    def _store(self, *, sealed: bool) -> None:
        self.item = replace(self.item, condition=self.condition.value)
        self._seen = self._grid.store(self.item, self._seen, sealed=sealed)
        self._show()

    def _show(self) -> None:
        self.condition.setVisible(self.item.state == "conditional" or bool(self.item.condition))
        day = self.item.confirmed_on
        style = self._grid.office.date_style
        said = f"{show.moment(day, style)} {self.item.confirmed_by or ''}".strip() if day else ""
        self.age.setText(said)


class SourcePanel(QWidget):
    """「出典では…」: where a source says something else than what is shown, and one click to take it (A6)."""

    take_over = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_1)
        self._office: Office | None = None

    def attach_office(self, office: Office) -> None:
        """Learn where to read."""
        self._office = office

    def show_of(self, institution: Institution | None) -> None:
        """What each source says of the institution."""
        from zaitaku_desk.store import codes, sources

        while self._layout.count():
            part = self._layout.takeAt(0).widget()
            part.hide()
            part.deleteLater()
        if institution is None or self._office is None or self._office.db is None:
            return
        found = sources.of(self._office.db, institution.id)
        if not found:
            self._say("取り込んだ出典はありません。ここにあるのはすべて、この事務所で入力した内容です。")
        for said in found:
            day = show.moment(said.edition, self._office.date_style) if said.edition else ""
            gone = "（最新の一覧にはありません）" if said.gone else ""
            title = codes.label(self._office.db, "sources", said.source)
            self._say(f"{title}　{day}{gone}")
            for item in specs(Institution):
                value = said.values.get(item.name)
                if not is_empty(value) and value != getattr(institution, item.name):
                    self._offer(item.name, item.title, value)

    def _say(self, words: str) -> None:
        label = QLabel(words, self)
        label.setProperty("role", "secondary")
        label.setWordWrap(True)
        self._layout.addWidget(label)

    def _offer(self, name: str, title: str, value: Any) -> None:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(tokens.SPACE_4, 0, 0, 0)
        words = "、".join(value) if isinstance(value, list) else str(value)
        label = QLabel(f"{title}：出典では「{words}」", line)
        label.setWordWrap(True)
        button = QPushButton("この値にする", line)
        button.setProperty("quiet", True)
        button.setAccessibleName(f"{title}を出典の値にする")
        button.clicked.connect(lambda _on=False: self.take_over.emit(name, value))
        row.addWidget(label, 1)
        row.addWidget(button)
        self._layout.addWidget(line)


class RelatedList(QListWidget):
    """会った記録: visits and consultations with the institution, newest first; Enter opens one."""

    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office: Office | None = None
        self.setAccessibleName("会った記録")
        self.itemActivated.connect(self._open)

    def attach_office(self, office: Office) -> None:
        """Learn where to read."""
        self._office = office
        office.changes.saved.connect(
            lambda kind, _ids: self._again() if kind in ("visits", "consultations") else None
        )

    def show_of(self, institution_id: str) -> None:
        """The records of an institution ("" = none)."""
        from zaitaku_desk.store import institutions

        self.clear()
        self._of = institution_id
        if institution_id and self._office is not None and self._office.db is not None:
            for hit in institutions.met(self._office.db, institution_id):
                words = {"visits": "訪問", "consultations": "相談"}[hit.kind]
                item = QListWidgetItem(
                    f"{words}　{hit.subtitle}　{hit.title if hit.kind == 'consultations' else ''}"
                )
                item.setData(Qt.ItemDataRole.UserRole, (hit.kind, hit.id))
                self.addItem(item)
        if not self.count():
            item = QListWidgetItem("まだありません。")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        height = max(tokens.TARGET, self.sizeHintForRow(0))
        self.setFixedHeight(min(self.count(), 8) * height + 2 * self.frameWidth() + 2)

    _of = ""

    def _again(self) -> None:
        self.show_of(self._of)

    def _open(self, item: QListWidgetItem) -> None:
        found = item.data(Qt.ItemDataRole.UserRole)
        if found:
            self.open_wanted.emit(*found)
