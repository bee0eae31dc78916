"""鍵ファイル on the page of the passphrase: make one and need it from now on, copy it, do without (S4)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zaitaku_desk.gui import plain_folder, tokens
from zaitaku_desk.gui.parts import button, give_role, label
from zaitaku_desk.gui.passphrase_fields import SecretEdit
from zaitaku_desk.gui.second_key import LOOKING, at_hand
from zaitaku_desk.settings import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.second_key import SecondKey

WHAT = (
    "USBメモリーなどに鍵ファイルを作ると、開くときにパスフレーズと鍵ファイルの両方が必要になります。"
    "パスフレーズを人に知られても、鍵ファイルがなければ開けません。USBメモリーはパソコンと別に持ち歩いてください。"
    "\n回復キーは、鍵ファイルがなくても開けます。鍵ファイルをなくしたときのためのものなので、"
    "印刷した紙を施錠できる場所に保管してください。"
)
BEFORE = "使い始めるには、いまのパスフレーズを入れて、鍵ファイルを置く場所を選びます。"
AFTER = "使うのをやめるには、いまのパスフレーズを入れます。"
STAYS = (
    "このパソコンと共有フォルダーのバックアップを開くときも、これからは鍵ファイルが必要です。"
    "USBメモリーなどに作ったバックアップは、これまでどおりパスフレーズだけで開けます。"
    "ほかの端末では、同期するまで鍵ファイルなしで開けます。"
)
COPY = "なくしたときのために、もう1つのUSBメモリーにも写しを作り、別の場所に保管することをおすすめします。"
CHOOSE = "鍵ファイルを置く場所（USBメモリーなど）"
FIELD = 320  # pixels wide
SOON_MS = 50  # the layout has made room for what was told


class SecondKeyPart(QWidget):
    """For the passphrase of who is at the keyboard (`slot`); what it did stands in `told`."""

    def __init__(self, office: Office, slot: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._slot = office, slot
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        self.state = label("", self, wrapped=True)
        self.field_label = label("いまのパスフレーズ", self, "label")
        self.passphrase = SecretEdit("いまのパスフレーズ", self)
        self.passphrase.setObjectName("current_passphrase")
        self.passphrase.setFixedWidth(FIELD)
        for part in (
            label("鍵ファイル（2つ目の鍵）", self, "section"),
            label(WHAT, self, "secondary"),
            self.state,
            self.field_label,
            self.passphrase,
        ):
            layout.addWidget(part)
        self.begin_button = button("鍵ファイルを作って使い始める…", self, self.begin)
        self.copy_button = button("写しを作る…", self, self.copy)
        self.end_button = button("鍵ファイルを使わない", self, self.end)
        row = QHBoxLayout()
        for part in (self.begin_button, self.copy_button, self.end_button):
            row.addWidget(part)
        row.addStretch(1)
        layout.addLayout(row)
        self.told = label("", self, "secondary")
        layout.addWidget(self.told)
        self.refresh()

    def refresh(self) -> None:
        """Whether one is needed now."""
        from zaitaku_desk.store import second_key, vault

        folder = self._office.db.data_dir
        number, protected = vault.second_of(folder, self._slot), vault.is_protected(folder)
        self.state.setText(
            f"使っています（番号 {second_key.shown(number)}）。{AFTER}"
            if number
            else BEFORE
            if protected
            else "先に、上でパスフレーズを決めてください。"
        )
        for part in (self.field_label, self.passphrase):
            part.setVisible(protected)
        self.begin_button.setVisible(protected and not number)
        for part in (self.copy_button, self.end_button):
            part.setVisible(bool(number))

    def begin(self) -> None:
        """Where to put it, make it, need it."""
        from zaitaku_desk.store import second_factor

        db, slot, share = self._office.db, self._slot, self._share()

        def chosen(folder: Path) -> None:
            self._run(
                "鍵ファイルを作っています",
                lambda passphrase: second_factor.begin(db, passphrase, folder, staff=slot, share=share),
                self._begun,
            )

        if self._typed():
            self._choose_place(chosen)

    def copy(self) -> None:
        """A second one on another stick, from the one that is plugged in."""
        from zaitaku_desk.store import second_key, vault

        office, place = self._office, self._office.db.data_dir
        number = vault.second_of(place, self._slot)

        def looked(second: tuple[second_key.SecondKey, ...]) -> None:
            key = next((one for one in second if one.id == number), None)
            if key is None:
                self._say(str(second_key.SecondKeyNeeded()), "problem")
            else:
                self._choose_place(lambda folder: self._write_copy(key, folder))

        office.tasks.run(LOOKING, lambda _progress: at_hand(office, place), looked, self._failed)

    def end(self) -> None:
        """The passphrase alone opens again."""
        from zaitaku_desk.store import second_factor

        if not self._typed():
            return
        db, slot, share = self._office.db, self._slot, self._share()
        self._run(
            "鍵ファイルなしで開けるようにしています",
            lambda passphrase: second_factor.end(
                db, passphrase, at_hand(self._office, db.data_dir), staff=slot, share=share
            ),
            lambda _none: self._say(
                "次に開くときから、パスフレーズだけで開けます。鍵ファイルは、消してかまいません。", "done"
            ),
        )

    def _write_copy(self, key: SecondKey, folder: Path) -> None:
        from zaitaku_desk.store import second_key

        self._office.tasks.run(
            "鍵ファイルの写しを作っています",
            lambda _progress: second_key.write(key, folder),
            self._copied,
            self._failed,
        )

    def _begun(self, path: Path) -> None:
        self._remember(path)
        self._say(f"{path} に鍵ファイルを作り、読めることを確かめました。\n{STAYS}\n{COPY}", "done")
        self.copy_button.setFocus()

    def _copied(self, path: Path) -> None:
        self._remember(path)
        self._say(f"{path} に写しを作り、読めることを確かめました。", "done")

    def _remember(self, path: Path) -> None:
        from zaitaku_desk.store import second_key

        second_key.remember(self._office.settings, [path])

    def _run(self, what: str, work: Callable[[str], Any], then: Callable[[Any], None]) -> None:
        passphrase = self.passphrase.text()
        self.passphrase.clear()
        self.setEnabled(False)

        def done(result: Any) -> None:
            self.setEnabled(True)
            self.refresh()
            self._office.write_audit()
            then(result)

        self._office.tasks.run(what, lambda _progress: work(passphrase), done, self._failed)

    def _failed(self, error: BaseException) -> None:
        self.setEnabled(True)
        if words := self._office.dialogs.words_of(error):
            self._say(words, "problem")
            self.passphrase.setFocus()

    def _typed(self) -> bool:
        if self.passphrase.text().strip():
            return True
        self._say("いまのパスフレーズを入れてください。", "problem")
        self.passphrase.setFocus()
        return False

    def _choose_place(self, then: Callable[[Path], None]) -> None:
        """A folder that protects something; why another one does not is told."""
        from zaitaku_desk.store import second_key_places

        office, here = self._office, self._office.db.data_dir
        folder = office.dialogs.choose_folder(CHOOSE)
        if folder is None:
            return
        others_see = (office.settings.place(name) for name in (SHARED_FOLDER, plain_folder.FOLDER))
        shared = [place for place in others_see if place is not None]

        def look(_progress: object) -> str:
            second_key_places.refuse(folder, here, shared)
            return second_key_places.doubt(folder)

        def looked(doubt: str) -> None:
            self.setEnabled(True)
            if not doubt or office.dialogs.ask("この場所に鍵ファイルを置きますか。", doubt, yes="ここに置く"):
                then(folder)

        self.setEnabled(False)
        office.tasks.run("置く場所を確かめています", look, looked, self._failed)

    def _share(self) -> Path | None:
        from zaitaku_desk.sharing import meeting

        share = self._office.settings.place(SHARED_FOLDER)
        return meeting.open_folder(share).root if share is not None else None

    def _say(self, words: str, role: str) -> None:
        give_role(self.told, role)
        self.told.setText(words)
        QTimer.singleShot(SOON_MS, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.told)
