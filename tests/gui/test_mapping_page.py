"""Her own Excel and lists of people, from the choice of the file to the second time (A6, A32, A77)."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.import_wizard import ImportWizard
from zaitaku_desk.gui.people_plan_page import PeoplePlanPage
from zaitaku_desk.gui.tasks import Cancelled, InlineTasks
from zaitaku_desk.store import lists, save

OWN = [
    ["みなと野市 関係機関情報一覧表"],
    [],
    ["呼び名", "れんらく先", "ばしょ", "圏域", "看取り", "ひとこと"],
    ["みどり台クリニック", "0999-11-2222", "架空県みなと野市みどり台1-1", "錨地区", "○", "駐車場は裏"],
    ["港クリニック", "0999-33-4444", "架空県みなと野市港2-2", "船瀬地区", "×", ""],
    ["", "0999-55-6666", "架空県みなと野市港3-3", "船瀬地区", "", ""],
]
PEOPLE = [
    ["氏名", "ふりがな", "職種", "所属", "役職", "就任", "リーダー研修"],
    ["海野　灯", "うみの　あかり", "看護師", "丘訪問看護ステーション", "所長", "R6.4.1", "○"],
    ["浜辺　凪", "はまべ　なぎ", "医師", "港クリニック", "院長", "", ""],
]


@pytest.fixture
def book(tmp_path: Path):
    def write(rows: list[list[str]], name: str = "うちの一覧.xlsx", *others: list[list[str]]) -> Path:
        made = openpyxl.Workbook()
        for at, sheet_rows in enumerate((rows, *others)):
            sheet = made.active if at == 0 else made.create_sheet(f"シート{at}")
            for row in sheet_rows:
                sheet.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def wizard(qtbot, office):
    found = ImportWizard(office)
    qtbot.addWidget(found)
    found.resize(880, 430)
    found.show()
    return found


def at_mapping(wizard) -> bool:
    return wizard._steps.currentWidget() is wizard.mapping._page


def at_people(wizard) -> bool:
    return isinstance(wizard._steps.currentWidget(), PeoplePlanPage)


def names(office, kind: str = "institutions") -> list[str]:
    return [record.name for record in lists.everything(office.db, kind)]


def take_in_own(wizard, book) -> None:
    wizard.plan(book(OWN))
    wizard.mapping.page.read_button.click()
    wizard.apply_button.click()


def test_her_own_list_is_mapped_and_taken_in(wizard, office, book):
    wizard.plan(book(OWN))
    assert at_mapping(wizard)
    assert wizard.mapping.page.columns() == {
        **dict(zip(("name", "district", "telephone", "address"), (0, 3, 1, 2), strict=True)),
        "capability:end_of_life_care": 4,
    }
    wizard.mapping.page.read_button.click()
    wizard.apply_button.click()
    assert names(office) == ["みどり台クリニック", "港クリニック"]


def test_the_second_time_nothing_is_asked_and_nothing_changes(wizard, book):
    take_in_own(wizard, book)
    wizard.start()
    wizard.plan(book(OWN, "うちの一覧（新）.xlsx"))
    assert wizard._steps.currentIndex() == 1
    assert "ありません" in wizard.apply_button.text()


def test_the_mapping_can_be_mended_from_the_plan(wizard, office, book):
    take_in_own(wizard, book)
    wizard.start()
    wizard.plan(book(OWN))
    wizard.mapping.mend_button.click()
    wizard.mapping.page.fields.boxes["note"].put("5")
    wizard.mapping.page.read_button.click()
    wizard.apply_button.click()
    assert {record.note for record in lists.everything(office.db, "institutions")} == {"駐車場は裏", None}


def test_rows_that_can_be_read_are_counted_as_she_chooses(wizard, book):
    wizard.plan(book(OWN))
    assert wizard.mapping.page.count.text() == "3行のうち 2行を読めます"
    wizard.mapping.page.fields.boxes["name"].put("1")
    assert wizard.mapping.page.count.text() == "3行のうち 3行を読めます"


def test_a_column_serves_the_field_it_was_last_chosen_for(wizard, book):
    wizard.plan(book(OWN))
    fields = wizard.mapping.page.fields
    fields.boxes["fax"].put("1")
    assert (fields.columns()["fax"], fields.boxes["telephone"].value) == (1, None)


def test_without_a_name_it_goes_no_further_and_says_why(wizard, book):
    wizard.plan(book(OWN))
    wizard.mapping.page.fields.boxes["name"].put(None)
    wizard.mapping.page.read_button.click()
    assert at_mapping(wizard)
    assert "「名称」の列" in wizard.mapping.page.why.text()


def test_every_column_stands_under_its_field(wizard, book):
    wizard.plan(book(OWN))
    sample = wizard.mapping.page.sample
    assert sample.headerData(0, Qt.Orientation.Horizontal) == "名称\n呼び名"
    assert sample.headerData(5, Qt.Orientation.Horizontal) == "（読まない）\nひとこと"


def test_another_row_is_made_the_header(wizard, book):
    wizard.plan(book(OWN))
    page = wizard.mapping.page
    page.header_box.setCurrentIndex(page.header_box.findData(4))
    assert page.table.header[0] == "みどり台クリニック"
    assert page.count.text().startswith("2行")


def test_another_sheet_is_read(wizard, book):
    wizard.plan(book(OWN, "a.xlsx", PEOPLE))
    page = wizard.mapping.page
    page.sheet_box.setCurrentIndex(1)
    assert (page.table.sheet, page.target) == ("シート1", "people")


def test_people_come_with_posts_and_trainings(wizard, office, book):
    take_in_own(wizard, book)
    wizard.start()
    wizard.plan(book(PEOPLE, "名簿.xlsx"))
    assert (wizard.mapping.page.target, at_mapping(wizard)) == ("people", True)
    wizard.mapping.page.read_button.click()
    wizard.mapping.people.create_box.setChecked(True)
    wizard.mapping.people.apply_button.click()
    assert names(office, "people") == ["海野　灯", "浜辺　凪"]
    assert [training.title for training in lists.everything(office.db, "trainings")] == ["リーダー研修"]
    assert "丘訪問看護ステーション" in names(office)


def test_a_list_of_people_goes_back_in_one_step(wizard, office, book):
    wizard.plan(book(PEOPLE))
    wizard.mapping.page.read_button.click()
    wizard.mapping.people.create_box.setChecked(True)
    wizard.mapping.people.apply_button.click()
    save.undo(office.db, office.db.last_batch)
    assert (names(office, "people"), names(office)) == ([], [])


def test_a_known_list_of_people_is_planned_without_asking(wizard, book):
    wizard.plan(book(PEOPLE))
    wizard.mapping.page.read_button.click()
    wizard.start()
    wizard.plan(book(PEOPLE, "名簿（来年）.xlsx"))
    assert at_people(wizard)


def test_a_namesake_is_decided_on_the_page(wizard, office, book):
    save.save(office.db, save.new("institutions", id="port", name="船瀬病院"))
    save.save(office.db, save.new("people", id="p", name="海野　灯"))
    save.save(
        office.db, save.new("posts", person_id="p", institution_id="port", name="海野　灯", title="主任")
    )
    wizard.plan(book(PEOPLE))
    wizard.mapping.page.read_button.click()
    page = wizard.mapping.people
    page.rows.setCurrentIndex(page.lines.index(0, 1))
    answers = [page._answers.itemAt(at).widget() for at in range(1, page._answers.count())]
    assert "船瀬病院" in answers[0].text()
    answers[0].click()
    page.apply_button.click()
    assert sorted(names(office, "people")) == ["浜辺　凪", "海野　灯"]


def test_a_list_of_parks_is_refused_but_may_be_mapped_all_the_same(wizard, tmp_path):
    path = tmp_path / "公園.csv"
    path.write_text("公園名,面積\nひばり公園,1200\n", encoding="utf-8")
    wizard.plan(path)
    assert wizard._steps.currentIndex() == 0
    wizard.mapping.anyway_button.click()
    assert at_mapping(wizard)


@pytest.mark.parametrize("rows", [OWN, PEOPLE])
def test_esc_goes_back_from_every_step(wizard, qtbot, book, rows):
    wizard.plan(book(rows))
    with qtbot.waitSignal(wizard.closed, timeout=0):
        qtbot.keyClick(wizard.mapping.page.read_button, Qt.Key.Key_Escape)
    wizard.mapping.page.read_button.click()
    button = wizard.mapping.people.apply_button if at_people(wizard) else wizard.apply_button
    with qtbot.waitSignal(wizard.closed, timeout=0):
        qtbot.keyClick(button, Qt.Key.Key_Escape)


def test_rarer_fields_are_shown_when_she_asks(wizard, book):
    wizard.plan(book(OWN))
    fields = wizard.mapping.page.fields
    assert "night_telephone" not in fields.boxes
    fields.more_button.click()
    assert "night_telephone" in fields.boxes
    assert fields.boxes["name"].value == "0"


def test_everything_on_the_page_has_a_name(wizard, book):
    wizard.plan(book(OWN))
    page = wizard.mapping.page
    boxes = (*page.fields.boxes.values(), page.target_box, page.sheet_box, page.header_box, page.edition)
    assert all(box.accessibleName() for box in boxes)


def test_a_heading_is_chosen_by_its_first_letters(wizard, qtbot, say, book):
    wizard.plan(book(OWN))
    box = wizard.mapping.page.fields.boxes["note"]
    box.setFocus()
    say(box.lineEdit(), "ひと")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert wizard.mapping.page.columns()["note"] == 5


def test_the_column_of_the_field_she_is_on_is_shown(wizard, book):
    wizard.plan(book(OWN))
    wizard.mapping.page.fields.pointed.emit(2)
    chosen = wizard.mapping.page.rows.selectionModel().selectedColumns()
    assert [index.column() for index in chosen] == [2]


def test_a_table_without_a_header_is_mapped_by_the_letters_of_its_columns(wizard, office, tmp_path):
    path = tmp_path / "一覧.csv"
    path.write_text("丘クリニック,0999-1-2222\n港薬局,0999-3-4444\n", encoding="utf-8")
    wizard.plan(path)
    page = wizard.mapping.page
    assert (page.columns(), page.header_box.currentText()) == ({"name": 0, "telephone": 1}, "見出しはない")
    page.read_button.click()
    wizard.apply_button.click()
    assert names(office) == ["丘クリニック", "港薬局"]


def test_the_other_sheets_follow_without_asking_and_nothing_is_gone(wizard, office, book):
    pharmacies = [OWN[2], ["港薬局", "0999-77-8888", "架空県みなと野市港9-9", "船瀬地区", "", ""]]
    wizard.plan(book(OWN, "うちの一覧.xlsx", pharmacies))
    wizard.mapping.page.read_button.click()
    wizard.apply_button.click()
    wizard.plan(wizard.mapping._path)
    (action,) = wizard.mapping.sheet_button.menu().actions()
    action.trigger()
    assert (len(wizard._plan.new), len(wizard._plan.gone)) == (1, 0)
    wizard.apply_button.click()
    assert sorted(names(office)) == ["みどり台クリニック", "港クリニック", "港薬局"]


def test_the_plan_says_what_a_list_says_of_capabilities(wizard, office, book):
    from zaitaku_desk.gui.import_lines import capability_words

    wizard.plan(book(OWN))
    wizard.mapping.page.read_button.click()
    said = wizard._plan.new[0].values["capabilities"]
    assert capability_words(office.db, said) == "看取り 可"


class StoppingTasks(InlineTasks):
    """She presses 中止 as soon as the work reports."""

    def _reporter(self):
        def progress(_done, _total):
            raise Cancelled

        return progress


def test_stopping_while_it_is_read_comes_back_to_the_columns(wizard, office, book):
    wizard.plan(book(OWN))
    office.tasks = StoppingTasks(office.dialogs)
    wizard.mapping.page.read_button.click()
    assert at_mapping(wizard)
    assert "中止" in wizard.mapping.page.why.text()
    assert wizard.mapping.page.isEnabled()
    assert office.db.row("SELECT count(*) FROM column_mappings")[0] == 0
