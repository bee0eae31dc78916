from __future__ import annotations

from zaitaku_desk.gui.template_page import TemplatePage
from zaitaku_desk.reports import templates


def test_a_template_goes_out_and_a_wrong_one_is_told_in_the_page(qtbot, office, tmp_path):
    page = TemplatePage(office)
    qtbot.addWidget(page)
    office.dialogs.answers = [tmp_path / "案内.docx", tmp_path / "なし.docx"]
    page.give_out(templates.TEMPLATES[3])
    assert (tmp_path / "案内.docx").is_file()
    page.take_in(templates.TEMPLATES[3])
    assert "見つかりません" in page.told.text()
    assert not page._back["board_report"].isEnabled()
