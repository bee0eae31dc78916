from __future__ import annotations

import contextlib
import errno
import os
import unicodedata
from pathlib import Path

import pytest

from zaitaku_desk import files


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    files.atomic_write(path, b"old")
    files.atomic_write(path, b"new")
    assert path.read_bytes() == b"new"


def test_no_temporary_file_stays_behind(tmp_path: Path) -> None:
    files.atomic_write(tmp_path / "a.json", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_refused_swap_leaves_the_old_file_and_no_rubbish(tmp_path: Path) -> None:
    folder = tmp_path / "a.json"
    (folder / "kept").mkdir(parents=True)
    with pytest.raises(OSError, match=r"a\.json"):
        files.atomic_write(folder, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_file_held_by_a_scanner_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refusals = Path.replace, [PermissionError(), PermissionError()]

    def held(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    files.atomic_write(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_a_file_held_for_good_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(self: Path, target: Path) -> Path:
        raise PermissionError(target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "_FIRST_WAIT", 0)
    with pytest.raises(PermissionError):
        files.atomic_write(tmp_path / "a.json", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "＝1", "a;=1", "a\n-1", "\t1"])
def test_a_cell_that_could_be_a_formula_is_guarded_and_read_back(cell: str) -> None:
    assert files.guarded(cell) != cell
    assert files.unguarded(files.guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "浜医院", "0800-000-0001", "a=b", "'あ", "10:00-12:00"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert files.guarded(cell) == files.unguarded(cell) == cell


TRAPS = (
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "CON",
    "nul.txt",
    "COM1.docx",
    "aux .pdf",
    "LPT¹.pdf",
    "あ" * 300 + ".pdf",
    "𠮷" * 100 + ".docx",
    "末尾の点.",
    "末尾の空白 ",
    "a:b",
    '<>|?*"',
    "山田/花子.pdf",
    "\u202excod.exe",
    "..",
    "",
    "~$一時.docx",
    "\\\\server\\share\\x",
    "C:\\x",
    "a\u0000b\u0007.pdf",
    "%TEMP%\\x.pdf",
    "か\u3099.txt",
    "改\n行.docx",
    "\ud800.pdf",
)
DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"}


@pytest.mark.parametrize("name", TRAPS, ids=range(len(TRAPS)))
def test_a_name_from_anywhere_becomes_one_that_every_system_takes(name: str, tmp_path: Path) -> None:
    """S15."""
    safe = files.safe_name(name)
    assert 0 < len(safe.encode("utf-16-le")) <= 240
    assert safe == unicodedata.normalize("NFC", safe) == files.safe_name(safe)
    assert not set(safe) & set('<>:"/\\|?*') and safe.isprintable() and safe[-1] not in " ."
    assert safe.partition(".")[0].strip().lower() not in DEVICES
    files.atomic_write(tmp_path / safe, b"x")
    assert [path.parent for path in tmp_path.rglob("*")] == [tmp_path]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("第10回コア会議 議事録.docx", "第10回コア会議 議事録.docx"),
        ("a/b:c.pdf", "a_b_c.pdf"),
        ("改\n行.docx", "改_行.docx"),
        ("CON", "_CON"),
        (".pdf", "書類.pdf"),
        ("あ" * 300 + ".pdf", "あ" * 78 + ".pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("a\u202egpj", "agpj"),
    ],
)
def test_what_becomes_of_a_name(name: str, safe: str) -> None:
    assert files.safe_name(name) == safe


def test_the_traps_beside_the_project_too(shared: Path) -> None:
    lines = (shared / "badinput" / "jp-made" / "filename_traps.txt").read_text("utf-8").splitlines()
    assert len(lines) >= 20
    for line in lines:
        safe = files.safe_name(line)
        assert not set(safe) & set("/\\:") and len(safe.encode("utf-16-le")) <= 240, line


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
@pytest.mark.parametrize(("fault", "told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_place_that_syncs_no_folders_keeps_files_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, told: bool
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(fault, "not a folder")

    (tmp_path / "a").write_bytes(b"a")
    monkeypatch.setattr(files.os, "fsync", refuse)
    with pytest.raises(OSError) if told else contextlib.nullcontext():
        files.replace(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"a"


def test_a_name_is_never_taken_twice(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    with pytest.raises(FileExistsError):
        files.name_once(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "b"


def test_a_place_without_links_gets_a_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(files.os, "link", refuse)
    (tmp_path / "a").write_text("a")
    files.name_once(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "a"
