"""要確認 beside its candidates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.import_wizard import DECIDE, PLAN, ImportWizard
from zaitaku_desk.store import matching, save

HEADER = "名称,住所,電話番号,医療機関の種類\n"
ROWS = (
    "みなと病院,架空県みなと野市港町1-1,087-800-0001,病院\n"
    "しおかぜ医院,架空県みなと野市丘町2-2,087-800-0002,診療所\n"
    "新しい医院,架空県みなと野市谷町3-3,087-800-0003,診療所\n"
)


@pytest.fixture
def wizard(qtbot, office, tmp_path):
    """A list two rows of which stand where two institutions with other names are."""
    for name, kind, place in (("港生協病院", "hospital", "1"), ("汐風クリニック", "clinic", "2")):
        address = f"みなと野市{'港町' if place == '1' else '丘町'}{place}-{place}"
        record = save.new(
            "institutions", name=name, kind=kind, address=address, telephone=f"087-800-000{place}"
        )
        save.save(office.db, record)
    path = tmp_path / "医療機関一覧.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8-sig")
    found = ImportWizard(office)
    qtbot.addWidget(found)
    found.resize(1300, 640)
    found.show()
    found.path = path
    found.plan(path)
    return found


def names(office):
    return sorted(row[0] for row in office.db.rows("SELECT name FROM institutions WHERE deleted = 0"))


def test_the_plan_asks_and_writes_nothing_undecided(wizard, office):
    assert wizard.page.decide_button.text() == "要確認 2件を決める…"
    wizard.apply_button.click()
    assert names(office) == ["新しい医院", "汐風クリニック", "港生協病院"]


def test_the_differing_fields_are_marked(wizard):
    wizard.decide()
    page = wizard.decisions
    assert page.fields.item(0, 2).text() == "≠ 港生協病院"
    assert not page.fields.item(2, 2).text().startswith("≠")


def test_a_digit_chooses_n_is_new_s_leaves_out_and_all_is_remembered(qtbot, wizard, office):
    wizard.decide()
    assert wizard._steps.currentIndex() == DECIDE
    qtbot.keyClick(wizard.decisions.pairs, Qt.Key.Key_1)
    qtbot.keyClick(wizard.decisions.pairs, Qt.Key.Key_N)
    assert wizard._steps.currentIndex() == PLAN
    wizard.apply_button.click()
    assert names(office) == ["しおかぜ医院", "新しい医院", "汐風クリニック", "港生協病院"]
    wizard.plan(wizard.path)
    assert wizard._plan.ambiguous == []
    assert wizard.page.nothing


def test_a_decision_is_taken_back_by_undo(qtbot, wizard, office):
    wizard.decide()
    qtbot.keyClick(wizard.decisions.pairs, Qt.Key.Key_S)
    assert wizard._plan.ambiguous[0].decision is not None
    office.undo.undo()
    assert wizard._plan.ambiguous[0].decision is None
    assert matching.decisions(office.db, wizard._plan.source.layer) == {}


def test_esc_leaves_the_rest_for_later(qtbot, wizard):
    wizard.decide()
    qtbot.keyClick(wizard.decisions.pairs, Qt.Key.Key_Escape)
    assert wizard._steps.currentIndex() == PLAN
    assert wizard.back_button.isVisible()


def test_another_choice_for_the_same_row_counts_instead(qtbot, wizard):
    wizard.decide()
    qtbot.keyClick(wizard.decisions.pairs, Qt.Key.Key_S)
    qtbot.keyClick(wizard.decisions.pairs, Qt.Key.Key_Up)
    qtbot.keyClick(wizard.decisions.pairs, Qt.Key.Key_1)
    assert wizard._plan.ambiguous[0].decision.institution_id


def test_a_key_that_chooses_nothing_does_nothing(qtbot, wizard):
    wizard.decide()
    qtbot.keyClick(wizard.decisions.pairs, Qt.Key.Key_7)
    assert all(row.decision is None for row in wizard._plan.ambiguous)
