"""ファイル ▸ 安全 ▸ この端末のデータを消去…: before a laptop is given away or thrown away (S8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from zaitaku_desk.gui import tab_order
from zaitaku_desk.gui.curtain import Curtain, clear_clipboard
from zaitaku_desk.gui.house_page import HousePage
from zaitaku_desk.gui.passphrase_fields import SecretEdit
from zaitaku_desk.gui.second_key import at_hand

if TYPE_CHECKING:
    from zaitaku_desk.gui.main_window import MainWindow

WORD = "消去"
FIELD = 320  # pixels wide
GOES = (
    "この端末のデータを読めなくしてから消します。消えるのは、データのフォルダーの中の記録、鍵、写真・ファイル、"
    "バックアップ、この端末の設定です。元に戻すことはできません。"
)
STAYS = (
    "残るもの：共有フォルダーの中の記録と、そこに作ったバックアップ。USBメモリーなどに作ったバックアップ。"
    "書き出したファイルと、印刷した紙。ほかの端末のデータ。\n"
    "共有フォルダーを使っているときは、先に F5 で同期してください。まだ送っていない入力は失われます。"
)


class WipePage(HousePage):
    """Her passphrase and the word 消去; then the program ends."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("この端末のデータを消去")
        from zaitaku_desk.store import vault

        self._window, self._office = window, window.office
        self.add_note(GOES)
        self.add_note(STAYS)
        self.add_note(f"消去する場所：{self._office.db.data_dir}")
        self._protected = vault.is_protected(self._office.db.data_dir)
        self.passphrase = SecretEdit("パスフレーズ", self)
        self.word = QLineEdit(self, objectName="wipe_word")
        self.word.setAccessibleName(f"確認のことば（{WORD}）")
        for title, field in (("パスフレーズ", self.passphrase), (f"「{WORD}」と入力してください", self.word)):
            label = QLabel(title, self)
            label.setProperty("role", "label")
            field.setFixedWidth(FIELD)
            field.textChanged.connect(lambda _text: self._judge())
            for part in (label, field):
                self.column.addWidget(part)
                part.setVisible(field is self.word or self._protected)
        self.button = QPushButton("この端末のデータを消去して終了", self)
        self.button.clicked.connect(self._begin)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.column.addWidget(self.problem)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        tab_order.begin_at(self, self.passphrase if self._protected else self.word)
        self._judge()

    def _judge(self) -> None:
        self.problem.clear()
        ready = self.word.text().strip() == WORD and (not self._protected or bool(self.passphrase.text()))
        self.button.setEnabled(ready)

    def _begin(self) -> None:
        from zaitaku_desk.store import vault

        folder, passphrase = self._office.db.data_dir, self.passphrase.text()
        self.passphrase.clear()
        self._office.tasks.run(
            "パスフレーズを確かめています",
            lambda _progress: vault.unlock(
                folder, passphrase if self._protected else None, at_hand(self._office, folder)
            ),
            lambda _key: erase(self._window),
            lambda error: self.problem.setText(self._office.dialogs.words_of(error)),
        )


def erase(window: MainWindow) -> None:
    """Close everything, erase, say so, end."""
    from zaitaku_desk.store import device_wipe

    office = window.office
    folder = office.db.data_dir
    window.cover(Curtain("データを消去しています", "終わると、在宅デスクも終了します。"))
    office.tasks.wait()
    for tab in window.tabs_by_name.values():
        tab.put_away()
    clear_clipboard()
    office.db.close()
    office.db = None
    office.settings.stop()
    left = device_wipe.wipe(folder)
    more = f"\n消せなかったもの（鍵がないため読めません）：{'、'.join(left)}" if left else ""
    office.dialogs.tell("この端末のデータを消去しました。", f"在宅デスクを終了します。{more}")
    window.close()
