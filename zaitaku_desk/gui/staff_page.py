"""安全 ▸ 職員とパスフレーズ: each member of staff has a passphrase of her own (decisions 8, 22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.house_page import HousePage
from zaitaku_desk.gui.passphrase_fields import NewPassphrase
from zaitaku_desk.gui.second_key import NOT_CHANGED, kept_or_let_go
from zaitaku_desk.records.office import Staff

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

NOTE = (
    "パスフレーズで開いた職員の名前が、変更履歴と操作の記録に残ります。パスフレーズは、その職員が自分で入力してください。"
    "忘れたときは、印刷した回復キーで開いて、ここで決め直せます。"
)
AFTER = (
    "外したあとも、前に作ったバックアップは、そのときのパスフレーズで開けます。"
    "ほかの端末では、同期するまで前のパスフレーズで開けます。"
)
ROWS = 4  # of the list; more scroll


class StaffPage(HousePage):
    """The members of staff, who has a passphrase; add one, set or take away a passphrase."""

    def __init__(self, office: Office) -> None:
        super().__init__("職員とパスフレーズ")
        self._office = office
        self.add_note(NOTE)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName("職員")
        self.rows.setFixedHeight(ROWS * tokens.TARGET)
        self.rows.currentRowChanged.connect(lambda _row: self._choose())
        self.column.addWidget(self.rows)
        self.name = QLineEdit(self, objectName="new_staff")
        self.name.setAccessibleName("加える職員の氏名")
        self.name.setPlaceholderText("加える職員の氏名")
        self.name.returnPressed.connect(self._add)
        self.add_button = self.make_button("職員を加える", self._add)
        self.take_button = self.make_button("パスフレーズを外す", self._take)
        row = QHBoxLayout()
        for part in (self.name, self.add_button, self.take_button):
            row.addWidget(part)
        self.column.addLayout(row)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "section")
        self.column.addWidget(self.heading)
        self.fields = NewPassphrase("パスフレーズ", self)
        self.fields.done.connect(self._set)
        self.column.addWidget(self.fields)
        self.told = self.add_note("")
        self.column.addStretch(1)
        tab_order.begin_at(self, self.rows)
        self._fill()

    @property
    def staff(self) -> str | None:
        """The staff id that is chosen; "" for the first passphrase while nobody said whose it is."""
        item = self.rows.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def _fill(self, choose: str | None = None) -> None:
        from zaitaku_desk.store import desk, vault

        db = self._office.db
        protected = vault.is_protected(db.data_dir)
        self._first = desk.first_user(db)
        self._slots = vault.staff_with_passphrase(db.data_dir)
        chosen = self.staff if choose is None else choose
        people = desk.staff(db)
        known = {one.id for one in people}
        lines = [(one.id, one.name or "（氏名なし）") for one in people]
        if "" in self._slots and self._first not in known:
            lines.insert(0, ("", "最初に決めたパスフレーズ"))
        self.rows.clear()
        for staff, name in lines:
            has = "パスフレーズあり" if self._slot(staff) in self._slots else "パスフレーズなし"
            if vault.second_of(db.data_dir, self._slot(staff)):
                has = "パスフレーズと鍵ファイル"
            here = "　・いま使っている" if staff and staff == db.staff else ""
            item = QListWidgetItem(f"{name}　―　{has}{here}")
            item.setData(Qt.ItemDataRole.UserRole, staff)
            self.rows.addItem(item)
            if staff == chosen:
                self.rows.setCurrentItem(item)
        if self.rows.currentRow() < 0:
            self.rows.setCurrentRow(0)
        if not protected:
            self.told.setText("先に「パスフレーズの設定と変更」でパスフレーズを決めてください。")
        self.fields.setEnabled(protected)
        self._choose()

    def _slot(self, staff: str) -> str:
        """The name on her slot: the first passphrase has none."""
        return "" if staff == self._first and staff not in self._slots else staff

    def _choose(self) -> None:
        staff = self.staff
        has = staff is not None and self._slot(staff) in self._slots
        name = self.rows.currentItem().text().partition("　―")[0] if staff is not None else ""
        self.heading.setText(f"{name}のパスフレーズを{'決め直す' if has else '決める'}" if staff else "")
        self.heading.setVisible(bool(staff))
        self.fields.setVisible(bool(staff))
        self.fields.personal = (name,)
        self.take_button.setEnabled(has and len(self._slots) > 1)

    def _add(self) -> None:
        from zaitaku_desk.store import save

        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        person = save.new(Staff.KIND, name=name)
        save.save(self._office.db, person)
        self._office.saved(Staff.KIND, [person.id])
        self.name.clear()
        self._fill(person.id)
        self.told.setText(f"{name} を加えました。続けて、パスフレーズを決めてもらってください。")
        self.fields.setFocus()

    def _set(self, passphrase: str) -> None:
        from zaitaku_desk.store import desk, vault

        db, staff = self._office.db, self.staff
        slot = self._slot(staff)
        self.fields.setEnabled(False)

        def store(kept: dict[str, Any]) -> None:
            if slot:
                desk.name_first_user(db)
            self._office.tasks.run(
                "パスフレーズを設定しています",
                lambda _progress: vault.set_passphrase(db.data_dir, db.key, passphrase, staff=slot, **kept),
                lambda _code: self._done("設定しました。次に開くときから使えます。"),
                self._failed,
            )

        def stay() -> None:
            self.fields.setEnabled(True)
            self.told.setText(NOT_CHANGED)

        kept_or_let_go(self._office, db.data_dir, slot, store, stay)

    def _take(self) -> None:
        from zaitaku_desk.store import vault

        db, slot = self._office.db, self._slot(self.staff)
        if not self._office.dialogs.ask("この職員のパスフレーズを外しますか。", AFTER, yes="外す"):
            return
        try:
            vault.take_passphrase(db.data_dir, db.key, slot)
        except UserError as error:
            self._failed(error)
        else:
            self._done("外しました。")

    def _done(self, words: str) -> None:
        self._office.audit("settings", detail="passphrase")
        self._fill()
        self.told.setText(words)

    def _failed(self, error: BaseException) -> None:
        self.fields.setEnabled(True)
        self.told.setText(self._office.dialogs.words_of(error))
