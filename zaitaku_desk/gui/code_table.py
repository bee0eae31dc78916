"""The entries of one code list as a table to type into, with how often each is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QResizeEvent

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.child_model import ChildModel, Children
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.lookup import codes
from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.records.codes import Code
from zaitaku_desk.records.fields import Record, Spec
from zaitaku_desk.store import code_lists

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

NARROW = 700  # pixels
USED = Spec("used", "使用", int, "used", unit="件")
"""A column that is counted, not stored."""


class KindsEdit(LineField):
    """Kinds of institution by their labels, with 「、」 between them; empty is all of them."""

    EXAMPLE = "病院、診療所 …（空＝すべて）"

    def parse(self, text: str) -> list[str] | None:
        known = {label: key for key, label in self._kinds()}
        parts = [part.strip() for part in text.replace(",", "、").replace("，", "、").split("、")]
        keys = [known.get(part) or _beginning(known, part) for part in parts if part]
        return None if None in keys else [key for key in keys if key]

    def display(self, value: Any) -> str:
        labels = dict(self._kinds())
        return "、".join(labels.get(key, key) for key in value or [])

    def complaint(self, text: str) -> str:
        return "機関の種別にない言葉があります。"

    def _kinds(self) -> list[tuple[str, str]]:
        if self.office is None or self.office.db is None:
            return []
        return [(choice.key, choice.label) for choice in codes(self.office.db, "institution_kinds")]


class CodeModel(ChildModel):
    """The entries of a list, and the counted column behind them."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.specs.append(USED)
        self._used: dict[str, int] = {}

    def load(self, parent_id: str | None) -> None:
        if parent_id and self._office.db is not None:
            self._used = code_lists.used(self._office.db, parent_id)
        super().load(parent_id)

    def text(self, record: Record, item: Spec) -> str:
        if item is USED:
            return f"{self._used.get(cast('Code', record).key or '', 0):,}"
        return super().text(record, item)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record_at(index.row())
        if role == Qt.ItemDataRole.ForegroundRole and isinstance(record, Code) and record.retired:
            return QColor(tokens.PLACEHOLDER)
        return super().data(index, role)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags & ~Qt.ItemFlag.ItemIsEditable if self.specs[index.column()] is USED else flags

    def put(self, row: int, item: Spec, value: Any, **more: Any) -> bool:
        return item is not USED and super().put(row, item, value, **more)


class CodeTable(ChildTable):
    """A ChildTable over `CodeModel`; nothing is deleted here, only put out of use."""

    MODEL = CodeModel

    def attach(self, office: Office, children: Children, title: str = "") -> None:
        super().attach(office, children, title)
        self.add_button("区分を足す", self.begin)

    def begin(self) -> None:
        """Go to the empty row and write."""
        at = self.model.index(self.model.insert_blank(), 0)
        self.view.setFocus()
        self.view.setCurrentIndex(at)
        self.view.edit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the 出典 gives way to the words."""
        super().resizeEvent(event)
        if self.model is not None:
            names = [item.name for item in self.model.specs]
            self.view.setColumnHidden(names.index("source"), self.width() < NARROW)


def children(list_name: str) -> Children:
    """What the table shows: only abilities apply to certain kinds of institution."""
    kinds = ("applies_to",) if list_name == "capabilities" else ()
    return Children(
        "codes",
        ("label", "kana", *kinds, "source", "retired"),
        order="order",
        parent="list_name",
        defaults={"source": "この地域"},
        identify=lambda record: code_lists.identify(cast("Code", record)),
        widths={"kana": 120, "applies_to": 220, "source": 256, "retired": 76, "used": 84},
        stretch="label",
        most=0,
        editors={"applies_to": KindsEdit},
        retires="retired",
        passed=lambda _record, name: name in ("source", "retired", "used"),
    )


def _beginning(known: dict[str, str], part: str) -> str | None:
    found = [key for label, key in known.items() if label.startswith(part)]
    return found[0] if len(found) == 1 else None
