"""Which widget edits which type of field."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zaitaku_desk.gui.widgets.calendar import Calendar
from zaitaku_desk.gui.widgets.choices import Chips, ChoiceBox
from zaitaku_desk.gui.widgets.dates import DateEdit, DateTimeEdit, TimeEdit
from zaitaku_desk.gui.widgets.picker import RecordChips, RecordPicker
from zaitaku_desk.gui.widgets.text import CheckBox, NoteEdit, NumberEdit, TextEdit

if TYPE_CHECKING:
    from zaitaku_desk.records.fields import Record, Spec

WIDGETS: tuple[type[QWidget], ...] = (
    TextEdit,
    NoteEdit,
    NumberEdit,
    CheckBox,
    DateEdit,
    TimeEdit,
    DateTimeEdit,
    ChoiceBox,
    Chips,
    RecordPicker,
    RecordChips,
    Calendar,
)
"""To add a widget: keep the promise of `base.py`, put it here, name it in a .ui file."""

TIMES = ("start", "end")


def widget_class(spec: Spec) -> type[QWidget]:
    """The widget that edits such a field where no .ui file says otherwise (tables, small pages)."""
    if spec.type is list:
        return RecordChips if spec.refers else Chips
    if spec.choices or spec.codes:
        return ChoiceBox
    if spec.refers:
        return RecordPicker
    by_type: dict[type, type[QWidget]] = {
        date: DateEdit,
        datetime: DateTimeEdit,
        int: NumberEdit,
        bool: CheckBox,
    }
    if spec.type in by_type:
        return by_type[spec.type]
    if spec.name in TIMES or spec.name.endswith("_time"):
        return TimeEdit
    return NoteEdit if spec.lines > 1 else TextEdit


def words_field(record: type[Record], name: str) -> str:
    """The field with a pointer's words: institution_id → institution_text, person_id → name; "" if none."""
    from zaitaku_desk.records.fields import specs

    base = name.removesuffix("_id")
    names = {spec.name for spec in specs(record)}
    guesses = (f"{base}_text", f"{base}_name", base, "name" if base == "person" else "")
    return next((guess for guess in guesses if guess in names and guess != name), "")
