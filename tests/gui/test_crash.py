"""S17: what a fault leaves in the log, on standard error and in its box is a number and places, no value."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtWidgets import QMessageBox

from zaitaku_desk.gui.dialogs import Dialogs, install_crash_hook
from zaitaku_desk.store import crash_log, save

CANARY = "カナリア野みどり"


def faults(db):
    """Thirty ways in which the program can go wrong with a name in its hands."""
    record = save.new("institutions", name=CANARY)

    def sql():
        with db.begin() as connection:
            connection.exec_driver_sql("INSERT INTO institutions (id, nowhere) VALUES (?, ?)", ("x", CANARY))

    def statement():
        from zaitaku_desk.store import mapping

        table = mapping.metadata().tables["institutions"]
        with db.begin() as connection:
            connection.execute(
                table.insert(), [{"id": "twice", "name": CANARY}, {"id": "twice", "name": CANARY}]
            )

    yield from (sql, statement, lambda: db.rows(f"SELECT {CANARY} FROM institutions"))
    yield from (lambda: {}[CANARY], lambda: int(CANARY), lambda: getattr(record, CANARY))
    yield lambda: CANARY.encode("ascii")
    yield lambda: save.get(db, CANARY, record.id)
    for kind in (ValueError, KeyError, RuntimeError, TypeError, OSError, LookupError, AssertionError):
        for more in ("", "患者", CANARY * 50):
            yield lambda kind=kind, more=more: raise_(kind, CANARY + more)
    yield lambda: raise_(ExceptionGroup, CANARY, [ValueError(CANARY)])


def raise_(kind, *what):
    raise kind(*what)


@pytest.fixture
def boxes(monkeypatch):
    shown = []

    def note(box):
        shown.append(box.text() + box.informativeText() + box.detailedText())

    monkeypatch.setattr(QMessageBox, "exec", note)
    return shown


def keep_hooks(monkeypatch):
    for where, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(where, name, getattr(where, name))


def test_thirty_forced_faults_leave_no_name_anywhere(office, boxes, capsys, caplog, monkeypatch):
    keep_hooks(monkeypatch)
    dialogs = Dialogs(office.settings)
    install_crash_hook(dialogs)
    for number, fault in enumerate(list(faults(office.db)), start=1):
        try:
            fault()
        except BaseException as error:
            sys.excepthook(type(error), error, error.__traceback__)
        assert len(boxes) == number
    log = (office.settings.folder / crash_log.FILE_NAME).read_text("utf-8")
    told = capsys.readouterr()
    assert number >= 30
    assert "ValueError" in log
    for text in (log, told.err, told.out, caplog.text, *boxes):
        assert "カナリア" not in text and "患者" not in text
    assert all(box.split("番号：")[1][:9] in log for box in boxes)


class Ending:
    """A thing that goes wrong when it is taken down."""

    def __repr__(self):
        return CANARY

    def __del__(self):
        raise ValueError(CANARY)


def test_neither_a_thread_nor_the_end_of_an_object_writes_what_it_held(office, boxes, capsys, monkeypatch):
    keep_hooks(monkeypatch)
    install_crash_hook(Dialogs(office.settings))
    thread = threading.Thread(target=lambda: raise_(ValueError, CANARY))
    thread.start()
    thread.join()
    Ending()
    told = capsys.readouterr().err
    assert told.count("ValueError") == 2 and "カナリア" not in told
