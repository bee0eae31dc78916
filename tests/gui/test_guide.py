from __future__ import annotations

from PySide6.QtCore import Qt

from zaitaku_desk import paths
from zaitaku_desk.gui.guide import Guide
from zaitaku_desk.gui.keys_card import KeysCard


def test_the_chapter_of_the_page_is_shown(qtbot, office, tmp_path, monkeypatch):
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "visits.md").write_text("# 訪問のしかた", encoding="utf-8")
    monkeypatch.setattr(paths, "docs", lambda: tmp_path)
    guide = Guide("visits")
    qtbot.addWidget(guide)
    assert "訪問のしかた" in guide._text.toPlainText()


def test_a_missing_guide_says_where_the_keys_are(qtbot, office, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "docs", lambda: tmp_path)
    guide = Guide("visits")
    qtbot.addWidget(guide)
    assert "Ctrl+/" in guide._text.toPlainText()


def test_esc_goes_back(qtbot, office):
    guide = Guide("visits")
    qtbot.addWidget(guide)
    with qtbot.waitSignal(guide.closed):
        qtbot.keyClick(guide, Qt.Key.Key_Escape)


def test_any_key_puts_the_keys_away(qtbot, office):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    card = KeysCard(window, "訪問", [("Ctrl+N", "新規")])
    card.open_over(window)
    qtbot.keyClick(card, Qt.Key.Key_A)
    assert not card.isVisible()
