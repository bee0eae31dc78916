"""メールアドレスをコピー: the addresses of the list on the screen, ready for BCC (A213)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from zaitaku_desk.gui.menus import Command

if TYPE_CHECKING:
    from zaitaku_desk.gui.record_tab import RecordTab


def command(whose: str) -> Command:
    """The entry in 編集."""
    return Command("編集", f"{whose}のメールアドレスをコピー（表示中の一覧）", "copy_addresses")


def copy(tab: RecordTab) -> None:
    """Put them on the clipboard and say how many there are and who has none."""
    from zaitaku_desk.reports import Request, mailing

    tab.flush()
    db = tab.office.db
    request = Request(today=tab.office.today(), listing=tab.list.table.listing)

    def done(found: tuple[str, str]) -> None:
        text, said = found
        if text:
            QGuiApplication.clipboard().setText(text)
        tab.said.emit(said if text else "表示中の一覧にメールアドレスの登録がありません。")

    tab.office.tasks.read(lambda: mailing.copied(db, request, tab.RECORD.KIND), done)
