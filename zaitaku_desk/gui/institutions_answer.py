"""What one reads out during the call: the telephone large, below it each fact asked for and its age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.gui.widgets.short_label import ShortLabel
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.record_list import RecordList
    from zaitaku_desk.rules.facts import Told

ASKED = frozenset({"capability", "vacancy_since", "may_call", "open_at", "near"})
"""While one of these filters is on, somebody waits for an answer."""

AT = {column.name: place for place, column in enumerate(Institution.COLUMNS, 1)}
FACTS = (("reach", "今の電話"), ("room", "受入余力"), ("distance", "直線距離"))


class AnswerCard(QFrame):
    """Of the selected row of a list, else of the first one; hidden while nothing is asked."""

    def __init__(self, office: Office, of: RecordList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._list = office, of
        self.setProperty("role", "card")
        self.setObjectName("answer")
        self.name = QLabel(self)
        self.name.setProperty("role", "head")
        self.name.setWordWrap(True)
        self.telephone = QLabel(self, objectName="answer_telephone")
        self.telephone.setProperty("role", "page")
        self.telephone.setAccessibleName("電話")
        self.telephone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = QWidget(self, objectName="answer_facts")
        self.facts.setAccessibleName("確認日つきの答え")
        self._flow = FlowLayout(self.facts, tokens.SPACE_2)
        self._labels: list[ShortLabel] = []
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_3)
        top.addWidget(self.name, 1)
        top.addWidget(self.telephone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_2, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.facts)
        self.hide()
        of.table.modelReset.connect(self.freshen)
        of.table.dataChanged.connect(lambda *_: self.freshen())
        of.rows.selectionModel().currentRowChanged.connect(lambda *_: self.freshen())

    def freshen(self) -> None:
        """Say what is known of the row now."""
        from zaitaku_desk.store import lists

        listing = self._list.table.listing
        record_id = self._list.selected() or self._list.table.id_at(0)
        if listing is None or not record_id or not ASKED & lists.asked(listing).keys():
            self.hide()
            return
        row = lists.rows_of(self._office.db, listing, [record_id]).get(record_id)
        if row is not None:
            self._say(row)
        self.setVisible(row is not None)

    def _say(self, row: tuple[Any, ...]) -> None:
        style = self._office.date_style
        self.name.setText("　".join(str(row[AT[name]]) for name in ("name", "district") if row[AT[name]]))
        self.telephone.setText(str(row[AT["telephone"]] or "電話は未登録"))
        self._show_facts(facts(row), style)
        self.setAccessibleName(f"{row[AT['name']]} の答え")

    def _show_facts(self, said: list[tuple[str, Told]], style: str) -> None:
        shown = [(title, fact.words(style), fact.old) for title, fact in said if fact.words(style)]
        while len(self._labels) < len(shown):
            self._labels.append(ShortLabel(self.facts))
            self._flow.addWidget(self._labels[-1])
        for label in self._labels[len(shown) :]:
            label.hide()
        for label, (title, words, old) in zip(self._labels, shown, strict=False):
            label.setText(f"{title}： {words}")
            role = "old" if old else "fact"
            give_role(label, role)
            label.show()
        self.facts.updateGeometry()


def facts(row: tuple[Any, ...]) -> list[tuple[str, Told]]:
    """Every fact of a row with its name: what she asked for first."""
    abilities = row[AT["abilities"]]
    found = [(item.label, item) for item in abilities.items] if abilities else []
    return found + [(title, row[AT[name]]) for name, title in FACTS if row[AT[name]] is not None]
