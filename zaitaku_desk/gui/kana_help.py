"""ふりがな fills itself while a name is typed, from what the IME is given, as Access does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from zaitaku_desk.gui.widgets.picker import RecordPicker
from zaitaku_desk.japanese.reading import Reading

if TYPE_CHECKING:
    from zaitaku_desk.gui.child_table import ChildTable
    from zaitaku_desk.gui.form import Form


class KanaHelp(QObject):
    """Watches `name` of a form; `kana` follows while it is empty or what came of it before."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self._ours: tuple[str, str] = ("", "")
        self._name, self._kana = form.widget("name"), form.widget("kana")
        self._name.reading = Reading(self._name.text())
        form.edited.connect(self._on_edited)

    def _on_edited(self, name: str) -> None:
        record = self._form.record
        if name != "name" or record is None or self._kana.composing():
            return
        here = self._kana.text().strip()
        if here and (record.id, here) != self._ours:
            return
        reading = self._name.reading.whole
        if reading != here:
            self._ours = (record.id, reading)
            self._kana.put(reading or None)


class ReadingsOfNames(QObject):
    """Remembers how the names of people typed into a table are read, until they become people."""

    def __init__(self, table: ChildTable) -> None:
        super().__init__(table)
        self.readings: dict[str, str] = {}
        table.view.editor_opened.connect(self._watch)

    def _watch(self, editor: Any) -> None:
        if isinstance(editor, RecordPicker):
            editor.reading = Reading(editor.text())
            editor.edited.connect(lambda: self._remember(editor))

    def _remember(self, editor: RecordPicker) -> None:
        reading = editor.reading.whole if editor.reading is not None else ""
        if editor.words and reading:
            self.readings[editor.words] = reading
