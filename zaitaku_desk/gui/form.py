"""Binds the widgets of a page to the fields of a record by objectName, and saves as she types.

A read shows, a change saves, and showing is not a change. The page holds only the field widgets; title, unit,
必須 and the line for problems come from the record's field. The save path never writes to a widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.autosave import Autosave
from zaitaku_desk.gui.field_box import own_undo, wrap
from zaitaku_desk.gui.lookup import choices_of
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.widgets.base import is_field
from zaitaku_desk.gui.widgets.choices import Chips, ChoiceBox
from zaitaku_desk.gui.widgets.factory import words_field
from zaitaku_desk.gui.widgets.picker import RecordChips, RecordPicker
from zaitaku_desk.records.fields import Record, Spec, group_value, groups, missing, put_group, specs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.journal import Heads
    from zaitaku_desk.store.save import Seen

AT_ONCE = 12


@dataclass
class Field:
    """One bound widget."""

    spec: Spec
    widget: Any
    label: QLabel
    line: QLabel


class Form(QObject):
    """The form of one record type over a loaded page.

    `edited(name)` after each edit, `saved(id)` after each save, `left(name)` when a field is left,
    `failed(message)` when the disk refuses (the text stays and is tried again), `open_wanted(kind, id)` from
    pickers.
    """

    edited = Signal(str)
    saved = Signal(str)
    left = Signal(str)
    failed = Signal(str)
    open_wanted = Signal(str, str)
    undo_wanted = Signal()

    def __init__(self, page: QWidget, record: type[Record], office: Office, *, bound: bool = True) -> None:
        """With `bound=False` nothing is bound before `bind` is walked to its end."""
        super().__init__(page)
        self._type = record
        self._office = office
        self.fields: dict[str, Field] = {}
        self.record: Record | None = None
        self._seen: Seen | None = None
        self._dirty: set[str] = set()
        self._written: set[str] = set()
        self._autosave = Autosave(self)
        self._autosave.due.connect(self._save_unless_busy)
        page.setEnabled(False)
        self._page = page
        QApplication.instance().focusChanged.connect(self._on_focus)
        office.changes.saved.connect(self._on_saved_elsewhere)
        if bound:
            for _ in self.bind():
                pass

    def bind(self) -> Iterator[str]:
        """Bind the widgets of the page, some at a time."""
        for at, spec in enumerate(specs(self._type), 1):
            widget = self._page.findChild(QWidget, spec.name)
            if is_field(widget):
                self._bind(spec, widget)
            if not at % AT_ONCE:
                yield "bound"

    # --- showing

    def load(self, record: Record | None, seen: Seen | None = None) -> None:
        """Save what is open, then show another record (None: nothing, disabled)."""
        self.flush()
        self.record, self._seen = record, seen
        self._written.clear()
        self._page.setEnabled(record is not None)
        for name, field in self.fields.items():
            if record is not None:
                self._show(field, record)
                self._judge(name)
            else:
                field.widget.value = None
                self.say(name, "")

    def refresh(self) -> None:
        """Show what is stored now, but for what she is typing, or has typed here and another device changed
        too (decisions 16).
        """
        from zaitaku_desk.store import journal, save

        if self.record is None or self._office.db is None or self._seen is None:
            return
        heads = journal.heads(self._office.db, self.record.id)
        fresh = save.get(self._office.db, self.record.KIND, self.record.id)
        if fresh is None:
            return
        seen = save.seen_of(fresh, heads)
        kept = {grp for grp, names in groups(self._type).items() if self._stays(grp, names, heads)}
        for grp in kept:
            put_group(fresh, group_value(self.record, grp))
        for name, field in self.fields.items():
            if field.spec.group in kept:
                continue
            self._show(field, fresh)
            self._judge(name)
        self.record, self._seen = fresh, save.still_open(self._seen, seen, kept)

    def _stays(self, grp: str, names: Collection[str], heads: Heads) -> bool:
        """Whether a group is shown as it is: she is typing there, or she has and it is in conflict now."""
        for name in names:
            if name in self._dirty or (name in self.fields and self.fields[name].widget.composing()):
                return True
        mine = set(self._seen.heads.get(grp, ())) if self._seen is not None else set[str]()
        return grp in self._written and grp in heads.conflicts and mine <= set(heads.ids(grp))

    def set_values(self, **values: Any) -> None:
        """Change fields as she would: shown and saved (address from a postal code, a chosen default …)."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].widget.value = value
                self._judge(name)
            else:
                setattr(self.record, name, value)
            self._touch(name)
        self.save()

    def widget(self, name: str) -> Any:
        """The widget of a field."""
        return self.fields[name].widget

    def say(self, name: str, words: str, *, warning: bool = False) -> None:
        """Put a line under a field (duplicate warnings …); "" takes it away."""
        line = self.fields[name].line
        if not words and line.isHidden():
            return
        role = "warning" if warning else "problem"
        give_role(line, role)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setText(words)
        line.setVisible(bool(words))
        self.fields[name].widget.setAccessibleDescription(words)

    @property
    def is_new(self) -> bool:
        """Whether what is shown is not stored yet."""
        return self._seen is not None and self._seen.is_new

    @property
    def incomplete(self) -> list[str]:
        """What is missing for the record to be complete, in words; empty = complete."""
        if self.record is None:
            return []
        unread = [field.spec.title for name, field in self.fields.items() if name in self.record.as_typed]
        return list(dict.fromkeys([*(spec.title for spec in missing(self.record)), *unread]))

    # --- saving

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not yet stored."""
        return bool(self._dirty)

    def save(self) -> None:
        """Store what was typed so far as an unsealed operation; never touches a widget."""
        from zaitaku_desk.store import save

        if not self._dirty or self.record is None or self._office.db is None:
            return
        dirty, self._dirty = self._dirty, set()
        before = self._seen.heads if self._seen is not None else {}
        for name in dirty:
            if name in self.fields:
                self._take(self.fields[name])
        try:
            self._seen = save.save(
                self._office.db, self.record, self._seen or save.unseen(self.record), sealed=False
            )
        except UserError as error:
            self._dirty |= dirty
            self._autosave.touch()
            self.failed.emit(str(error))
            return
        self._written |= {grp for grp, heads in self._seen.heads.items() if heads != before.get(grp)}
        self._own = True
        try:
            self._office.saved(self.record.KIND, [self.record.id])
        finally:
            self._own = False
        self.saved.emit(self.record.id)

    def ensure_saved(self) -> None:
        """Store a new record even though nothing was typed: a child of it is about to be."""
        if self._seen is not None and self._seen.is_new:
            self._dirty.add("")
            self.save()

    def flush(self) -> None:
        """Store and seal everything: on leaving, closing, locking, reporting."""
        from zaitaku_desk.store import save

        if self._autosave.pending:
            self._autosave.flush()
        self.save()
        if self._seen is not None and self._office.db is not None:
            save.seal(self._office.db, self._seen)

    # --- inside

    _own = False

    def _save_unless_busy(self) -> None:
        """Something else is being written: rather in a moment than with the keyboard held up."""
        if self._office.db is not None and self._office.db.writing:
            self._autosave.touch()
        else:
            self.save()

    def _bind(self, spec: Spec, widget: Any) -> None:
        widget.attach(self._office, spec)
        if isinstance(widget, RecordPicker):
            widget.id_field = str(widget.property("idField") or spec.name)
            words = spec.name if widget.id_field != spec.name else words_field(self._type, spec.name)
            widget.text_field = str(widget.property("textField") or words)
        if isinstance(widget, RecordPicker | RecordChips):
            widget.open_wanted.connect(self.open_wanted)
        if not widget.accessibleName():
            widget.setAccessibleName(spec.title)
        self.fields[spec.name] = Field(spec, widget, *wrap(widget, spec))
        widget.edited.connect(lambda name=spec.name: self._on_edited(name))
        for part in [widget, *widget.findChildren(QLineEdit), *widget.findChildren(QPlainTextEdit)]:
            part.installEventFilter(self)

    def _show(self, field: Field, record: Record) -> None:
        name, widget = field.spec.name, field.widget
        if name in record.as_typed:
            widget.show_typed(record.as_typed[name])
        elif isinstance(widget, RecordPicker) and widget.text_field:
            widget.show_words(getattr(record, widget.id_field), getattr(record, widget.text_field))
        else:
            widget.value = getattr(record, name)

    def _take(self, field: Field) -> None:
        name, widget, record = field.spec.name, field.widget, self.record
        typed = widget.typed()
        if typed:
            record.as_typed[name] = typed
            setattr(record, name, field.spec.type() if field.spec.type in (list, dict) else None)
        else:
            record.as_typed.pop(name, None)
            setattr(record, widget.id_field if isinstance(widget, RecordPicker) else name, widget.value)
        if isinstance(widget, RecordPicker) and widget.text_field:
            setattr(record, widget.text_field, widget.words)

    def _on_edited(self, name: str) -> None:
        self._touch(name)
        if not self.fields[name].widget.problem():
            self.say(name, "")
        self.edited.emit(name)

    def _touch(self, name: str) -> None:
        self._dirty.add(name)
        self._autosave.touch()

    def _judge(self, name: str) -> None:
        self.say(name, self.fields[name].widget.problem())

    def _field_of(self, widget: QWidget | None) -> str:
        while widget is not None and widget is not self._page:
            if widget.objectName() in self.fields and self.fields[widget.objectName()].widget is widget:
                return widget.objectName()
            widget = widget.parentWidget()
        return ""

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or (new is not None and new.window().windowType() == Qt.WindowType.Popup):
            return
        name = self._field_of(old)
        if name and self._field_of(new) != name:
            self.flush()
            if not self.fields[name].line.text() or self.fields[name].widget.problem():
                self._judge(name)
            self.left.emit(name)

    def _on_saved_elsewhere(self, kind: str, ids: list[str]) -> None:
        if kind == "codes" and self._office.db is not None:
            self._offer_anew({code_id.partition(":")[0] for code_id in ids})
        if not self._own and self.record is not None and kind == self.record.KIND and self.record.id in ids:
            self.refresh()

    def _offer_anew(self, lists: set[str]) -> None:
        """The choices of these code lists (of all without a name) are others now."""
        for field in self.fields.values():
            widget = field.widget
            codes = field.spec.codes
            named = isinstance(widget, ChoiceBox | Chips) and codes and (not lists or codes in lists)
            if not named or widget.composing():
                continue
            typed = widget.typed()
            widget.set_choices(choices_of(self._office.db, field.spec))
            if typed:
                widget.show_typed(typed)

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            if own_undo(widget):
                return False
            self.flush()
            self.undo_wanted.emit()
            return True
        plain_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if plain_enter and isinstance(widget, QLineEdit) and not isinstance(widget, RecordPicker):
            if isinstance(widget.parentWidget(), ChoiceBox):
                widget.parentWidget().tidy()
            widget.focusNextChild()
            return True
        return False
