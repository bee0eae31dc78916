"""写真・ファイル of a visit, one of them large, and the folder for people without the program."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QScrollArea

from zaitaku_desk.gui import tokens
from zaitaku_desk.tour.camera import Camera
from zaitaku_desk.tour.desk import fullest


def files(camera: Camera, window: Any) -> None:
    """Photos and a text put to a visit; one opened; 公開用フォルダー before and after."""
    tab = window.page("visits")
    window.tabs.setCurrentWidget(tab)
    tab.open_record(fullest(window.office.db, "visit"))
    box = tab.attachments
    with tempfile.TemporaryDirectory(prefix="zaitaku-files-", ignore_cleanup_errors=True) as place:
        box.add_files(_some(Path(place)))
        camera.settle(window, 0.6)
        box.tiles.setCurrentRow(0)
        tab.pane.findChild(QScrollArea).ensureWidgetVisible(box, 0, tokens.SPACE_5)
        camera.take("files", window)
        box.open(box.found[0].id)
        camera.take("files-photo", window)
        tab.back()
        window.run_house("show_plain_folder")
        camera.take("plain-folder-none", window)
        out = Path(place) / "公開"
        out.mkdir()
        window.plain.use(out)
        while window.plain.running:
            camera.settle(window, 0.2)
        camera.take("plain-folder", window)
        window.tabs.currentWidget().back()
        window.plain.turn(False)


def _some(folder: Path) -> list[Path]:
    """Two photos and a text."""
    paths = [folder / "玄関と駐車場.jpg", folder / "ホワイトボード.jpg", folder / "見学の手順.txt"]
    _photo(paths[0], 3000, 2000, "玄関")
    _photo(paths[1], 1500, 2400, "話し合いのまとめ")
    paths[2].write_text("見学の手順", "utf-8")
    return paths


def _photo(path: Path, width: int, height: int, words: str) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.SECONDARY))
    painter = QPainter(image)
    painter.setPen(QColor(tokens.GROUND))
    font = QFont(painter.font())
    font.setPixelSize(width // 10)
    painter.setFont(font)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    image.save(str(path))
