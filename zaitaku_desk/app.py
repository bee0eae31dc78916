"""Starts the window: makes everything, knows everyone."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from zaitaku_desk import settings
from zaitaku_desk.errors import UserError
from zaitaku_desk.files import PRIVATE
from zaitaku_desk.gui import theme
from zaitaku_desk.gui.changes import Changes
from zaitaku_desk.gui.dialogs import Dialogs, install_crash_hook
from zaitaku_desk.gui.gate import Beginning, Gate
from zaitaku_desk.gui.keeping import Keeping
from zaitaku_desk.gui.main_window import LateTab, MainWindow
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.tasks import Tasks

if TYPE_CHECKING:
    from zaitaku_desk.gui.one_window import OneWindow
    from zaitaku_desk.gui.record_tab import RecordTab
    from zaitaku_desk.store.second_key import SecondKey

log = logging.getLogger(__name__)

COLLECT_EVERY = 1000  # milliseconds

PARTS_AFTER_MS = 50  # the prompt for the passphrase is painted by then


def build(
    data_dir: Path,
    passphrase: str | None = None,
    *,
    second: Collection[SecondKey] = (),
    dialogs: Dialogs | None = None,
    tasks: Tasks | None = None,
) -> MainWindow:
    """The whole window with every page, not shown; a folder without data gets a new desk.

    `second` are the 鍵ファイル at hand; tests hand in their own `dialogs` and `tasks`. UserError as
    `store.desk.open_desk`.
    """
    from zaitaku_desk.store import desk

    data_dir = Path(data_dir)
    application()
    office = make_office(data_dir, dialogs, tasks)
    if desk.exists(data_dir):
        office.db = desk.open_desk(data_dir, passphrase, second=second)
    else:
        office.db, _code = desk.create_desk(data_dir, passphrase)
    window = MainWindow(office, tabs(office), build_all=True)
    window.closing.connect(lambda: shut(office))
    return window


def run(data_dir: Path, passphrase: str | None = None, second: Collection[SecondKey] = ()) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    Where the same data has a window already, that one comes forward instead. UserError when the data lies
    where it must not be opened, or the window that has it does not answer.
    """
    gc.disable()  # what the start makes stays: looking through it again and again takes 10 ms
    from zaitaku_desk.gui.one_window import OneWindow
    from zaitaku_desk.store import device_wipe
    from zaitaku_desk.store.process import temporary_files_in

    data_dir = Path(data_dir)
    try:
        one = OneWindow(data_dir)
        if not one.first:
            one.knock()
            return 0
    except UserError as error:
        _tell_without_window(error)
        raise
    try:
        if device_wipe.begun(data_dir):
            _finish_erasing(data_dir)
            return 0
        with temporary_files_in(data_dir):
            return _run(data_dir, passphrase, second, one)
    finally:
        one.release()


def _finish_erasing(data_dir: Path) -> None:
    """An erasing of this device that was broken off; she has confirmed it."""
    from zaitaku_desk.store import device_wipe

    device_wipe.wipe(data_dir)
    said = UserError("この端末のデータの消去を、最後まで行いました。", "もう一度開くと、新しく始められます。")
    _tell_without_window(said)


def _tell_without_window(error: UserError) -> None:
    """A program started by a click has no terminal to say why it ends."""
    if application().platformName() != "offscreen":
        machine = settings.Settings(Path("machine.json"), {})
        theme.apply(application(), machine)
        Dialogs(machine).warn(error.message, error.hint)


def _run(data_dir: Path, passphrase: str | None, second: Collection[SecondKey], one: OneWindow) -> int:
    app = application()
    office = make_office(data_dir)
    install_crash_hook(office.dialogs)
    first, *late = PAGES
    page = first.make(office)
    page.stepwise = True
    window = MainWindow(office, [page], late)
    window.closing.connect(lambda: shut(office))
    gate = Gate(office, window, data_dir, beginnings())
    Keeping(window, gate)
    gate.enter(passphrase, second)
    window.show()
    one.come_forward_for(window)
    page.completed.connect(lambda: take_in_rest(window))
    if window.covered:  # what the first page needs comes while she types her passphrase
        QTimer.singleShot(PARTS_AFTER_MS, lambda: office.tasks.read(page.import_parts, lambda _none: None))
    return app.exec()


def application() -> QApplication:
    """The one QApplication of this process."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
    else:  # asked for a style, Qt would hand out a QStyle: making that class takes Python 13 ms
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
        app.setProperty("fusion", True)
    app.setApplicationName("zaitaku_desk")
    app.setApplicationDisplayName("在宅デスク")
    return app


def make_office(data_dir: Path, dialogs: Dialogs | None = None, tasks: Tasks | None = None) -> Office:
    """Everything a tab needs but the database; the application is dressed."""
    data_dir.mkdir(PRIVATE, parents=True, exist_ok=True)
    machine = settings.load(data_dir)
    theme.apply(application(), machine)
    dialogs = dialogs or Dialogs(machine)
    return Office(None, tasks or Tasks(dialogs), dialogs, machine, Changes())


def tabs(office: Office) -> list[RecordTab]:
    """Every tab."""
    return [page.make(office) for page in PAGES]


def _visits(office: Office) -> RecordTab:
    from zaitaku_desk.gui.visits import VisitsTab

    return VisitsTab(office)


def _institutions(office: Office) -> RecordTab:
    from zaitaku_desk.gui.institutions import InstitutionsTab

    return InstitutionsTab(office)


def _meetings(office: Office) -> RecordTab:
    from zaitaku_desk.gui.meetings import MeetingsTab

    return MeetingsTab(office)


def _consultations(office: Office) -> RecordTab:
    from zaitaku_desk.gui.consultations import ConsultationsTab

    return ConsultationsTab(office)


def _people(office: Office) -> RecordTab:
    from zaitaku_desk.gui.people import PeopleTab

    return PeopleTab(office)


PAGES = (
    LateTab("visits", "ヒアリング訪問", _visits),
    LateTab("institutions", "関係機関", _institutions),
    LateTab("meetings", "会議", _meetings),
    LateTab("consultations", "相談", _consultations),
    LateTab("people", "人", _people),
)
"""The tabs in their order (decisions 36). To add one, add it here."""


def beginnings() -> tuple[Beginning, ...]:
    """What the last page of the first start offers."""
    return (
        Beginning(
            "お手元の名簿を取り込む",
            "Excel・CSVの名簿や、公開されている事業所の一覧から関係機関を登録します。取り込む前に内容を確かめられます。",
            lambda window: window.run(window.page("institutions"), "import_list"),
        ),
        Beginning(
            "架空の地区で試す",
            "見本の機関・訪問・会議・相談を入れて、ひととおり触ってみることができます。実在の人や機関ではありません。",
            fill_with_demo,
        ),
    )


def fill_with_demo(window: MainWindow) -> None:
    """Put the fictional district into the open desk, in the background."""
    from zaitaku_desk import demo

    office = window.office
    db = office.db
    if db is None:
        return
    office.tasks.run(
        "見本を入れています",
        lambda progress: demo.fill(db, office.today(), progress),
        lambda _none: window.reload(),
    )


def take_in_rest(window: MainWindow) -> None:
    """Import on a thread what the first page did without, while she looks at it; then make the other tabs."""

    def next_tab() -> None:
        if window.take_in():
            QTimer.singleShot(0, window, next_tab)
        else:
            gc.freeze()
            keep_collecting(window)

    window.office.tasks.read(preload, lambda _none: next_tab())


def keep_collecting(window: MainWindow) -> None:
    """Collect cycles on this thread only, with Python's own thresholds.

    A worker whose allocation starts the collector would destroy the widgets it finds there, which Qt does
    not survive.
    """

    def collect() -> None:
        filled = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(filled):
            gc.collect(max(generation for generation, full in enumerate(filled) if full))

    timer = QTimer(window)
    timer.setInterval(COLLECT_EVERY)
    timer.timeout.connect(collect)
    timer.start()


def preload() -> None:
    """The other pages, and what the first save will need."""
    from zaitaku_desk.gui import consultations, institutions, meetings, people, visits_parts  # noqa: F401
    from zaitaku_desk.store import mapping

    mapping.metadata()


def shut(office: Office) -> None:
    """After the window is hidden: end the tasks, make a backup generation, close the file."""
    office.tasks.close()
    if office.db is not None:
        from zaitaku_desk.gui import sharing
        from zaitaku_desk.store import backups, blobs, erasing

        sharing.last(office)
        erasing.sweep_at_exit(office.db)
        try:
            backups.make_if_changed(office.db)
            if not office.settings.get(settings.SHARED_FOLDER):
                blobs.sweep(office.db)
        except UserError as error:
            log.warning("no backup at exit: %s", type(error).__name__)
        try:
            office.db.close()
        except UserError as error:  # a sync that was not waited for is writing; the WAL keeps all of it
            log.warning("closed while writing: %s", type(error).__name__)
        office.db = None
    try:
        office.settings.save()
    except UserError as error:
        log.warning("settings not saved: %s", type(error).__name__)
