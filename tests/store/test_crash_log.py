from __future__ import annotations

from pathlib import Path

from zaitaku_desk.store import crash_log


def error_of(message: str) -> Exception:
    try:
        try:
            raise KeyError(message)
        except KeyError as error:
            raise ValueError(message) from error
    except ValueError as error:
        return error


def test_the_log_says_where_and_what_kind_but_not_the_message(tmp_path: Path) -> None:
    number = crash_log.write(tmp_path, error_of("患者の名前"))
    log = (tmp_path / crash_log.FILE_NAME).read_text("utf-8")
    assert len(number) == 9 and number in log
    assert "KeyError" in log
    assert "in error_of" in log
    assert "患者" not in log


def test_a_full_log_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / crash_log.FILE_NAME).write_text("x" * 600_000)
    crash_log.write(tmp_path, error_of("x"))
    assert (tmp_path / crash_log.FILE_NAME).stat().st_size < 10_000


def test_without_a_folder_nothing_is_written(tmp_path: Path) -> None:
    assert crash_log.write(tmp_path / "none", error_of("x")) == ""
    assert not (tmp_path / "none").exists()
