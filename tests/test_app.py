from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QTabWidget

from zaitaku_desk import app
from zaitaku_desk.gui.dialogs import FakeDialogs
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.tasks import InlineTasks
from zaitaku_desk.records import SLICES
from zaitaku_desk.store import backups, vault


def built(folder: Path) -> MainWindow:
    dialogs = FakeDialogs()
    return app.build(folder, dialogs=dialogs, tasks=InlineTasks(dialogs))


def end(window: MainWindow) -> None:
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    made = built(tmp_path_factory.mktemp("app") / "desk")
    yield made
    end(made)


@pytest.mark.parametrize("name", SLICES)
def test_every_slice_has_its_page_with_its_doors(window, name):
    tabs = window.findChild(QTabWidget, "tabs")
    page = next(tabs.widget(at) for at in range(tabs.count()) if tabs.widget(at).objectName() == name)
    assert page.findChild(QLineEdit, "search")
    assert page.findChild(QTableView, "rows")
    assert page.findChild(type(page.list.new_button), "new_button")


def test_the_slices_come_first_in_their_order(window):
    assert tuple(window.tabs_by_name)[: len(SLICES)] == SLICES


def test_it_is_not_shown(window):
    assert not window.isVisible()


def test_closing_makes_a_backup_and_closes_the_file(qapp, tmp_path):
    folder = tmp_path / "desk"
    window = built(folder)
    office = window.office
    end(window)
    assert office.db is None
    assert len(backups.list_generations(folder)) == 1
    assert not vault.is_protected(folder)


def test_the_first_start_offers_real_ways_to_begin(window):
    first = app.beginnings()[0]
    assert hasattr(window.tabs_by_name["institutions"], "import_list")
    assert first.title


class Held:
    """Half of a cycle; notes the thread on which it goes."""

    def __init__(self, gone_on: list[threading.Thread]) -> None:
        self.itself = self
        self.gone_on = gone_on

    def __del__(self) -> None:
        self.gone_on.append(threading.current_thread())


def test_a_worker_never_collects_the_cycles_of_the_window(qtbot, window, monkeypatch):
    """Qt does not survive a widget destroyed on another thread."""
    monkeypatch.setattr(app, "COLLECT_EVERY", 5)
    gone_on: list[threading.Thread] = []
    was = gc.isenabled()
    gc.disable()
    try:
        Held(gone_on)
        kept: list[list[int]] = []  # what is freed again does not fill a generation
        worker = threading.Thread(target=lambda: kept.extend([number] for number in range(200_000)))
        worker.start()
        worker.join()
        assert gone_on == []
        app.keep_collecting(window)
        qtbot.waitUntil(lambda: gone_on == [threading.main_thread()])
        assert not gc.isenabled()
    finally:
        if was:
            gc.enable()
