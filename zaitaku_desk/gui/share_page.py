"""共有フォルダー: where it is, what this computer is called, who else is there, how it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from zaitaku_desk import clock
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.house_page import HousePage
from zaitaku_desk.gui.show import moment

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.sharing import Sharing
    from zaitaku_desk.sharing.meeting import Known

WHAT = (
    "事務所のサーバーやNASのフォルダーを通して、ほかのパソコンと同じ記録を使います。"
    "つながらない場所でもふだんどおり入力でき、つながったときに自動で送受信します。"
    "フォルダーに置くものはすべて暗号化します。使っているデータそのものは、いつもこのパソコンにあります。"
)
NO_FOLDER = "まだ決めていません。"
NOBODY = "ほかの端末はまだありません。2台目は、はじめの画面の「2台目：共有フォルダーから…」です。"


class SharePage(HousePage):
    """`conflicts_wanted`, `passphrase_wanted`: other pages that lead further."""

    GUIDE = "sharing"
    conflicts_wanted = Signal()
    passphrase_wanted = Signal()

    def __init__(self, office: Office, sharing: Sharing) -> None:
        super().__init__("共有フォルダー")
        self._office, self._sharing = office, sharing
        self.add_note(WHAT)
        self._add_state()
        self._add_folder()
        self._add_name()
        self._add_devices()
        self.column.addStretch(1)
        sharing.changed.connect(self.show_state)
        self._show_devices()
        self.show_state()
        begin = self.choose_button if self.choose_button.isEnabled() else self.passphrase_button
        tab_order.begin_at(self, self.sync_button if sharing.folder else begin)

    # --- parts

    def _add_state(self) -> None:
        self.state = self.add_head()
        self.problem, self.remarks = self.add_warning(), self.add_warning()
        self.sync_button = self.make_button(
            "いま同期する（F5）", lambda: self._sharing.sync(asked=True), primary=True
        )
        self.conflicts_button = self.make_button("", self.conflicts_wanted.emit)
        self.pause = QCheckBox("しばらく同期しない（8時間）", self)
        self.pause.setToolTip("テザリングのときなど、通信したくない間に使います")
        self.pause.setChecked(self._sharing.paused)
        self.pause.toggled.connect(self._sharing.pause)
        self.add_row(self.sync_button, self.conflicts_button, self.pause)

    def _add_folder(self) -> None:
        self.add_section("場所（このパソコンから見た場所）")
        self.place = QLabel(self)
        self.place.setWordWrap(True)
        self.column.addWidget(self.place)
        self.choose_button = self.make_button("フォルダーを選ぶ…", self.choose)
        self.leave_button = self.make_button("このパソコンでは使わない", self.leave)
        self.passphrase_button = self.make_button("パスフレーズを設定する…", self.passphrase_wanted.emit)
        self.add_row(self.choose_button, self.leave_button, self.passphrase_button)
        self.told = self.add_note("")
        self.told.hide()

    def _add_name(self) -> None:
        from zaitaku_desk.sharing import meeting

        self.add_section("このパソコンの名前")
        self.name = QLineEdit(self, objectName="device_name")
        self.name.setAccessibleName("このパソコンの名前")
        self.name.setMaxLength(40)
        self.name.setText(meeting.name_of(self._office.db))
        self.name.editingFinished.connect(self._call)
        self.column.addWidget(self.name)
        self.add_note(
            "ほかのパソコンの画面で、だれの変更かを見分けるために出ます（例：受付のパソコン、訪問用ノート）。"
        )

    def _add_devices(self) -> None:
        self.add_section("端末")
        box = QWidget(self)
        self._devices = QGridLayout(box)
        self._devices.setContentsMargins(0, 0, 0, 0)
        self._devices.setHorizontalSpacing(tokens.SPACE_3)
        self._devices.setColumnStretch(1, 1)
        self.column.addWidget(box)
        self.nobody = self.add_note(NOBODY)

    # --- what she does

    def choose(self) -> None:
        """Found the shared folder, or take up again with the one that is there."""
        from zaitaku_desk.sharing import membership

        path = self._office.dialogs.choose_folder("共有フォルダーを選ぶ")
        if path is None:
            return
        db = self._office.db
        self.say(self.told, "確かめています…")
        self._office.tasks.aside(
            lambda _progress: membership.found(db, Path(path)),
            lambda _none: self._chosen(Path(path)),
            self._refused,
        )

    def leave(self) -> None:
        """This machine goes on alone; nothing is deleted anywhere."""
        if self._office.dialogs.ask(
            "このパソコンでは、共有フォルダーを使わないようにしますか。",
            "記録はこのパソコンにも共有フォルダーにも残ります。あとで同じフォルダーを選ぶと、また同期します。",
            yes="使わない",
        ):
            self._sharing.use(None)
            self.say(self.told, "")
            self.show_state()

    def retire(self, known: Known) -> None:
        """Nobody waits for this device any more, or again."""
        from zaitaku_desk.sharing import meeting

        if not known.retired and not self._office.dialogs.ask(
            f"「{known.name}」を、もう使わない端末にしますか。",
            "その端末の受け取りを待たなくなります。その端末が送った記録はそのまま残ります。"
            "なくした・盗まれたときは、パスフレーズも変更してください。",
            yes="使わない端末にする",
        ):
            return
        meeting.retire(self._office.db, known.id, back=known.retired)
        self._office.changes.saved.emit("devices", [known.id])
        self._show_devices()
        self._sharing.sync()

    def show_state(self) -> None:
        """Show how it stands now."""
        from zaitaku_desk.store import vault

        if self._office.db is None:
            return
        sharing = self._sharing
        on = sharing.folder is not None
        protected = vault.is_protected(self._office.db.data_dir)
        self.state.setText(sharing.words if on else "共有していません")
        self.say(self.problem, sharing.problem if on else "")
        self.say(self.remarks, "\n".join(sharing.remarks))
        self.place.setText(str(sharing.folder) if on else NO_FOLDER)
        self.sync_button.setVisible(on)
        self.sync_button.setEnabled(not sharing.running)
        self.pause.setVisible(on)
        self.leave_button.setVisible(on)
        self.choose_button.setEnabled(protected)
        self.passphrase_button.setVisible(not protected)
        if not protected:
            self.say(self.told, "共有するには、先にパスフレーズが必要です。")
        self.conflicts_button.setText(f"食い違いを確かめる（{sharing.conflicts:,}件）…")
        self.conflicts_button.setVisible(sharing.conflicts > 0)
        if not sharing.running:
            self._show_devices()

    # --- inside

    def _chosen(self, path: Path) -> None:
        self.say(self.told, "このフォルダーを使います。")
        self._sharing.use(path)
        self._sharing.sync(asked=True)
        self.show_state()

    def _refused(self, error: BaseException) -> None:
        self.say(self.told, self._office.dialogs.words_of(error))

    def _call(self) -> None:
        from zaitaku_desk.sharing import meeting

        db = self._office.db
        if db is not None and self.name.text().strip() not in ("", meeting.name_of(db)):
            meeting.call(db, self.name.text())
            self._office.changes.saved.emit("devices", [db.device])
            self._show_devices()

    def _show_devices(self) -> None:
        from zaitaku_desk.sharing import meeting

        focus = self.focusWidget()
        while self._devices.count():
            part = self._devices.takeAt(0).widget()
            if part is not None:
                if part is focus:
                    self.back_button.setFocus()
                part.hide()
                part.deleteLater()
        found = meeting.devices(self._office.db)
        for row, known in enumerate(found):
            self._device(row, known)
        self.nobody.setVisible(len(found) == 1)

    def _device(self, row: int, known: Known) -> None:
        name = QLabel(f"{known.name}（このパソコン）" if known.own else known.name)
        state = QLabel(_state(known, self._office.date_style))
        state.setProperty("role", "secondary")
        state.setWordWrap(True)
        self._devices.addWidget(name, row, 0)
        self._devices.addWidget(state, row, 1)
        if not known.own:
            text = "また使う" if known.retired else "使わない端末にする…"
            button = QPushButton(text)
            button.setAccessibleName(f"{known.name}を{text.rstrip('…')}")
            button.clicked.connect(lambda _on=False: self.retire(known))
            self._devices.addWidget(button, row, 2)


def _state(known: Known, style: str) -> str:
    if known.own:
        return "使わない端末（次の同期で新しい端末になります）" if known.retired else ""
    if known.retired:
        return "使わない端末"
    if not known.at:
        return "まだ同期していません"
    at = clock.civil(known.at)
    when = moment(at, style)
    return f"同じ内容（{when}）" if known.level else f"受け取り待ち（前に来たのは {when}）"
