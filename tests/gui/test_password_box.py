from __future__ import annotations

import io

import msoffcrypto
import pytest
from PySide6.QtWidgets import QDialog

from zaitaku_desk.gui.password_box import PasswordBox
from zaitaku_desk.gui.people import PeopleTab
from zaitaku_desk.store import save

PASSWORD = "Kaze-no-oto27"


@pytest.fixture
def people(qtbot, office):
    save.save(office.db, save.new("people", name="潮見　灯"))
    tab = PeopleTab(office)
    qtbot.addWidget(tab)
    tab.show()
    tab.build()
    return tab


def paper(tab, form):
    actions = [
        action
        for top in tab.papers.menu().actions()
        for action in (top, *(top.menu().actions() if top.menu() else ()))
    ]
    return next(action.data() for action in actions if action.data() and action.data().format == form)


def test_a_password_is_taken_when_it_is_typed_twice(qtbot):
    box = PasswordBox("xlsx")
    qtbot.addWidget(box)
    for field in (box.first, box.second):
        field.setText(PASSWORD)
    box.protect_button.click()
    assert box.result() == QDialog.DialogCode.Accepted and box.password == PASSWORD


@pytest.mark.parametrize(
    ("first", "second"),
    [("short", "short"), (PASSWORD, PASSWORD + "x"), ("パスワードです", "パスワードです")],
)
def test_what_will_not_do_is_told(qtbot, first, second):
    box = PasswordBox("pdf")
    qtbot.addWidget(box)
    box.first.setText(first)
    box.second.setText(second)
    box.protect_button.click()
    assert box.problem.text() and box.result() != QDialog.DialogCode.Accepted


def test_a_format_without_passwords_says_so(qtbot):
    box = PasswordBox("csv")
    qtbot.addWidget(box)
    box.show()
    assert not box.protect_button.isVisible() and not box.first.isVisible()
    box.plain_button.click()
    assert box.password == ""


def test_a_list_of_people_is_saved_with_the_password(people, office, tmp_path):
    office.dialogs.password, office.dialogs.answers = PASSWORD, [tmp_path / "名簿.xlsx"]
    people.papers.run(paper(people, "xlsx"))
    office.tasks.wait()
    assert msoffcrypto.OfficeFile(io.BytesIO((tmp_path / "名簿.xlsx").read_bytes())).is_encrypted()


def test_a_cancelled_reminder_saves_nothing(people, office, tmp_path):
    office.dialogs.password, office.dialogs.answers = None, [tmp_path / "名簿.xlsx"]
    people.papers.run(paper(people, "xlsx"))
    assert not list(tmp_path.glob("*.xlsx"))


def test_the_preview_reminds_and_saves_with_a_password(people, office, tmp_path):
    people.papers.run(paper(people, "pdf"))
    preview = people.papers._preview
    assert preview.protect_button.isVisible()
    office.dialogs.password, office.dialogs.answers = PASSWORD, [tmp_path / "名簿.pdf"]
    preview.protect_button.click()
    assert b"/AESV3" in (tmp_path / "名簿.pdf").read_bytes()
