from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order


def test_the_tab_key_reads_lines_from_left_to_right_whatever_was_made_first(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    fields = {name: QLineEdit(page, objectName=name) for name in ("d", "b", "a", "c")}
    grid = QGridLayout(page)
    box = QWidget(page)
    inside = QVBoxLayout(box)
    inside.addWidget(QLabel("名称", box))
    inside.addWidget(fields["b"])
    grid.addWidget(fields["d"], 1, 1)
    grid.addWidget(fields["c"], 1, 0)
    grid.addWidget(box, 0, 1)
    grid.addWidget(fields["a"], 0, 0)
    tab_order.chain(page)
    assert [stop.objectName() for stop in tab_order.stops(page)] == ["a", "b", "c", "d"]
    assert fields["b"].nextInFocusChain() is fields["c"]
