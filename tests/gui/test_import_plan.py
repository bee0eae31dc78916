"""The plan page: classes, search, lines and fields."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.import_wizard import ImportWizard
from zaitaku_desk.intake.plan import Change
from zaitaku_desk.store import save, sources

HEADER = "名称,住所,電話番号,FAX番号,診療科目\n"
BEFORE = (
    "甲医院,架空県みなと野市港町1-1,087-800-0001,087-800-0011,内科\n"
    "乙医院,架空県みなと野市港町2-2,087-800-0002,087-800-0012,内科\n"
)
AFTER = (
    "甲医院,架空県みなと野市港町1-1,087-800-0001,087-800-0099,内科、外科\n"
    "丙医院,架空県みなと野市港町3-3,087-800-0003,087-800-0013,内科\n"
)


@pytest.fixture
def wizard(qtbot, office, tmp_path):
    """The second edition of a list, planned."""
    found = ImportWizard(office)
    qtbot.addWidget(found)
    found.resize(1300, 640)
    found.show()
    path = tmp_path / "医療機関一覧.csv"
    path.write_text(HEADER + BEFORE, encoding="utf-8-sig")
    found.plan(path)
    found.take_in()
    path.write_text(HEADER + AFTER, encoding="utf-8-sig")
    found.plan(path)
    return found


def shown(wizard):
    return [wizard.lines.line(row).name for row in range(wizard.lines.rowCount())]


def record(office, name="甲医院"):
    id_ = office.db.rows("SELECT id FROM institutions WHERE name = ?", (name,))[0][0]
    return save.get(office.db, "institutions", id_)


def test_every_class_has_its_number_and_filters(wizard):
    assert wizard.page._chip["new"].text() == "新規 1"
    wizard.page._chip["gone"].click()
    assert shown(wizard) == ["乙医院"]


def test_a_search_finds_names_and_words_written_in_any_way(wizard):
    wizard.lines.find("ヘイ")
    assert shown(wizard) == []
    wizard.lines.find("０８７-800-0003")
    assert shown(wizard) == ["丙医院"]


def test_a_change_of_a_choice_is_said_in_words(wizard):
    wizard.lines._plan.changed[0].changes.append(Change("kind", "hospital", "clinic"))
    wizard.page._chip["changed"].click()
    assert "種別：病院 → 診療所" in wizard.lines.index(0, 3).data()


def test_space_takes_a_line_out_and_in(qtbot, wizard, office):
    wizard.page._chip["new"].click()
    qtbot.keyClick(wizard.rows, Qt.Key.Key_Space)
    assert wizard.apply_button.text() == "2件を取り込む"
    wizard.apply_button.click()
    assert office.db.rows("SELECT count(*) FROM institutions WHERE name = '丙医院'") == [(0,)]


def test_nothing_of_a_class_is_taken_when_she_empties_it(wizard):
    wizard.page.none_button.click()
    assert wizard.lines.taken() == 0
    wizard.page.every_button.click()
    assert wizard.lines.taken() == 3


def test_a_field_she_refuses_stays_hers(qtbot, wizard, office):
    wizard.page._chip["changed"].click()
    qtbot.keyClick(wizard.rows, Qt.Key.Key_Return)
    fields = wizard.page.details.fields
    titles = [fields.item(row, 0).text() for row in range(fields.rowCount())]
    fields.setCurrentCell(titles.index("FAX"), 0)
    qtbot.keyClick(fields, Qt.Key.Key_Space)
    wizard.apply_button.click()
    assert (record(office).fax, record(office).services) == ("087-800-0011", ["内科", "外科"])
    assert sources.of(office.db, record(office).id)[0].values["fax"] == "087-800-0099"


def test_her_own_words_are_said_to_come_first(wizard, office, tmp_path):
    found = record(office)
    found.fax = "087-800-7777"
    save.save(office.db, found)
    wizard.plan(tmp_path / "医療機関一覧.csv")
    wizard.page._chip["changed"].click()
    assert not wizard.page.details.hers.isHidden()
    wizard.apply_button.click()
    assert record(office).fax == "087-800-7777"


def test_one_that_is_gone_may_be_closed(wizard, office):
    wizard.page._chip["gone"].click()
    wizard.page.details.closed.setChecked(True)
    wizard.apply_button.click()
    assert record(office, "乙医院").listed is False


def test_the_fields_stand_below_where_it_is_narrow(wizard):
    wizard.resize(900, 440)
    assert wizard.page.split.orientation() == Qt.Orientation.Vertical
    wizard.resize(1300, 640)
    assert wizard.page.split.orientation() == Qt.Orientation.Horizontal
