from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from tests.gui.test_main_window import Institutions
from tests.store.test_conflicts import both_said
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.papers import Paper
from zaitaku_desk.reports.request import Made
from zaitaku_desk.store import audit, save


def made(text):
    return lambda tab: lambda _progress: Made(text.encode(), text)


class WithPapers(Institutions):
    PAPERS = (
        Paper("一覧", "xlsx", made("list"), needs_record=False),
        Paper("紹介状", "docx", made("letter"), name=lambda tab: f"紹介状_{tab.form.record.name}"),
    )


@pytest.fixture
def tab(qtbot, office):
    window = MainWindow(office, [WithPapers(office)], build_all=True)
    qtbot.addWidget(window)
    found = window.page("institutions")
    found.window_ = window
    return found


def test_a_file_is_written_where_she_says(tab, office, tmp_path):
    office.dialogs.answers = [tmp_path / "list.xlsx"]
    tab.print_main()
    assert (tmp_path / "list.xlsx").read_bytes() == b"list"


def test_a_paper_of_a_record_needs_one(tab, office, qtbot):
    with qtbot.waitSignal(tab.said):
        tab.papers.run(WithPapers.PAPERS[1])
    assert office.dialogs.said == []


def test_typing_is_stored_before_the_paper_is_made(tab, office, say, tmp_path):
    tab.new()
    say(tab.form.widget("name"), "みどり台クリニック")
    office.dialogs.answers = [tmp_path / "letter.docx"]
    tab.papers.run(WithPapers.PAPERS[1])
    assert save.get(office.db, "institutions", tab.form.record.id).name == "みどり台クリニック"


def test_the_menu_names_paper_and_format(tab):
    menu = tab.papers.menu()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["一覧（Excel）", "紹介状（Word）", "表示中の一覧（Excel）"]


def test_the_list_on_the_screen_becomes_an_excel_file(qtbot, office, tmp_path):
    import openpyxl

    from zaitaku_desk.gui.people import PeopleTab
    from zaitaku_desk.store import save

    for name in ("浜辺 澄子", "岬野 実"):
        save.save(office.db, save.new("people", name=name))
    tab = PeopleTab(office)
    qtbot.addWidget(tab)
    tab.show()
    tab.list.search.setText("岬野")
    tab.list.apply()
    office.dialogs.answers = [tmp_path / "名簿.xlsx"]
    tab.papers.run(tab.papers.menu().actions()[-1].data())
    sheet = openpyxl.load_workbook(tmp_path / "名簿.xlsx").active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "岬野 実" in cells and "浜辺 澄子" not in cells


def test_what_two_devices_said_differently_is_told_before_it_is_printed(tab, office, tmp_path, monkeypatch):
    """Decisions 20."""
    told = []
    monkeypatch.setattr(office.dialogs, "tell", lambda _message, hint="": told.append(hint))
    record = both_said(office.db, "institutions", "telephone", "1", "2", "3")
    tab.open_record(record)
    office.dialogs.answers = [tmp_path / "letter.docx"]
    tab.papers.run(WithPapers.PAPERS[1])
    assert "食い違いがあります：電話" in told[0]


def noted(office):
    return [
        (row.what, row.record, row.detail)
        for row in audit.page(office.db, audit.Wanted())
        if row.what in ("export", "print")
    ]


def test_a_paper_that_leaves_as_a_file_is_noted(tab, office, tmp_path):
    """S6."""
    tab.new(name="みどり台医院")
    tab.form.ensure_saved()
    office.dialogs.answers = [tmp_path / "letter.docx"]
    tab.papers.run(WithPapers.PAPERS[1])
    assert noted(office) == [("export", tab.form.record.id, "紹介状 docx")]


def test_a_paper_that_is_given_up_is_not_noted(tab, office):
    tab.papers.run(WithPapers.PAPERS[0])
    assert noted(office) == []


def test_a_paper_that_is_printed_or_saved_from_the_preview_is_noted(tab, office):
    """S6."""
    tab.papers._shown = Paper("会議開催案内", "pdf", made("pdf"), needs_record=False)
    tab.papers._note("print")
    tab.papers._note("export")
    assert noted(office) == [("export", "", "会議開催案内 pdf"), ("print", "", "会議開催案内 pdf")]
