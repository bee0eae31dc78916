"""安全 ▸ ロックと短い番号: what opens after a pause, and how the screen comes back when it was hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel

from zaitaku_desk.gui import tab_order
from zaitaku_desk.gui.gate import BACK_AT_ONCE, IDLE_MINUTES, IDLE_MINUTES_LISTENING
from zaitaku_desk.gui.house_page import HousePage
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.passphrase_fields import SecretEdit

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

FIELD = 160  # pixels wide


class LocksPage(HousePage):
    """The short code of this laptop, and the choice for F12."""

    def __init__(self, office: Office) -> None:
        super().__init__("ロックと短い番号")
        self._office = office
        self.add_note(
            f"{IDLE_MINUTES}分さわらないとロックします"
            f"（訪問モード、今日の会議の議事、電話を受けている間は{IDLE_MINUTES_LISTENING}分）。"
            "パソコンが休止したとき、Windowsの画面がロックされたときも、ロックします。"
            "書きかけの内容は、暗号化して保存してからロックします。"
        )
        self.add_section("短い番号")
        self.add_note(
            "決めておくと、操作がなくてロックされたときは、そのあと8時間、数字6桁で開けます。"
            "5回まちがえたとき、8時間たったとき、休止したとき、終了したときは、パスフレーズが必要です。"
            "番号はこの端末だけのもので、終了した端末を番号で開けることはできません。"
        )
        self.code = SecretEdit("短い番号（数字6桁）", self)
        self.code.setObjectName("new_short_code")
        self.code.setMaxLength(12)
        self.code.setFixedWidth(FIELD)
        self.code.returnPressed.connect(self._set)
        self.set_button = self.make_button("この番号にする", self._set, primary=True)
        self.take_away = self.make_button("短い番号を使わない", self._forget)
        self.add_row(self.code, self.set_button, self.take_away)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.column.addWidget(self.told)
        self.add_section("画面を隠す（F12、Pause）")
        self.add_note("机に人が来たときに、すぐ画面を隠せます。")
        self.back_at_once = QCheckBox("どれかのキーを押すと、番号もパスフレーズも聞かずに戻る", self)
        self.back_at_once.setChecked(bool(office.settings.get(BACK_AT_ONCE, False)))
        self.back_at_once.toggled.connect(lambda on: office.settings.set(BACK_AT_ONCE, on))
        self.column.addWidget(self.back_at_once)
        self.column.addStretch(1)
        tab_order.begin_at(self, self.code)
        self._show()

    def _show(self, problem: str = "") -> None:
        from zaitaku_desk.store import short_code, vault

        db = self._office.db
        protected, known = vault.is_protected(db.data_dir), short_code.is_set(db)
        for part in (self.code, self.set_button):
            part.setEnabled(protected)
        self.take_away.setVisible(known)
        said = "短い番号を使っています。" if known else "短い番号は決めていません。"
        if not protected:
            said = "先に「パスフレーズの設定と変更」でパスフレーズを決めてください。"
        give_role(self.told, "problem" if problem else "secondary")
        self.told.setText(problem or said)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def _set(self) -> None:
        from zaitaku_desk.store import short_code

        if told := short_code.problem(self.code.text()):
            self._show(told)
            return
        db, code = self._office.db, self.code.text()
        self.code.clear()
        self._office.tasks.run(
            "短い番号を設定しています",
            lambda _progress: short_code.remember(db, code),
            lambda _none: self._show(),
            lambda error: self._show(self._office.dialogs.words_of(error)),
        )

    def _forget(self) -> None:
        from zaitaku_desk.store import short_code

        short_code.forget(self._office.db)
        self._show()
        self.code.setFocus()
