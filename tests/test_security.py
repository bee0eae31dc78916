"""What the source may not do, whoever writes it: docs/security.md S18, S19, S24, S25."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from zaitaku_desk import paths

PACKAGE = paths.root() / "zaitaku_desk"
SOURCES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}

SQL = ("rows", "row", "execute", "executemany", "exec_driver_sql", "executescript")
OWN_NAMES = {"KINDS[kind].NAME", "kind", "record.NAME", "order", "self.kind", "where", "_FULLEST[what]"}
"""Put into SQL above the store: tables, columns and conditions of ours."""
QUOTED = {"derive(key, 'database').hex()"}
"""What may stand between quotes in SQL, beside constants of ours: PRAGMA key takes no parameter, and hex
cannot end a literal."""

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
UNSAFE = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "jsonpickle", "joblib", "xmlrpc"}
NETWORK = {
    "_socket", "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "multiprocessing", "poplib",
    "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib3", "webbrowser",
    "websockets",
}  # fmt: skip


SAID_IN_LOGS = {"type(error).__name__", "number", "function", "__name__"}

SQL_BEGINS = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|PRAGMA|CREATE|DROP|ALTER|ATTACH|VACUUM|EXPLAIN)[\s(]"
)
MODULES = ("importlib.import_module('zaitaku_desk.", "importlib.import_module(f'zaitaku_desk.")
OWN_MODULES = (*MODULES, "importlib.import_module(f'{__name__}.")


NODES: list[tuple[Path, ast.AST]] = [
    (path, node) for path, tree in SOURCES.items() for node in ast.walk(tree)
]


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path, node in NODES:
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield path, node, name


def imports() -> Iterator[tuple[Path, str]]:
    for path, node in NODES:
        if isinstance(node, ast.Import):
            yield from ((path, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


def words(node: ast.AST) -> tuple[str, ...]:
    """The name that a node says."""
    return tuple(getattr(node, part) for part in ("id", "attr", "name") if hasattr(node, part))


def begins(text: ast.AST) -> str:
    """How a text begins that is put together in whatever way."""
    while isinstance(text, ast.BinOp):
        text = text.left
    if isinstance(text, ast.JoinedStr) and text.values:
        text = text.values[0]
    if isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute):  # "…".format(…)
        text = text.func.value
    return str(text.value) if isinstance(text, ast.Constant) else ""


def put_together() -> Iterator[tuple[Path, ast.JoinedStr]]:
    """Every SQL statement of the program that is an f-string; bench measures on files of its own."""
    given = {id(node.args[0]) for _, node, name in calls() if name in SQL and node.args}
    for path, node in NODES:
        mine = isinstance(node, ast.JoinedStr) and path.parent.name != "bench"
        if mine and (id(node) in given or SQL_BEGINS.match(begins(node))):
            yield path, node


def test_no_value_is_written_between_quotes_of_sql() -> None:
    found = []
    for path, text in put_together():
        quotes = 0
        for part in text.values:
            if isinstance(part, ast.Constant):
                quotes += str(part.value).count("'")
            elif (
                isinstance(part, ast.FormattedValue)
                and quotes % 2
                and not (ast.unparse(part.value).isupper() or ast.unparse(part.value) in QUOTED)
            ):
                found.append(f"{path.name}:{text.lineno} {ast.unparse(part.value)}")
    assert found == []


def test_above_the_store_only_names_of_our_own_are_put_into_sql() -> None:
    found = [
        f"{path.name}:{text.lineno} {ast.unparse(part.value)}"
        for path, text in put_together()
        if path.relative_to(PACKAGE).parts[0] != "store"
        for part in text.values
        if isinstance(part, ast.FormattedValue) and ast.unparse(part.value) not in OWN_NAMES
    ]
    assert found == []


def test_no_sql_is_made_by_adding_with_percent_or_format() -> None:
    found = []
    for path, node in NODES:
        added = isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod))
        formatted = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format"
        if (added or formatted) and SQL_BEGINS.match(begins(node)):
            found.append(f"{path.name}:{node.lineno}")  # type: ignore[attr-defined]
    found += [
        f"{path.name}:{node.lineno}"
        for path, node, name in calls()
        if name in SQL and node.args and isinstance(node.args[0], ast.BinOp)
    ]
    assert found == []
    found = [
        path.name for path, name in imports() if name in ("sqlalchemy.text", "sqlalchemy.literal_column")
    ]
    assert set(found) <= {"mapping.py"}  # defaults of columns


def test_no_plain_database_is_opened() -> None:
    assert [path for path, name in imports() if name.split(".")[0] in ("sqlite3", "_sqlite3")] == []


def test_no_text_is_run_as_a_program() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path, node, name in calls()
        if isinstance(node.func, ast.Name) and name in RUNS_TEXT
    ]
    assert found == []
    assert [path for path, name in imports() if name.split(".")[0] == "builtins"] == []


def test_what_is_imported_by_name_is_ours() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path, node, name in calls()
        if name == "import_module" and not ast.unparse(node).startswith(OWN_MODULES)
    ]
    assert found == []


def test_only_sandboxed_templates_are_filled_in() -> None:
    """S12."""
    assert [path for path, name in imports() if name == "jinja2.Environment"] == []
    assert [path for path, node, _ in calls() if ast.unparse(node.func) == "jinja2.Environment"] == []


def test_no_shell_is_started() -> None:
    found = []
    for path, node, name in calls():
        owner = ast.unparse(node.func)
        if owner in ("os.system", "os.popen") or name in ("getoutput", "getstatusoutput"):
            found.append(f"{path.name}:{node.lineno}")
        found += [f"{path.name}:{node.lineno}" for word in node.keywords if word.arg == "shell"]
        if owner.startswith("subprocess.") and node.args:
            one_text = (ast.Constant, ast.JoinedStr, ast.BinOp)
            found += [f"{path.name}:{node.lineno}"] * isinstance(node.args[0], one_text)
    found += [f"{path.name}: {name}" for path, name in imports() if name in ("os.system", "os.popen")]
    assert found == []


def test_only_files_and_folders_are_handed_to_other_programs() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path, node, name in calls()
        if name == "openUrl" and not ast.unparse(node.args[0]).startswith("QUrl.fromLocalFile(")
    ]
    assert found == []


def test_logs_say_kinds_and_numbers_only() -> None:
    """S17: no name, no message of an error, which may quote one."""
    found = [
        f"{path.name}:{node.lineno} {ast.unparse(said)}"
        for path, node, _ in calls()
        if isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) in ("log", "logging")
        and node.func.attr != "write"  # the file of crash_log, which has its own test
        for said in node.args
        if not isinstance(said, ast.Constant) and ast.unparse(said) not in SAID_IN_LOGS
    ]
    assert found == []
    printed = [path for path, _, name in calls() if name == "print" and path.parent.name != "bench"]
    assert printed == []


def test_nothing_unsafe_is_loaded_and_nothing_speaks_to_a_network() -> None:
    found = [
        f"{path.name}: {name}"
        for path, name in imports()
        if name.split(".")[0] in UNSAFE | NETWORK
        or name.startswith(("PySide6.QtNetwork", "PySide6.QtWebEngine", "urllib.request"))
    ]
    assert found == []


def test_no_archive_is_unpacked_to_where_it_says() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path, node, name in calls()
        if name in ("extract", "extractall", "unpack_archive")
    ]
    assert found == []


def test_what_the_machine_remembers_is_json_without_types_to_guess() -> None:
    """QSettings serves only to take away what Qt's file dialog kept."""
    assert {path.name for path, node in NODES if "QSettings" in words(node)} == {"dialogs.py"}
    text = (PACKAGE / "gui" / "dialogs.py").read_text("utf-8")
    assert "kept.value" not in text and "kept.setValue" not in text


FORBIDDEN = {
    "db.rows(f\"SELECT 1 FROM people WHERE kana = '{x}'\")": test_no_value_is_written_between_quotes_of_sql,
    "sql = f\"SELECT '{name}'\"": test_no_value_is_written_between_quotes_of_sql,
    "db.rows(f'SELECT {name}')": test_above_the_store_only_names_of_our_own_are_put_into_sql,
    "sql = 'SELECT * FROM people WHERE name = ' + name": test_no_sql_is_made_by_adding_with_percent_or_format,
    "db.rows('SELECT %s' % name)": test_no_sql_is_made_by_adding_with_percent_or_format,
    "db.rows('SELECT {}'.format(name))": test_no_sql_is_made_by_adding_with_percent_or_format,
    "from sqlalchemy import text": test_no_sql_is_made_by_adding_with_percent_or_format,
    "import sqlite3": test_no_plain_database_is_opened,
    "eval(name)": test_no_text_is_run_as_a_program,
    "import builtins": test_no_text_is_run_as_a_program,
    "importlib.import_module(name)": test_what_is_imported_by_name_is_ours,
    "from jinja2 import Environment": test_only_sandboxed_templates_are_filled_in,
    "subprocess.run(words, shell=True)": test_no_shell_is_started,
    "subprocess.Popen('open ' + name)": test_no_shell_is_started,
    "from os import system": test_no_shell_is_started,
    "QDesktopServices.openUrl(QUrl(address))": test_only_files_and_folders_are_handed_to_other_programs,
    "log.error('lost %s', record.name)": test_logs_say_kinds_and_numbers_only,
    "from pickle import loads": test_nothing_unsafe_is_loaded_and_nothing_speaks_to_a_network,
    "from PySide6 import QtNetwork": test_nothing_unsafe_is_loaded_and_nothing_speaks_to_a_network,
    "from urllib import request": test_nothing_unsafe_is_loaded_and_nothing_speaks_to_a_network,
    "archive.extract(name, folder)": test_no_archive_is_unpacked_to_where_it_says,
    "QtCore.QSettings('office')": test_what_the_machine_remembers_is_json_without_types_to_guess,
}


@pytest.mark.parametrize("line", FORBIDDEN)
def test_each_of_these_would_find_such_a_line(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = [(PACKAGE / "gui" / "planted.py", node) for node in ast.walk(ast.parse(line))]
    monkeypatch.setattr(sys.modules[__name__], "NODES", [*NODES[:1], *planted])
    with pytest.raises(AssertionError):
        FORBIDDEN[line]()


def test_the_statements_of_the_program_are_seen() -> None:
    assert sum(1 for _ in put_together()) > 100


@pytest.mark.parametrize(
    "reach",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import socket; socket.getaddrinfo('example.jp', 80)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')",
    ],
)
def test_the_suite_really_runs_without_a_network(reach: str) -> None:
    """The hook of conftest in a process of its own, so that nothing else can be what refuses."""
    code = f"import tests.conftest\ntry:\n {reach}\nexcept RuntimeError as error:\n print('refused', error)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.root(), capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("refused a test reached for the network"), done.stderr
