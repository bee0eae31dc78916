"""Parts that only the directory's page has: what the sources say, where she met them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import show, tokens
from zaitaku_desk.records.fields import is_empty, specs
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office


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
        found = [said for said in sources.of(self._office.db, institution.id) if said.values]
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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
                    f"{words}　{show.dated(hit.subtitle, self._office.date_style)}　"
                    f"{hit.title if hit.kind == 'consultations' else ''}"
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
