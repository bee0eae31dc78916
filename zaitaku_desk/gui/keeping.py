"""What the window does by itself so that nothing is lost: a backup an exit did not finish, the weekly check,
room on the disk, a copy on a removable medium every 30 days (sync.md §3, S7).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from zaitaku_desk.errors import Unopenable, UserError
from zaitaku_desk.gui.bands import Band, bands_of

if TYPE_CHECKING:
    from zaitaku_desk.gui.gate import Gate
    from zaitaku_desk.gui.main_window import MainWindow

AFTER_MS = 4_000  # she is at work by then
EVERY_MS = 600_000
SNOOZE = timedelta(days=7)

ON_SHARE = "共有フォルダーへ送ってあった変更は、共有フォルダーにつながると自動で戻ります。"
ON_MEDIUM = (
    "USBメモリーなどに新しい控えがあれば、"
    "「ファイル」▸「控えと点検」▸「バックアップから戻す」で比べられます。"
)

FIRST, LAST, SNOOZED = "medium.first", "medium.last", "medium.snoozed"
"""Days (ISO) this machine remembers: when it began to count, the last copy, until when she said later."""


class Keeping(QObject):
    """Wakes a while after the desk is shown, then every ten minutes."""

    def __init__(self, window: MainWindow, gate: Gate) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(lambda: begin(window))
        self._again = QTimer(self, interval=EVERY_MS)
        self._again.timeout.connect(lambda: look(window))
        gate.entered.connect(self._entered)
        window.locked.connect(lambda: bands_of(window).refresh())

    def _entered(self) -> None:
        self._soon.start()
        self._again.start()
        tell_recovery(self._window)
        bands_of(self._window).refresh()


def begin(window: MainWindow) -> None:
    """Once after each entering: what takes a while and nobody waits for."""
    from zaitaku_desk.store import backups, ballast, check

    office, db = window.office, window.office.db
    if db is None:
        return
    folder = db.data_dir
    office.tasks.read(lambda: ballast.keep(folder), lambda _none: None)
    if check.due(folder, office.now()) and not check.suspect(folder):

        def checked(report: Any) -> None:
            if not report.ok:
                bands_of(window).put("damaged", _damaged(window))

        office.tasks.run(
            "データを点検しています", lambda progress: check.check(db, progress=progress), checked
        )

    def tried(_progress: Any) -> UserError | None:
        try:
            backups.make_if_changed(db, "start")
        except UserError as error:
            return error
        return None

    office.tasks.run("バックアップを作っています", tried, lambda error: _told_of_backup(window, error))
    look(window)


def look(window: MainWindow) -> None:
    """Whether something has to be said, or no longer."""
    from zaitaku_desk.store import ballast, check, salvaged

    db = window.office.db
    if db is None:
        return
    bands, folder = bands_of(window), db.data_dir
    if not salvaged.waiting(folder):
        bands.put("recovered", None)
    bands.put("room", _room(window, ballast.free(folder)) if ballast.low(folder) else None)
    bands.put("unchecked", _unchecked(window) if check.suspect(folder) else None)
    bands.put("medium", _medium(window))


def tell_recovery(window: MainWindow) -> None:
    """After a start that found damage: the story, and the list of what could be read of the damaged file."""
    from zaitaku_desk.store import desk, salvaged

    office, db = window.office, window.office.db
    story = desk.recovery(db)
    waits = bool(salvaged.waiting(db.data_dir))
    if story:
        news, _, rest = story.partition("\n")
        if desk.may_be_missing(db):
            rest = f"{rest}\n{ON_SHARE if window.sharing.folder is not None else ON_MEDIUM}".strip()
        office.dialogs.warn(news, rest)
        db.cache.pop(desk.STORY, None)
    if office.db is not db:
        return  # it was locked while she read
    if waits:
        if story:
            window.run_house("show_salvaged")
        band = Band(
            "壊れたファイルから読み取った変更が、まだ取り込まれていません。",
            "確かめる…",
            lambda: window.run_house("show_salvaged"),
        )
        bands_of(window).put("recovered", band)


def medium_made(window: MainWindow) -> None:
    """A copy was put where she said: the reminder rests for 30 days."""
    settings = window.office.settings
    settings.set(LAST, window.office.today().isoformat())
    settings.set(SNOOZED, None)
    bands_of(window).put("medium", None)


def _medium(window: MainWindow) -> Band | None:
    from zaitaku_desk.store import copies

    office = window.office
    settings, today = office.settings, office.today()
    if settings.get(FIRST) is None:
        settings.set(FIRST, today.isoformat())
    if today.isoformat() < settings.get(SNOOZED, ""):
        return None
    last = settings.get(LAST, "")
    if not copies.medium_due(settings.get(FIRST), last, today):
        return None
    words = (
        "USBメモリーなどへの控えを、30日以上取っていません。"
        if last
        else "USBメモリーなどへの控えを、まだ取っていません。このパソコンが壊れたときに役立ちます。"
    )

    def later() -> None:
        settings.set(SNOOZED, (office.today() + SNOOZE).isoformat())

    return Band(words, "USBメモリーへ控えを取る…", lambda: window.run_house("make_backup"), later)


def _room(window: MainWindow, free: int) -> Band:
    return Band(
        f"ディスクの空きが残り {free // 2**20:,} MB です。不要なファイルを消して、空きを作ってください。",
        "くわしく",
        lambda: window.run_house("show_examine"),
    )


def _unchecked(window: MainWindow) -> Band:
    return Band(
        "データが壊れていないかの確認が、まだ済んでいません。",
        "いま確かめる",
        lambda: window.run_house("show_examine"),
    )


def _damaged(window: MainWindow) -> Band:
    return Band(
        "データの点検で問題が見つかりました。",
        "点検と修復…",
        lambda: window.run_house("show_examine"),
    )


def _told_of_backup(window: MainWindow, error: UserError | None) -> None:
    """Where none could be made she goes on working, and knows of it."""
    band = None
    if error is not None:
        band = Band(
            f"自動バックアップを作れませんでした。{error.message}",
            "点検と修復…",
            lambda: window.run_house("show_examine"),
        )
    bands_of(window).put("damaged" if isinstance(error, Unopenable) else "backup", band)
