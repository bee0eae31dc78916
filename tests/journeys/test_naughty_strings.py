"""S18: the big list of naughty strings through every search box and every form of the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk import app
from zaitaku_desk.gui.dialogs import FakeDialogs
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.tasks import InlineTasks
from zaitaku_desk.records.fields import specs
from zaitaku_desk.store import check, engine, save

PAGES = ("visits", "institutions", "meetings", "consultations", "people")
CANARY = "カナリア' OR 1=1 --"
STEP = 8
"""Every eighth line in the usual run, another eighth on each page; all of them nightly."""


@pytest.fixture(scope="module")
def window(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    dialogs = FakeDialogs()
    made = app.build(tmp_path_factory.mktemp("naughty") / "desk", dialogs=dialogs, tasks=InlineTasks(dialogs))
    made.show()
    yield made
    made.close()


def lines(shared: Path, name: str, step: int) -> list[str]:
    found: list[str] = json.loads((shared / "badinput" / "blns" / "blns.json").read_text("utf-8"))
    return found[PAGES.index(name) % step :: step]


def steps() -> list[object]:
    return [STEP, pytest.param(1, marks=pytest.mark.nightly)]


@pytest.mark.qt_log_ignore("OpenType support missing", extend=True)
@pytest.mark.parametrize("step", steps())
@pytest.mark.parametrize("name", PAGES)
def test_every_search_box_takes_them(window: MainWindow, shared: Path, name: str, step: int) -> None:
    tab = window.page(name)
    for text in lines(shared, name, step):
        tab.list.search.setText(text)
        assert tab.list.table.rowCount() >= 0
        window.global_search._find(text)
    tab.list.search.clear()
    assert window.office.dialogs.said == []


@pytest.mark.qt_log_ignore("OpenType support missing", extend=True)
@pytest.mark.parametrize("step", steps())
@pytest.mark.parametrize("name", PAGES)
def test_every_form_keeps_them_as_they_are(window: MainWindow, shared: Path, name: str, step: int) -> None:
    tab, db = window.page(name), window.office.db
    field = text_field(tab)
    for text in lines(shared, name, step):
        tab.new(**{field: text})
        tab.form.ensure_saved()
        tab.flush()
        kept = save.get(db, tab.RECORD.KIND, tab.form.record.id)
        assert (getattr(kept, field, None) or "").strip() == as_typed(text), repr(text)
    assert window.office.dialogs.said == []


def test_values_reach_the_database_beside_the_statement_never_in_it(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Cursor(engine.sqlcipher.Cursor):  # type: ignore[misc]
        def execute(self, sql: str, *values: Any) -> Any:
            said.append(sql)
            return super().execute(sql, *values)

    class Connection(engine.sqlcipher.Connection):  # type: ignore[misc]
        def execute(self, sql: str, *values: Any) -> Any:
            said.append(sql)
            return super().execute(sql, *values)

        def cursor(self, *_: Any) -> Any:
            return super().cursor(Cursor)

    connect = engine.sqlcipher.connect
    monkeypatch.setattr(engine.sqlcipher, "connect", lambda *a, **k: connect(*a, **k, factory=Connection))
    dialogs = FakeDialogs()
    made = app.build(tmp_path / "desk", dialogs=dialogs, tasks=InlineTasks(dialogs))
    made.show()
    for name in PAGES:
        tab = made.page(name)
        tab.new(**{text_field(tab): CANARY})
        tab.form.ensure_saved()
        tab.list.search.setText(CANARY)
        made.global_search._find(CANARY)
        save.delete(made.office.db, tab.RECORD.KIND, tab.form.record.id)
    made.close()
    assert any("search" in sql for sql in said) and any("INSERT" in sql for sql in said)
    assert [sql for sql in said if "カナリア" in sql] == []


def test_the_file_is_sound_after_all_of_them(window: MainWindow) -> None:
    window.flush()
    assert check.check(window.office.db).problems == []


def as_typed(text: str) -> str:
    """What a field of several lines makes of it: one kind of line end and of blank, none at the ends."""
    ends = dict.fromkeys("\r\u2028\u2029", "\n") | {"\xa0": " "}
    plain = text.replace("\r\n", "\n").translate(str.maketrans(ends)).strip()
    return "" if plain in ("\ufeff", "\ufffe") else plain  # nothing one could see


def text_field(tab: Any) -> str:
    """The first field of several lines that a page has."""
    return next(item.name for item in specs(tab.RECORD) if item.lines > 1 and item.name in tab.form.fields)
