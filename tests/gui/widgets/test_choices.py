from __future__ import annotations

from PySide6.QtCore import Qt

from zaitaku_desk.gui.widgets.choices import Chips, ChoiceBox
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec

STATUS = spec(KINDS["visits"], "status")
TOPICS = spec(KINDS["consultations"], "topics")
KIND = spec(KINDS["institutions"], "kind")


def box(qtbot, office, item=STATUS) -> ChoiceBox:
    made = ChoiceBox()
    qtbot.addWidget(made)
    made.attach(office, item)
    return made


def test_nothing_is_chosen_at_first(qtbot, office):
    assert box(qtbot, office).value is None


def test_the_first_letters_choose(qtbot, office, say):
    choice = box(qtbot, office)
    say(choice.lineEdit(), "辞")
    choice.lineEdit().editingFinished.emit()
    assert (choice.value, choice.currentText()) == ("declined", "辞退")


def test_a_word_of_no_list_stays_as_typed(qtbot, office, say):
    choice = box(qtbot, office)
    say(choice.lineEdit(), "たぶん")
    choice.lineEdit().editingFinished.emit()
    assert (choice.value, choice.typed()) == (None, "たぶん")
    assert choice.problem()


def test_setting_tells_nobody_choosing_does(qtbot, office):
    choice = box(qtbot, office)
    with qtbot.assertNotEmitted(choice.edited):
        choice.value = "done"
    with qtbot.waitSignal(choice.edited):
        choice.put("planned")


def test_codes_come_from_their_list(qtbot, office):
    choice = box(qtbot, office, KIND)
    choice.value = "hospital"
    assert choice.currentText() == "病院"


def test_an_unknown_key_is_shown_as_it_is(qtbot, office):
    choice = box(qtbot, office, KIND)
    choice.value = "spaceship"
    assert (choice.value, choice.currentText()) == ("spaceship", "spaceship")


def test_the_wheel_changes_nothing(qtbot, office):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    choice = box(qtbot, office)
    choice.value = "planned"
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), *none, False)
    QApplication.sendEvent(choice, event)
    assert choice.value == "planned"


def chips(qtbot, office) -> Chips:
    made = Chips()
    qtbot.addWidget(made)
    made.attach(office, TOPICS)
    return made


def test_chips_hold_several_keys_in_the_lists_order(qtbot, office):
    several = chips(qtbot, office)
    several.value = ["end_of_life", "home_care"]
    assert several.value == ["home_care", "end_of_life"]


def test_other_opens_a_line_for_what_no_list_has(qtbot, office, say):
    several = chips(qtbot, office)
    several._other_chip.click()
    say(several.other, "ペットのこと")
    assert several.value == ["other", "ペットのこと"]
    again = chips(qtbot, office)
    again.value = several.value
    assert again.other.text() == "ペットのこと"


def test_arrows_walk_the_chips_and_space_turns_them(qtbot, office):
    several = chips(qtbot, office)
    several.resize(600, 200)
    several.show()
    first, second = several._chips[:2]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.focusPolicy() == Qt.FocusPolicy.StrongFocus
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert several.value == [second.property("key")]


def test_the_list_that_drops_down_leaves_the_cursor_behind_what_is_typed(qtbot, office, say):
    choice = box(qtbot, office, KIND)
    choice.show()
    choice.activateWindow()
    choice.setFocus()
    qtbot.waitUntil(choice.hasFocus)
    say(choice.lineEdit(), "訪")
    qtbot.waitUntil(lambda: choice._suggestions.open)
    say(choice.lineEdit(), "問")
    assert choice.lineEdit().text() == "訪問"
