from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.gui.import_wizard import ImportWizard
from zaitaku_desk.gui.tasks import Cancelled, InlineTasks
from zaitaku_desk.store import lists, save
from zaitaku_desk.store.lists import Listing

LIST = """名称,住所,電話番号
みどり台クリニック,架空県みなと野市みどり台1-1,0999-11-2222
港薬局,架空県みなと野市港2-2,0999-33-4444
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "医療機関一覧.csv"
    path.write_text(LIST, encoding="utf-8-sig")
    return path


@pytest.fixture
def wizard(qtbot, office):
    found = ImportWizard(office)
    qtbot.addWidget(found)
    found.show()
    return found


def names(office):
    return [row[1] for row in lists.page(office.db, Listing("institutions"))]


def test_nothing_is_written_before_she_agrees(wizard, office, file):
    wizard.plan(file)
    assert wizard.lines.rowCount() == 2
    assert names(office) == []


def test_what_she_leaves_out_is_not_taken_in(wizard, office, file):
    from PySide6.QtCore import Qt

    wizard.plan(file)
    wizard.lines.setData(wizard.lines.index(1, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    wizard.apply_button.click()
    assert names(office) == ["みどり台クリニック"]


def test_an_import_is_taken_back_in_one_step(wizard, office, file):
    wizard.plan(file)
    wizard.apply_button.click()
    assert len(names(office)) == 2
    save.undo(office.db, office.db.last_batch)
    assert names(office) == []


def test_the_wrong_file_is_refused_in_words(wizard, office, tmp_path):
    path = tmp_path / "公園.csv"
    path.write_text("公園名,面積\nひばり公園,1200\n", encoding="utf-8")
    wizard.plan(path)
    assert wizard._steps.currentIndex() == 0
    assert wizard.said.text()


def test_a_backup_is_made_before(wizard, office, file):
    from zaitaku_desk.store import backups

    save.save(office.db, save.new("institutions", name="ひばり医院"))
    wizard.plan(file)
    wizard.apply_button.click()
    assert [generation.why for generation in backups.list_generations(office.db.data_dir)] == ["import"]


class LaterTasks(InlineTasks):
    """Work waits until it is asked for, so that she can press something in between."""

    def run(self, what, work, then=None, failed=None):
        self.later = lambda: InlineTasks.run(self, what, work, then, failed)

    def _reporter(self):
        def progress(_done, _total):
            if self.wished:
                raise Cancelled

        return progress

    wished = False

    def cancel(self):
        self.wished = True


def test_esc_in_the_middle_stops_and_the_page_can_be_used_again(wizard, office, file):
    wizard.plan(file)
    office.tasks = LaterTasks(office.dialogs)
    wizard.apply_button.click()
    assert (wizard.back_button.text(), wizard.other_button.isEnabled()) == ("中止（Esc）", False)
    wizard.back()
    office.tasks.later()
    assert (wizard.said.text()[:11], names(office)) == ("取り込みを中止しました", [])
    assert wizard.choose_button.isEnabled() and wizard.apply_button.isEnabled()
    office.tasks = InlineTasks(office.dialogs)
    wizard.plan(file)
    wizard.apply_button.click()
    assert len(names(office)) == 2


def test_a_refusal_names_the_file_and_looks_like_one(wizard, tmp_path):
    (tmp_path / "公園.csv").write_text("緯度,経度\n1,2\n", encoding="utf-8")
    wizard.plan(tmp_path / "公園.csv")
    assert wizard.said.text().startswith("公園.csv：")
    assert wizard.said.property("role") == "problem"


def test_a_file_of_two_encodings_is_read_when_she_says_so(wizard, office, tmp_path):
    path = tmp_path / "mixed.csv"
    path.write_bytes(LIST.encode("cp932") + "灯台医院,架空県みなと野市灯台1,0999-55-6666\n".encode())
    wizard.plan(path)
    assert "文字コード" in wizard.said.text()
    office.dialogs.answers = [True]
    wizard.plan(path)
    assert wizard.lines.rowCount() == 3
    assert "Shift_JIS" in wizard.notes.text()
