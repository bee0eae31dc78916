from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from zaitaku_desk.gui import theme, tokens
from zaitaku_desk.gui.focus_ring import Frame


def test_the_font_is_the_bundled_one_and_knows_japanese(office, qapp):
    assert qapp.font().family() == theme.font_family()
    assert QFontDatabase.WritingSystem.Japanese in QFontDatabase.writingSystems(theme.font_family())


def test_text_size_goes_up_and_down_within_its_steps(office, qapp):
    for _ in range(20):
        theme.change_text_size(office.settings, 1)
    assert theme.text_scale(office.settings) == tokens.TEXT_STEPS[-1]
    theme.change_text_size(office.settings, 0)
    assert theme.text_scale(office.settings) == 1.0


def test_qts_own_words_are_japanese(office, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "キャンセル"


def test_the_ring_follows_the_keyboard(office, qtbot):
    from tests.gui.pages import page_of

    one, two = QLineEdit(), QLineEdit()
    page = page_of(one, two)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    one.setFocus()
    two.setFocus()
    rings = [ring for ring in page.findChildren(Frame) if ring.isVisible()]
    assert len(rings) == 1
    assert rings[0].geometry().contains(two.geometry())


def test_high_contrast_keeps_sizes_and_drops_our_colours(office, qapp, monkeypatch):
    monkeypatch.setattr(theme, "high_contrast", lambda _app: True)
    theme.apply(qapp, office.settings)
    assert tokens.ACTION not in qapp.styleSheet()
    assert "min-height" in qapp.styleSheet()
    monkeypatch.undo()
    theme.apply(qapp, office.settings)
    assert tokens.ACTION in qapp.styleSheet()
