"""The process that opens workbooks, asked directly."""

from __future__ import annotations

import ctypes
import datetime as dt
import zipfile
from pathlib import Path
from typing import Any, ClassVar

import pytest

from zaitaku_desk.intake import child, workbook


def package(path: Path, *names: str, types: str = "") -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        archive.writestr("[Content_Types].xml", types)
    return str(path)


def refusal(path: str) -> str:
    with pytest.raises(child.Refused) as refused:
        child.check_container(path)
    return refused.value.code


def test_a_package_is_judged_by_its_parts(tmp_path: Path) -> None:
    assert refusal(package(tmp_path / "a.xlsx", "word/document.xml")) == "kind"
    assert refusal(package(tmp_path / "b.xlsx", "xl/workbook.xml", "xl/vbaProject.bin")) == "macro"
    assert refusal(package(tmp_path / "c.xlsx", "readme.txt")) == "kind"


def test_a_content_type_that_only_might_be_a_macro_is_none(tmp_path: Path) -> None:
    wish = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main"/>'
    child.check_container(package(tmp_path / "a.xlsx", "xl/workbook.xml", types=wish))
    assert (
        refusal(package(tmp_path / "b.xlsx", "xl/a.xml", types=wish.replace("Default", "Override")))
        == "macro"
    )


def test_too_many_members_are_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    names = [f"xl/{number}" for number in range(child.MAX_MEMBERS + 1)]
    assert refusal(package(tmp_path / "a.xlsx", *names)) == "bomb"


def test_an_encrypted_workbook_and_an_old_one_with_macros_are_told_apart(tmp_path: Path) -> None:
    for stream, code in (("EncryptedPackage", "password"), ("_VBA_PROJECT", "macro"), ("Other", "broken")):
        path = tmp_path / stream
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le"))
        assert refusal(str(path)) == code


def test_dates_and_times_become_the_text_a_person_types() -> None:
    assert child.as_text(dt.datetime(2026, 4, 1)) == "2026-04-01"
    assert child.as_text(dt.datetime(2026, 4, 1, 9, 5)) == "2026-04-01T09:05"
    assert child.as_text(dt.time(9, 30)) == "09:30"
    assert child.as_text(dt.timedelta(hours=25, minutes=5)) == "25:05"


def test_a_row_of_text_travels_in_one_piece_without_its_empty_end() -> None:
    assert child.packed(["甲", "", "乙", "", ""]).split(child.BETWEEN) == ["甲", "", "乙"]


@pytest.mark.parametrize("row", [["甲", 1.5], [f"甲{child.BETWEEN}", "乙"], [None, "乙"]])
def test_any_other_row_travels_as_its_cells(row: list[object]) -> None:
    assert child.packed(row) == row


def test_on_windows_a_job_limits_what_the_child_may_commit() -> None:
    """The calls as C would get them, and the layout of winnt.h for 64 bits (144 bytes, the limit at 112)."""
    calls = []

    class Kernel:
        answers: ClassVar = {"CreateJobObjectW": 0x7FFF_0000_1234, "GetCurrentProcess": 2**64 - 1}

        def __getattr__(self, name: str) -> Any:
            def call(*given: Any) -> int:
                calls.append((name, given))
                return self.answers.get(name, 1)

            setattr(self, name, call)
            return call

    child.limit_by_job(kernel := Kernel())
    told = dict(calls)
    job, kind, limits, size = told["SetInformationJobObject"]
    assert (job, kind, size) == (0x7FFF_0000_1234, 9, 144)
    raw = bytes(limits._obj)
    assert raw[16:20] == (0x100 | 0x400).to_bytes(4, "little")
    assert raw[112:120] == child.MAX_MEMORY.to_bytes(8, "little")
    assert told["AssignProcessToJobObject"] == (job, 2**64 - 1)
    assert kernel.CreateJobObjectW.restype is kernel.GetCurrentProcess.restype is ctypes.c_void_p


def test_where_windows_gives_no_job_the_child_goes_on() -> None:
    class Kernel:
        def __getattr__(self, name: str) -> Any:
            def call(*_given: Any) -> int:
                assert name == "CreateJobObjectW"
                return 0

            setattr(self, name, call)
            return call

    child.limit_by_job(Kernel())


def test_the_installed_program_reads_with_the_one_that_has_streams(tmp_path: Path) -> None:
    window, commands = tmp_path / "zaitaku-desk.exe", tmp_path / "zaitaku-desk-cli.exe"
    assert workbook._with_streams(window) == window
    commands.touch()
    assert workbook._with_streams(window) == commands
