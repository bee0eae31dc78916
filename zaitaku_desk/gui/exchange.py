"""Closing the desk, doing something to its file, and opening it again, with the window standing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.bands import bands_of
from zaitaku_desk.gui.checking import CheckingPage, CheckingPanel

if TYPE_CHECKING:
    from zaitaku_desk.gui.main_window import MainWindow

Make = Callable[[Path, bytes], Any]


def exchange(window: MainWindow, title: str, make: Make, then: Callable[[Any], None]) -> None:
    """`make(data_dir, key)` gets the folder closed and returns the open desk; `then(db)` once it is shown.

    When it fails the desk is opened as it is and the reason told. It is not begun where something typed could
    not be stored, or something is still being written.
    """
    from zaitaku_desk.store import desk

    office, tabs = window.office, window.tabs_by_name.values()
    window.flush()
    unsaved = [tab for tab in tabs if tab.built and tab.form.record and tab.form.dirty]
    if unsaved:  # the disk is full: it stands on the screen only
        office.dialogs.warn(
            "入力中の内容をまだ保存できていないため、始められません。",
            "ディスクの空きを作り、「保存しました」と出てから、もう一度お試しください。",
        )
        return
    office.tasks.wait()
    for tab in tabs:
        tab.put_away()
    key, folder = bytes(office.db.key), office.db.data_dir
    try:
        office.db.close()
    except UserError as error:  # a sync is writing
        for tab in tabs:
            tab.bring_back()
        office.dialogs.failure(error)
        return
    office.db = None
    office.undo.clear()

    def work(_progress: Any) -> tuple[Any, BaseException | None]:
        try:
            return make(folder, key), None
        except Exception as error:  # told below, once the desk is open again
            return desk.open_with(folder, lambda: key), error

    def opened(result: tuple[Any, BaseException | None]) -> None:
        db, error = result
        office.db = db
        for tab in tabs:
            tab.bring_back()
        window.uncover()
        bands_of(window).refresh()
        if error is not None:
            office.dialogs.failure(error)
        else:
            then(db)

    note = "終わるまで、電源を切らずにお待ちください。"
    page = CheckingPage(CheckingPanel(office, folder, f"{title}…", note), office, title, work)
    page.opened.connect(opened)
    page.failed.connect(office.dialogs.failure)
    window.cover(page)
    bands_of(window).refresh()
