from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QLineEdit

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.dialogs import Dialogs


@pytest.fixture
def dialogs(office, tmp_path) -> Dialogs:
    office.settings.set("folders", {"PDFを保存": str(tmp_path)})
    return Dialogs(office.settings)


def test_a_file_is_saved_where_she_says_with_its_ending(dialogs, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: dialog.selectFile("案内") or 1)
    assert dialogs.save_file("PDFを保存", "案内状.pdf", "PDF (*.pdf)") == tmp_path / "案内.pdf"


def test_qts_own_file_dialog_speaks_japanese(dialogs, monkeypatch):
    seen: list[str] = []

    def look(dialog: QFileDialog) -> int:
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        return 0

    monkeypatch.setattr(QFileDialog, "exec", look)
    dialogs.save_file("PDFを保存", "案内状.pdf", "PDF (*.pdf)")
    assert [words for words in seen if words] == ["場所：", "ファイル名(&N):", "種類："]


def test_a_secret_in_japanese_can_be_typed_and_is_not_shown(dialogs, monkeypatch, say):
    def type_it(box: QInputDialog) -> int:
        line = box.findChild(QLineEdit)
        assert line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        say(line, "みどりの屋根")
        assert "み" not in line.displayText()
        return 1

    monkeypatch.setattr(QInputDialog, "exec", type_it)
    assert dialogs.ask_text("確かめ", "いまのパスフレーズ：", secret=True) == "みどりの屋根"


def test_a_page_says_the_faults_of_the_world_only(dialogs, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "failure", told.append)
    assert dialogs.words_of(UserError("ディスクがいっぱいです。", "空きを作ってください。")).count("\n") == 1
    fault = ValueError("みどり台クリニック")
    assert dialogs.words_of(fault) == "" and told == [fault]


def test_cancelling_gives_nothing_and_remembers_nothing(dialogs, office, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: 0)
    assert dialogs.choose_file("PDFを保存") is None
    assert Path(office.settings.get("folders")["PDFを保存"]) == tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the registry")
def test_the_file_dialog_leaves_no_name_of_a_folder_outside(dialogs, tmp_path, monkeypatch):
    """Qt would keep the last folders in ~/.config/QtProject.conf, which all its programs read."""
    place = tmp_path / "config"
    before = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(place))
    folder = tmp_path / "tsurukame"
    folder.mkdir()
    dialogs._settings.set("folders", {"PDFを保存": str(folder)})
    try:
        monkeypatch.setattr(QFileDialog, "exec", lambda dialog: dialog.accept() or 1)
        assert dialogs.save_file("PDFを保存", "案内.pdf") == folder / "案内.pdf"
        QSettings(QSettings.Scope.UserScope, "QtProject").sync()
        written = [path.read_bytes() for path in place.rglob("*.conf")]
    finally:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(before))
    assert written and not any(b"tsurukame" in content for content in written)


def test_a_suggested_name_from_anywhere_stays_in_its_folder(dialogs, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: 1)
    assert dialogs.save_file("PDFを保存", "../CON:a.pdf") == tmp_path / "_CON_a.pdf"
