from __future__ import annotations

from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QTabWidget

from tests.gui.pages import page_of
from tests.gui.two_desks import two  # noqa: F401
from tests.sharing import desks
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.menus import Command
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.gui.widgets.factory import widget_class
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec
from zaitaku_desk.store import save


class SmallTab(RecordTab):
    FIELDS: ClassVar[tuple[str, ...]] = ()

    def make_page(self):
        widgets = []
        for name in self.FIELDS:
            widget = widget_class(spec(self.RECORD, name))()
            widget.setObjectName(name)
            widgets.append(widget)
        return page_of(*widgets)


class Visits(SmallTab):
    NAME = "visits"
    RECORD = KINDS["visits"]
    FIELDS = ("purpose", "institution_id")
    COMMANDS = (Command("ファイル", "訪問を取り込む…", "take_in_visits", "Ctrl+I"),)
    taken = 0

    def take_in_visits(self):
        self.taken += 1


class Institutions(SmallTab):
    NAME = "institutions"
    RECORD = KINDS["institutions"]
    FIELDS = ("name", "telephone")
    COMMANDS = (Command("ファイル", "一覧を取り込む…", "import_list", "Ctrl+I"),)
    imported = 0

    def import_list(self):
        self.imported += 1


@pytest.fixture
def clinic(office):
    record = save.new("institutions", name="舩津クリニック")
    save.save(office.db, record)
    return record


@pytest.fixture
def window(qtbot, office, clinic) -> MainWindow:
    made = MainWindow(office, [Visits(office), Institutions(office)])
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    return made


def test_pages_have_the_names_scripts_know_them_by(window):
    tabs = window.findChild(QTabWidget, "tabs")
    page = tabs.findChild(RecordTab, "visits")
    assert page.findChild(QLineEdit, "search")
    assert page.findChild(QTableView, "rows")
    assert page.findChild(QLineEdit, "purpose")


def test_a_page_is_built_when_it_is_first_shown(window):
    assert window.tabs_by_name["visits"].built
    assert not window.tabs_by_name["institutions"].built
    window.go(1)
    assert window.tabs_by_name["institutions"].built


def test_build_all_builds_all(qtbot, office):
    made = MainWindow(office, [Visits(office), Institutions(office)], build_all=True)
    qtbot.addWidget(made)
    assert all(tab.built for tab in made.tabs_by_name.values())


def test_control_and_a_digit_shows_a_tab(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentWidget().NAME == "institutions"


def test_global_search_opens_the_record_on_its_page(qtbot, window, clinic, say):
    window.focus_global_search()
    say(window.global_search, "船津")
    qtbot.keyClick(window.global_search, Qt.Key.Key_Return)
    assert window.tabs.currentWidget().NAME == "institutions"
    assert window.tabs.currentWidget().form.record.id == clinic.id


def test_a_command_of_a_tab_stands_in_its_menu(window):
    action = next(item for item in window.menus["ファイル"].actions() if item.text().startswith("一覧を"))
    action.trigger()
    assert window.tabs_by_name["institutions"].imported == 1


def test_the_status_line_says_when_it_was_saved(window, say):
    tab = window.page("visits")
    tab.new()
    say(tab.form.widget("purpose"), "意向")
    tab.flush()
    assert window.status.saved_label.text() == "保存しました 09:30"


def test_without_a_passphrase_a_band_says_so(window):
    assert window.status.unprotected.isVisible()


def test_text_size_keys(qtbot, window, qapp):
    before = qapp.font().pointSizeF()
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert qapp.font().pointSizeF() > before
    window.change_text_size(0)


def test_the_keys_of_the_page_are_shown(window):
    window.show_keys()
    card = QApplication.activePopupWidget()
    assert card is not None
    card.close()


def test_the_date_style_changes_everywhere_at_once(window, office):
    window.set_date_style("western")
    assert office.date_style == "western"


def test_closing_stores_what_is_being_typed(qtbot, window, office, say):
    tab = window.page("visits")
    tab.new()
    say(tab.form.widget("purpose"), "途中まで")
    with qtbot.waitSignal(window.closing):
        window.close()
    assert save.get(office.db, "visits", tab.form.record.id).purpose == "途中まで"


def test_closing_asks_while_work_is_running(window, office):
    office.tasks._waiting = 1
    assert not window.close()
    assert len(office.dialogs.said) == 1
    office.tasks._waiting = 0


def test_geometry_is_remembered_on_this_machine(window, office):
    window.close()
    assert office.settings.get("geometry")


def test_a_picked_record_opens_on_its_own_page(window, clinic):
    tab = window.page("visits")
    tab.open_wanted.emit("institutions", clinic.id)
    assert window.tabs.currentWidget().NAME == "institutions"


def test_every_control_has_a_name(window):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QPlainTextEdit

    window.go(1)
    page = window.tabs.currentWidget()
    kinds = (QLineEdit, QComboBox, QPlainTextEdit, QTableView, QAbstractButton)
    nameless = [
        widget
        for kind in kinds
        for widget in page.findChildren(kind)
        if not (widget.accessibleName() or getattr(widget, "text", str)() or widget.toolTip())
        and widget.objectName() != "empty_step"  # gets its word when the list is empty
        and not isinstance(widget.parentWidget(), QComboBox | QTableView | QLineEdit)
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_keys_that_two_tabs_declare_are_those_of_the_tab_that_is_shown(qtbot, window):
    visits, institutions = window.page("visits"), window.page("institutions")
    before = visits.taken, institutions.imported
    for tab in (visits, institutions):
        window.tabs.setCurrentWidget(tab)
        qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert (visits.taken, institutions.imported) == (before[0] + 1, before[1] + 1)


def test_f1_over_the_page_of_the_shared_folder_opens_its_chapter(qtbot, office):
    window = MainWindow(office, [Visits(office)], build_all=True)
    qtbot.addWidget(window)
    window.run_house("show_share")
    window.show_guide()
    guide = window.tabs.currentWidget()._stack.currentWidget()
    assert "共有フォルダー" in guide._text.toPlainText().splitlines()[0]


def test_a_clock_that_is_a_day_ahead_is_marked_at_the_foot(qtbot, two, monkeypatch):  # noqa: F811
    import time

    window = MainWindow(two.office, [Institutions(two.office)])
    qtbot.addWidget(window)
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 3 * 86_400 * 10**9)
    desks.add(two.other, "みなと診療所")
    desks.meet(two.other, two.drive)
    monkeypatch.setattr(time, "time_ns", real)
    window.sharing.sync()
    assert window.status.share_button.text().startswith("▲ ")
    assert "時計が1日以上進んでいる端末があります" in window.status.share_button.toolTip()
    desks.meet(two.other, two.drive)  # its clock is right again: it says so although nothing else changed
    window.sharing.sync()
    assert window.status.share_button.text().startswith("全端末一致")
