from __future__ import annotations

import pytest

from zaitaku_desk.gui.widgets.base import is_field
from zaitaku_desk.gui.widgets.choices import Chips, ChoiceBox
from zaitaku_desk.gui.widgets.dates import DateEdit, DateTimeEdit, TimeEdit
from zaitaku_desk.gui.widgets.factory import WIDGETS, widget_class, words_field
from zaitaku_desk.gui.widgets.picker import RecordChips, RecordPicker
from zaitaku_desk.gui.widgets.text import CheckBox, NoteEdit, NumberEdit, TextEdit
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec


@pytest.mark.parametrize(
    ("kind", "name", "widget"),
    [
        ("visits", "visited_on", DateEdit),
        ("visits", "start", TimeEdit),
        ("consultations", "received_at", DateTimeEdit),
        ("institutions", "kind", ChoiceBox),
        ("visits", "status", ChoiceBox),
        ("consultations", "topics", Chips),
        ("consultations", "referred_to", RecordChips),
        ("visits", "institution_id", RecordPicker),
        ("institutions", "beds", NumberEdit),
        ("institutions", "member", CheckBox),
        ("institutions", "note", NoteEdit),
        ("institutions", "name", TextEdit),
    ],
)
def test_a_field_has_its_widget(kind, name, widget):
    assert widget_class(spec(KINDS[kind], name)) is widget


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("visits", "institution_id", "institution_text"),
        ("visits", "interviewee_id", "interviewee"),
        ("consultations", "inquirer_id", "inquirer_name"),
        ("posts", "person_id", "name"),
        ("posts", "institution_id", ""),
    ],
)
def test_the_words_of_a_pointer_have_their_field(kind, name, words):
    assert words_field(KINDS[kind], name) == words


def test_every_field_widget_keeps_its_promise(qtbot, office):
    for widget in WIDGETS:
        made = widget()
        qtbot.addWidget(made)
        if is_field(made):
            assert all(hasattr(made, name) for name in ("problem", "typed", "show_typed", "composing"))
            assert made.metaObject().userProperty().name() == "value"
