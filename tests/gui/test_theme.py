from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QToolTip,
    QWidget,
)

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


def test_lists_and_menus_have_the_font_of_the_rest_where_the_system_has_others_for_them(office, qtbot, qapp):
    for name in ("QAbstractItemView", "QMenu"):
        qapp.setFont(QFont(qapp.font().family(), 5), name)
    theme.apply(qapp, office.settings)
    for widget in (QListView(), QMenu()):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.font() == qapp.font()


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


def test_a_name_with_a_tag_in_it_loads_no_picture(office, qtbot, tmp_path):
    """On Windows a path of another computer would be asked for, with her name and a hash of her password."""
    red = QImage(40, 40, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    red.save(str(tmp_path / "red.png"))
    name = f'みどり台<img src="{(tmp_path / "red.png").as_uri()}">'
    plain, box, place, html = QLabel(name), QMessageBox(), QWidget(), QLabel(name)
    html.setTextFormat(Qt.TextFormat.RichText)
    box.setText(name)
    for widget in (plain, box, place, html):
        qtbot.addWidget(widget)
        widget.show()
    QToolTip.showText(QPoint(5, 5), name, place)
    (tip,) = [top for top in QApplication.topLevelWidgets() if top.metaObject().className() == "QTipLabel"]

    def has_red(widget):
        picture = widget.grab().toImage()
        return any(
            picture.pixelColor(x, y) == QColor(Qt.GlobalColor.red)
            for x in range(0, picture.width(), 9)
            for y in range(0, picture.height(), 9)
        )

    assert [has_red(widget) for widget in (plain, box, tip, html)] == [False, False, False, True]
    QToolTip.hideText()
