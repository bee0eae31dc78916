"""安全 ▸ パスフレーズの設定と変更: her passphrase, and the 鍵ファイル that may be needed with it (S3, S4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from zaitaku_desk.gui import tab_order
from zaitaku_desk.gui.house_page import HousePage
from zaitaku_desk.gui.passphrase_fields import NewPassphrase
from zaitaku_desk.gui.recovery_sheet import sheet_of
from zaitaku_desk.gui.second_key import NOT_CHANGED, kept_or_let_go
from zaitaku_desk.gui.second_key_part import SecondKeyPart

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office


class PassphrasePage(HousePage):
    """パスフレーズ: set or change it; where there is none yet, the recovery sheet follows."""

    protected = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__("パスフレーズ")
        from zaitaku_desk.store import desk

        self._office = office
        self.add_note(
            "新しいパスフレーズは次に開くときから使います。"
            "これまでに作ったバックアップは、作ったときのパスフレーズで引き続き開けます。"
        )
        self.fields = NewPassphrase("新しいパスフレーズ", self)
        self.fields.personal = desk.guessable(office.db)
        self.fields.done.connect(self._set)
        self.column.addWidget(self.fields)
        self.told = self.add_note("")
        self.second_key = SecondKeyPart(office, own_slot(office.db), self)
        self.column.addWidget(self.second_key)
        self.column.addStretch(1)
        tab_order.begin_at(self, self.fields)

    def _set(self, passphrase: str) -> None:
        from zaitaku_desk.store import vault

        db = self._office.db
        slot = own_slot(db)
        self._hold(True)

        def store(kept: dict[str, Any]) -> None:
            self._office.tasks.run(
                "パスフレーズを設定しています",
                lambda _progress: vault.set_passphrase(db.data_dir, db.key, passphrase, staff=slot, **kept),
                self._on_set,
                self._on_failed,
            )

        def stay() -> None:
            self._hold(False)
            self.told.setText(NOT_CHANGED)

        kept_or_let_go(self._office, db.data_dir, slot, store, stay)

    def _hold(self, on: bool) -> None:
        """While it is being set she cannot leave: the recovery sheet comes here, and only once."""
        self.fields.setEnabled(not on)
        self.back_button.setEnabled(not on)

    def _on_failed(self, error: BaseException) -> None:
        self._hold(False)
        self._office.dialogs.failure(error)

    def _on_set(self, code: str | None) -> None:
        self._hold(False)
        self._office.audit("settings", detail="passphrase")
        self.told.setText("設定しました。")
        self.second_key.refresh()
        self.protected.emit()
        self.back_button.setFocus()
        if code:
            sheet = sheet_of(self._office, code)
            self.column.insertWidget(self.column.count() - 2, sheet, 1)
            sheet.print_button.setFocus()


def own_slot(db: Any) -> str:
    """The slot of who is at the keyboard: her own where she has one, else the first one."""
    from zaitaku_desk.store import vault

    return db.staff if db.staff in vault.staff_with_passphrase(db.data_dir) else ""
