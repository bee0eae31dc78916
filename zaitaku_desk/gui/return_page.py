"""バックアップから始める: a new computer in place of one that is lost, from a removable medium."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from zaitaku_desk.gui.join_page import JoinPage


class ReturnPage(JoinPage):
    """The same page with a file in place of the shared folder; backup and passphrase are enough."""

    WHAT: ClassVar[str] = (
        "USBメモリーなどに取ってあったバックアップと、そのときのパスフレーズだけで、"
        "このパソコンで続きから使えるようになります。バックアップのファイルはそのまま残ります。"
        "鍵ファイルを使っていたときは、それが入ったUSBメモリーも差してください。"
    )
    CHOOSE: ClassVar[str] = "バックアップを選ぶ"
    ASK: ClassVar[str] = "バックアップのファイルとパスフレーズを入れてください。"
    WORKING: ClassVar[str] = "バックアップから始めています"
    LABEL: ClassVar[str] = "パスフレーズ（バックアップを取ったときのもの）"
    OPEN_TOO: ClassVar[bool] = True
    STOPPABLE: ClassVar[bool] = False

    def _ask_where(self) -> Path | None:
        return self._office.dialogs.choose_file(self.CHOOSE, "在宅デスクのバックアップ (*.zbk)")

    def _bring(self, folder: Path, secret: dict[str, str], _progress: Any) -> Any:
        from zaitaku_desk.store import returning

        said = {name: word for name, word in secret.items() if word.strip()}
        return returning.begin_from(self._data_dir, folder, **said, second=self.second_key.at_hand())

    def _remember(self) -> None:
        """A file is no folder to come back to."""
