"""データを開けませんでした: what stands in the way, trying again, or going on from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from zaitaku_desk.errors import Unopenable
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.middle_column import middle_column
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.return_page import ReturnPage
from zaitaku_desk.gui.show import in_full
from zaitaku_desk.settings import SHARED_FOLDER

if TYPE_CHECKING:
    from zaitaku_desk.errors import UserError
    from zaitaku_desk.gui.office import Office


class RescuePage(QWidget):
    """`opened(db)` when a backup was gone back to; `again_wanted` to try the folder once more."""

    opened = Signal(object)
    again_wanted = Signal()

    def __init__(self, office: Office, data_dir: Path, error: UserError) -> None:
        super().__init__()
        column = middle_column("データを開けませんでした", self)
        self.reason = label(str(error), self, wrapped=True)
        self.again_button = button("もう一度開く", self, self.again_wanted.emit)
        column.addWidget(self.reason)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.back = BackupCard(office, data_dir)
        self.back.joined.connect(self.opened)
        self.back.back_wanted.connect(self.again_wanted)
        helps = isinstance(error, Unopenable)
        title = label("バックアップから始める", self, "section")
        column.addSpacing(tokens.SPACE_4)
        column.addWidget(title)
        column.addWidget(self.back)
        column.addStretch(1)
        title.setVisible(helps)
        self.back.setVisible(helps)
        tab_order.begin_at(self, self.again_button)


class BackupCard(ReturnPage):
    """A backup and its passphrase; the newest that is here or on the shared folder is chosen beforehand."""

    WHAT: ClassVar[str] = (
        "バックアップと、そのときのパスフレーズ（または回復キー）で開きます。"
        "鍵のファイルだけが失われたときは、いまのデータをそのまま使います。"
        "いまあるファイルは消さずに、データのフォルダーの中に取っておきます。"
    )
    WORKING: ClassVar[str] = "バックアップから戻しています"

    def __init__(self, office: Office, data_dir: Path) -> None:
        super().__init__(office, data_dir)
        self.join_button.setText("このバックアップで開く")
        self.back_button.hide()
        self._offer(_here(data_dir))
        share = office.settings.place(SHARED_FOLDER)
        if self.folder is None and share is not None:
            office.tasks.aside(lambda _progress: _on_share(share), self._offer, office.dialogs.failure)

    def _offer(self, found: Any) -> None:
        if found is not None and self.folder is None:
            self.folder = found.path
            self.place.setText(f"{in_full(found.when, self._office.date_style)} のバックアップ")
            self.choose_button.setText("ほかのバックアップを選ぶ…")

    def _bring(self, folder: Path, secret: dict[str, str], _progress: Any) -> Any:
        from zaitaku_desk.store import returning

        said = {name: word for name, word in secret.items() if word.strip()}
        return returning.rescue(self._data_dir, folder, **said, second=self.second_key.at_hand())


def _here(data_dir: Path) -> Any:
    from zaitaku_desk.store import backups

    return _with_a_key(backups.list_generations(data_dir))


def _on_share(share: Path) -> Any:
    from zaitaku_desk.store import copies

    return _with_a_key(copies.on_share(share))


def _with_a_key(newest_first: list[Any]) -> Any:
    from zaitaku_desk.store import slots

    return next((one for one in newest_first if slots.parse(one.path.with_suffix(".key"))), None)
