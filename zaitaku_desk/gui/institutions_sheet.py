"""The sheet of an institution: the sections of its page with the fields that apply to its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from zaitaku_desk.gui.sections import Section
from zaitaku_desk.gui.show import shown
from zaitaku_desk.records.fields import by_name, is_empty
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.rules import sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from zaitaku_desk.gui.child_table import ChildTable
    from zaitaku_desk.gui.form import Form
    from zaitaku_desk.gui.office import Office

ALWAYS_OPEN_WHEN_NEW = ("section_address",)
SILENT = (
    *("postal_code", "prefecture", "position", "school_district"),
    *("medical_code", "office_number", "filings"),
)
"""Said in no folded section: they are looked up, not read in passing."""


class Sheet(QObject):
    """Which cells of the page are shown, and what a folded section says. `rearranged` after a change.

    `parts` says of a part that is no field of the record whether it is shown (None: the kind decides), and
    what it says while it is folded.
    """

    rearranged = Signal()

    def __init__(self, page: QWidget, form: Form, office: Office, tables: Mapping[str, ChildTable]) -> None:
        super().__init__(page)
        self._form, self._office, self._tables = form, office, tables
        self.parts: dict[str, Callable[[], bool]] = {}
        self.words: dict[str, Callable[[], str]] = {}
        self.sections = page.findChildren(Section)
        for section in self.sections:
            section.begin(office)
            section.turned.connect(self._on_turned)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.arrange)
        for table in tables.values():
            table.quieted.connect(self._soon.start)

    def show_of(self, institution: Institution | None) -> None:
        """Arrange the page for another institution."""
        for section in self.sections:
            if institution is not None and section.objectName() in ALWAYS_OPEN_WHEN_NEW and self._form.is_new:
                section.fold(False)
            else:
                section.restore()
        self._place()
        for section in self.sections:
            if institution is not None and any(cell.name in institution.as_typed for cell in section.shown):
                section.fold(False)  # what could not be read is never out of sight

    def arrange(self) -> None:
        """Arrange the page for what the form holds now."""
        if self._place():
            self.rearranged.emit()

    def _place(self) -> bool:
        """Whether anything came, went or moved."""
        self._soon.stop()
        record = self._form.record
        if not isinstance(record, Institution):
            return False
        moved = [section.arrange(lambda name: self._wanted(name, record)) for section in self.sections]
        self.tell()
        return any(moved)

    def tell(self) -> None:
        """What stands in the folded sections."""
        record = self._form.record
        for section in self.sections:
            if section.folded and isinstance(record, Institution):
                said = [self._said(cell.name, record) for cell in section.shown]
                section.say("　".join(part for part in said if part))

    def _wanted(self, name: str, record: Institution) -> bool:
        if name in self.parts:
            return self.parts[name]()
        if name in self._tables and self._tables[name].model.rows:
            return True
        return sheets.shows(name, record)

    def _said(self, name: str, record: Institution) -> str:
        if name in self._tables:
            count = len(self._tables[name].model.rows)
            return f"{self._tables[name].model.record_type.TITLE} {count}件" if count else ""
        if name in self.words:
            return self.words[name]()
        if name in SILENT or name not in by_name(Institution):
            return ""
        return in_words(self._office, name, getattr(record, name))

    def _on_turned(self) -> None:
        self.tell()
        self.rearranged.emit()


def in_words(office: Office, name: str, value: Any) -> str:
    """A value of an institution as one reads it; a box that is ticked is its title."""
    item = by_name(Institution)[name]
    if is_empty(value) or value is False:
        return ""
    if value is True:
        return item.title
    if item.type is dict:
        from zaitaku_desk.rules import hours

        return hours.show(value)
    return shown(office.db, item, value, office.date_style) + item.unit
