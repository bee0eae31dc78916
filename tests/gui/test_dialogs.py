from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

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


def test_cancelling_gives_nothing_and_remembers_nothing(dialogs, office, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: 0)
    assert dialogs.choose_file("PDFを保存") is None
    assert Path(office.settings.get("folders")["PDFを保存"]) == tmp_path
