"""What would otherwise have to be remembered."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from zaitaku_desk import app, paths
from zaitaku_desk.gui.dialogs import FakeDialogs
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.records import KINDS, SLICES
from zaitaku_desk.records.fields import Spec, groups, specs
from zaitaku_desk.store.desk import create_desk
from zaitaku_desk.store.migrate import schema_sql

PACKAGE = paths.root() / "zaitaku_desk"
TESTS = paths.root() / "tests"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.stem.startswith("__"))
BELOW_THE_WINDOW = ("japanese", "records", "rules", "store", "intake", "reports")

HOMES = {
    "csv": ("intake", "reports"),
    "python_calamine": ("intake", "bench"),
    "openpyxl": ("intake", "reports", "bench"),
    "docx": ("reports", "bench"),
    "docxtpl": ("reports", "bench"),
    "icalendar": ("reports",),
    "msoffcrypto": ("reports",),
    "pypdf": ("reports",),
    "pypdfium2": ("reports",),
    "reportlab": ("reports", "bench"),
    "jaconv": ("japanese",),
    "jpholiday": ("japanese",),
}
"""Where a library may be imported; of Qt and the database import-linter says it."""

LATER = (
    "alembic",
    "calamine",
    "cryptography",
    "docx",
    "docxtpl",
    "icalendar",
    "openpyxl",
    "reportlab",
    "sqlalchemy",
)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The schema of a new file."""
    db, _ = create_desk(tmp_path_factory.mktemp("schema"))
    yield schema_sql(db)
    db.close()


def test_schema_sql_is_current(schema: str) -> None:
    assert (paths.db_folder() / "schema.sql").read_text("utf-8") == schema, "run: python3 dev.py migration"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_has_its_column(schema: str, kind: str) -> None:
    table = next(part for part in schema.split(";\n") if re.match(rf'\s*CREATE TABLE "?{kind}"? ', part))
    columns = set(re.findall(r'"?(\w+)"? (?:TEXT|INTEGER)', table))
    assert {item.name for item in specs(KINDS[kind])} <= columns


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """The real window with all its pages, over an empty desk."""
    built = app.build(tmp_path_factory.mktemp("window") / "desk", dialogs=FakeDialogs())
    yield built
    built.close()


@pytest.mark.parametrize("name", SLICES)
def test_every_slice_has_its_page_and_its_designer_file(window: MainWindow, name: str) -> None:
    tabs = window.findChild(QTabWidget, "tabs")
    pages = {tabs.widget(index).objectName() for index in range(tabs.count())}
    assert name in pages
    assert (paths.resources() / "ui" / f"{name}.ui").is_file()


@pytest.mark.parametrize("name", SLICES)
def test_every_field_of_a_slice_has_its_widget(window: MainWindow, name: str) -> None:
    page = window.findChild(QWidget, name)
    widgets = {widget.objectName() for widget in page.findChildren(QWidget)}
    assert [item.name for item in specs(KINDS[name]) if not edited_by(item, name) & widgets] == []


@pytest.mark.parametrize("name", SLICES)
def test_the_doors_of_a_page_bear_their_names(window: MainWindow, name: str) -> None:
    page = window.findChild(QWidget, name)
    assert [door for door in ("search", "rows", "new_button") if page.findChild(QWidget, door) is None] == []


def test_every_module_below_the_window_has_its_mirror_test() -> None:
    """What is above them is tested through the window and the command line."""
    places = [module.relative_to(PACKAGE) for module in MODULES]
    below = [place for place in places if len(place.parts) == 1 or place.parts[0] in BELOW_THE_WINDOW]
    assert [str(place) for place in below if not is_tested(place)] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [module for module in MODULES if not ast.get_docstring(ast.parse(module.read_text("utf-8")))]
    assert silent == []


def test_no_page_hides_what_stands_before_its_beginning_from_tab() -> None:
    """A focus proxy on a page does: `tab_order.begin_at` says where the keyboard begins."""
    small = ("child_table.py", "passphrase_fields.py", "widgets")
    proxied = [path for path in MODULES if "setFocusProxy(" in path.read_text("utf-8")]
    assert [str(path) for path in proxied if not {path.name, path.parent.name} & set(small)] == []


def test_what_is_saved_is_heard_by_methods_only() -> None:
    """A method is let go of with its page; a lambda would answer for a page that was closed long ago."""
    heard = [
        path.name
        for path in MODULES
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).endswith("changes.saved.connect")
        and isinstance(call.args[0], ast.Lambda)
    ]
    assert heard == []


def test_no_format_of_a_time_has_a_word_in_it() -> None:
    """Windows' C library takes the format in the language of the system, and refuses 年 in all but some."""
    formats = [
        (path.name, part.value)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for spec in (
            [node.format_spec]
            if isinstance(node, ast.FormattedValue) and node.format_spec
            else node.args
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".strftime")
            else []
        )
        for part in ast.walk(spec)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "%" in part.value
    ]
    assert len(formats) > 10
    assert [one for one in formats if not one[1].isascii() or "%-" in one[1]] == []


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_only_in_its_home(library: str) -> None:
    users = [
        path.relative_to(PACKAGE) for path in MODULES if library in {n.split(".")[0] for n in imported(path)}
    ]
    assert [str(path) for path in users if path.parts[0] not in HOMES[library]] == []


def test_the_window_is_built_without_the_heavy_libraries() -> None:
    code = f"import sys, zaitaku_desk.app; print([n for n in {LATER!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.root(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_committed_file_names_a_package_registry() -> None:
    if not shutil.which("git") or not (paths.root() / ".git").exists():
        pytest.skip("not a git checkout")
    registry = "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "index-" + "url"))
    search = ["git", "grep", "-lIE", registry, "--", ".", ":!tools/lock.py"]
    found = subprocess.run(search, cwd=paths.root(), capture_output=True, text=True, check=False)
    assert found.stdout == ""


def edited_by(item: Spec, kind: str) -> set[str]:
    """The fields whose widget may edit this one: a picker holds both the id and the text as typed."""
    half_of_a_picker = item.name.endswith(("_id", "_text"))
    return {item.name, *(groups(KINDS[kind])[item.group] if half_of_a_picker else ())}


def is_tested(place: Path) -> bool:
    """Whether a test bears the module's name or its slice's (`meeting_minutes`: meetings), or imports it."""
    stems = (place.stem, place.stem.split("_")[0], place.stem.split("_")[0] + "s")
    named = [TESTS / place.parent / f"test_{stem}.py" for stem in stems]
    name = ".".join((PACKAGE.name, *place.with_suffix("").parts))
    return any(test.is_file() for test in named) or any(
        name in imported(test) for test in TESTS.rglob("*.py")
    )


@cache
def imported(file: Path) -> set[str]:
    """The full names of what a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names
