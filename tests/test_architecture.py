"""What would otherwise have to be remembered."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from defusedxml import ElementTree

from zaitaku_desk import paths
from zaitaku_desk.records import KINDS, SLICES
from zaitaku_desk.records.fields import specs
from zaitaku_desk.store.desk import create_desk
from zaitaku_desk.store.migrate import schema_sql

PACKAGE = paths.root() / "zaitaku_desk"
TESTS = paths.root() / "tests"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.stem.startswith("__"))
PAGES = sorted((paths.resources() / "ui").glob("*.ui"))

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
    table = next(part for part in schema.split(";\n") if part.lstrip().startswith(f"CREATE TABLE {kind} "))
    columns = {line.split()[0].strip('"') for line in table.splitlines()[1:] if line.split()}
    assert {item.name for item in specs(KINDS[kind])} <= columns


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_designer_file_loads(qtbot: object, page: Path) -> None:
    from zaitaku_desk.gui import ui

    widget = ui.load(page.stem)
    assert widget.objectName()
    widget.deleteLater()


@pytest.mark.parametrize("name", SLICES)
def test_every_field_of_a_slice_has_its_widget(name: str) -> None:
    page = ElementTree.parse(paths.resources() / "ui" / f"{name}.ui")
    widgets = {widget.get("name") for widget in page.iter("widget")}
    record = KINDS[name]
    assert [item.name for item in specs(record) if item.name not in widgets] == []


def test_every_module_has_its_mirror_test() -> None:
    assert [str(module.relative_to(PACKAGE)) for module in MODULES if not is_tested(module)] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [module for module in MODULES if not ast.get_docstring(ast.parse(module.read_text("utf-8")))]
    assert silent == []


def test_the_window_is_built_without_the_heavy_libraries() -> None:
    code = f"import sys, zaitaku_desk.app; print([n for n in {LATER!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.root(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_committed_file_names_a_package_registry() -> None:
    registry = "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "index-" + "url"))
    found = subprocess.run(
        ["git", "grep", "-lIE", registry, "--", ".", ":!tools/lock.py"],
        cwd=paths.root(),
        capture_output=True,
        text=True,
    )
    if found.returncode > 1:
        pytest.skip("not a git checkout")
    assert found.stdout == ""


def is_tested(module: Path) -> bool:
    """Whether a test file bears the module's name, or one of its folder's tests imports it."""
    folder = TESTS / module.relative_to(PACKAGE).parent
    name = ".".join(module.relative_to(paths.root()).with_suffix("").parts)
    bears = (folder / f"test_{module.stem}.py").is_file()
    return bears or any(name in imported(test) for test in folder.glob("test_*.py"))


def imported(test: Path) -> set[str]:
    """The full names of the modules a test file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(test.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names
