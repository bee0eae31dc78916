from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


@pytest.mark.parametrize(("chip", "pressed"), [(False, 1), (True, 0)])
def test_enter_presses_the_button_with_the_keyboard_but_no_chip(qtbot, office, chip, pressed):
    page = QWidget()
    qtbot.addWidget(page)
    button = QPushButton("次へ", page, checkable=chip)
    QHBoxLayout(page).addWidget(button)
    heard = []
    button.clicked.connect(lambda on=False: heard.append(on))
    page.show()
    page.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert len(heard) == pressed
