"""What the source may not do, whoever writes it: docs/security.md S18, S19, S24, S25."""

from __future__ import annotations

import ast
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
"""The one value between quotes in SQL: PRAGMA key takes no parameter, and hex cannot end a literal."""

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
UNSAFE = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "jsonpickle", "joblib", "xmlrpc"}
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib3", "webbrowser", "websockets",
}  # fmt: skip


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                yield path, node, name


def imports() -> Iterator[tuple[Path, str]]:
    for path, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


def put_together() -> Iterator[tuple[Path, ast.JoinedStr]]:
    """Every SQL statement of the program that is an f-string; bench measures on files of its own."""
    for path, node, name in calls():
        if path.parent.name == "bench":
            continue
        if name in SQL and node.args and isinstance(node.args[0], ast.JoinedStr):
            yield path, node.args[0]


def test_no_value_is_written_between_quotes_of_sql() -> None:
    found, looked = [], 0
    for path, text in put_together():
        quotes = 0
        looked += 1
        for part in text.values:
            if isinstance(part, ast.Constant):
                quotes += str(part.value).count("'")
            elif (
                isinstance(part, ast.FormattedValue) and quotes % 2 and ast.unparse(part.value) not in QUOTED
            ):
                found.append(f"{path.name}:{text.lineno} {ast.unparse(part.value)}")
    assert looked > 50
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


def test_no_sql_is_made_with_percent_or_format() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path, node, name in calls()
        if name in SQL and node.args
        for first in [node.args[0]]
        if (isinstance(first, ast.BinOp) and isinstance(first.op, ast.Mod))
        or (isinstance(first, ast.Call) and getattr(first.func, "attr", "") == "format")
    ]
    assert found == []


def test_no_text_is_run_as_a_program() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path, node, name in calls()
        if isinstance(node.func, ast.Name) and name in RUNS_TEXT
    ]
    assert found == []


def test_no_shell_is_started() -> None:
    found = []
    for path, node, name in calls():
        owner = ast.unparse(node.func)
        if owner in ("os.system", "os.popen") or name in ("getoutput", "getstatusoutput"):
            found.append(f"{path.name}:{node.lineno}")
        found += [f"{path.name}:{node.lineno}" for word in node.keywords if word.arg == "shell"]
    assert found == []


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
        if name in ("extractall", "unpack_archive")
    ]
    assert found == []


def test_what_the_machine_remembers_is_json_without_types_to_guess() -> None:
    """QSettings serves only to take away what Qt's file dialog kept."""
    assert [path.name for path, name in imports() if name.endswith("QSettings")] == ["dialogs.py"]
    text = (PACKAGE / "gui" / "dialogs.py").read_text("utf-8")
    assert "kept.value" not in text and "kept.setValue" not in text


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
