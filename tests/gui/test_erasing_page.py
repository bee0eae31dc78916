"""保存期間を過ぎた個人の情報: nothing goes without having been seen and asked (decisions 12)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from zaitaku_desk.gui.erasing_page import NEVER, ErasingPage
from zaitaku_desk.records.office import PROFILE_ID
from zaitaku_desk.rules.erasing import MARK
from zaitaku_desk.store import erasing, save


def texts(page: Any) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in page._area.widget().findChildren(QLabel))


@pytest.fixture
def page(qtbot: Any, office: Any) -> Any:
    for number in range(3):
        day = datetime(2019, 5, 1 + number, 10, 0)
        said = {"content": f"相談{number}", "patient_mark": f"K-{number}", "sex": "male"}
        save.save(office.db, save.new("consultations", id=str(number), received_at=day, **said))
    found = ErasingPage(office)
    qtbot.addWidget(found)
    found.resize(1280, 700)
    found.show()
    found.start()
    return found


def test_the_oldest_stands_on_top_with_what_goes_and_what_stays(page: Any) -> None:
    assert [row.cells[2] for row in page.rows.rows] == ["相談0", "相談1", "相談2"]
    assert "記号：K-0" in texts(page) and "性別：男" in texts(page)


def test_nothing_goes_when_she_says_no(page: Any) -> None:
    page.office.dialogs.answers.append(False)
    page.erase_button.click()
    assert len(erasing.due(page.office.db, page.office.today())) == 3


def test_what_was_chosen_goes_and_the_rest_stays(qtbot: Any, page: Any) -> None:
    page.office.dialogs.answers.append(True)
    with qtbot.waitSignal(page.office.changes.saved) as saved:
        page.erase_button.click()
    assert saved.args == ["consultations", ["0"]]
    assert [row.cells[2] for row in page.rows.rows] == ["相談1", "相談2"]
    assert not erasing.to_be_swept(page.office.db)


def test_all_of_them_at_once(page: Any) -> None:
    page.all_button.click()
    assert page.erase_button.text() == "選んだ 3 件を消去…"
    page.office.dialogs.answers.append(True)
    page.erase_button.click()
    assert "いま、消去の候補はありません。" in page.note.text() and not page.erase_button.isEnabled()


def test_ctrl_z_does_not_reach_it(page: Any) -> None:
    page.office.dialogs.answers.append(True)
    page.erase_button.click()
    page.office.undo.undo()
    found: Any = save.get(page.office.db, "consultations", "0")
    assert found.content == MARK


def test_without_a_period_it_says_where_to_set_one(page: Any) -> None:
    profile: Any = save.new("profiles", id=PROFILE_ID)
    save.save(page.office.db, profile)
    profile.erase_after_years = None
    save.save(page.office.db, profile)
    page.start()
    assert page.note.text() == NEVER and page.rows.rows == []
