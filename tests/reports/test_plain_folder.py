"""The folder for people without the program: current, whole, nothing personal, nothing of others lost."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.reports import reading, samples
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Made, plain_folder
from zaitaku_desk.store import desk, save
from zaitaku_desk.store.connection import Database

TODAY = samples.TODAY
PDF, EXCEL, SCHEDULE_PDF, SCHEDULE, ICS, ABOUT = plain_folder.names()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "公開"
    made.mkdir()
    return made


def refresh(db: Database, folder: Path, today: date = TODAY, **more: Any) -> plain_folder.Written | None:
    return plain_folder.refresh(db, folder, today, **more)


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def rename_an_institution(db: Database) -> None:
    record, seen = save.open_record(db, "institutions", "i1")
    record.name = "改名したみなと診療所"  # type: ignore[attr-defined]
    save.save(db, record, seen)


def test_every_file_is_there_under_its_name(own_district: Database, folder: Path) -> None:
    written = refresh(own_district, folder)
    assert written is not None and sorted(written.written) == visible(folder) == sorted(plain_folder.names())
    assert (folder / PDF).read_bytes().startswith(b"%PDF")


def test_nothing_is_written_while_nothing_has_changed(own_district: Database, folder: Path) -> None:
    refresh(own_district, folder)
    assert refresh(own_district, folder) is None


def test_a_consultation_changes_nothing_here(own_district: Database, folder: Path) -> None:
    refresh(own_district, folder)
    save.save(own_district, save.new("consultations", content="CANARY"))
    assert refresh(own_district, folder) is None


def test_a_changed_institution_another_day_or_a_missing_file_writes_anew(
    own_district: Database, folder: Path
) -> None:
    refresh(own_district, folder)
    rename_an_institution(own_district)
    assert refresh(own_district, folder) is not None
    assert "改名したみなと診療所" in "".join(reading.pages(Made((folder / PDF).read_bytes(), "")))
    assert refresh(own_district, folder, date(2026, 11, 11)) is not None
    (folder / ICS).unlink()
    assert refresh(own_district, folder, date(2026, 11, 11)) is not None


def test_no_personal_data_leaves_the_desk(own_district: Database, folder: Path) -> None:
    """Every person, note and telephone of a person gets a canary; none may be in any file."""
    samples.neighbours(own_district)
    with own_district.begin_raw() as raw:
        raw.execute("UPDATE institutions SET director = 'CANARY', note = 'CANARY', mobile = 'CANARY'")
        raw.execute("UPDATE institutions SET night_telephone = 'CANARY', social_workers = 'CANARY'")
        raw.execute("UPDATE institutions SET liaison_contact = 'CANARY', liaison_telephone = 'CANARY'")
        raw.execute("UPDATE people SET name = 'CANARY', telephone = 'CANARY'")
        raw.execute("UPDATE posts SET name = 'CANARY', title = 'CANARY'")
        raw.execute("UPDATE meetings SET note = 'CANARY', invitation_text = 'CANARY'")
        raw.execute("UPDATE attendances SET name = 'CANARY', organisation = 'CANARY'")
        raw.execute("UPDATE visits SET note = 'CANARY', interviewee = 'CANARY'")
    refresh(own_district, folder)
    for name in (EXCEL, SCHEDULE):
        book = openpyxl.load_workbook(folder / name)
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not any("CANARY" in cell for cell in cells), name
        assert "CANARY" not in f"{book.properties.creator}{book.properties.lastModifiedBy}"
    for name in (PDF, SCHEDULE_PDF):
        assert "CANARY" not in "".join(reading.pages(Made((folder / name).read_bytes(), "")))
    assert b"CANARY" not in (folder / ICS).read_bytes()


def test_files_of_others_are_left_alone(own_district: Database, folder: Path) -> None:
    (folder / "ほかの人のメモ.txt").write_text("大事", "utf-8")
    refresh(own_district, folder)
    rename_an_institution(own_district)
    refresh(own_district, folder)
    assert (folder / "ほかの人のメモ.txt").read_text("utf-8") == "大事"


def test_what_somebody_wrote_into_a_file_is_set_aside(own_district: Database, folder: Path) -> None:
    refresh(own_district, folder)
    (folder / EXCEL).write_bytes(b"edited by a colleague")
    rename_an_institution(own_district)
    written = refresh(own_district, folder)
    assert written is not None
    (aside,) = written.aside
    assert (folder / aside).read_bytes() == b"edited by a colleague" and aside.endswith(".xlsx")
    assert (folder / EXCEL).read_bytes().startswith(b"PK")


def test_a_second_computer_knows_the_files_of_the_first(
    own_district: Database, folder: Path, tmp_path: Path
) -> None:
    refresh(own_district, folder)
    other, _ = desk.create_desk(tmp_path / "other")
    written = refresh(other, folder)
    other.close()
    assert written is not None and written.aside == ()
    assert refresh(own_district, folder, force=True).aside == ()  # type: ignore[union-attr]


def test_a_file_that_is_open_in_excel_waits_for_the_next_time(
    own_district: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = plain_folder.atomic_write

    def locked(path: Path, data: bytes) -> None:
        if path.name == EXCEL:
            raise PermissionError
        whole(path, data)

    monkeypatch.setattr(plain_folder, "atomic_write", locked)
    written = refresh(own_district, folder)
    assert written is not None and written.busy == (EXCEL,) and (folder / PDF).exists()
    monkeypatch.undo()
    written = refresh(own_district, folder)
    assert written is not None and written.busy == () and (folder / EXCEL).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are Unix")
def test_a_folder_that_may_not_be_written_is_not_called_open_somewhere(
    own_district: Database, folder: Path, not_root: None
) -> None:
    with contextlib.suppress(PermissionError):  # it is root's already
        folder.chmod(0o555)
    with pytest.raises(UserError, match="書き込めませんでした"):
        refresh(own_district, folder)


def test_a_folder_that_is_not_there_is_not_made(own_district: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="見つかりません"):
        refresh(own_district, tmp_path / "unplugged")
    assert not (tmp_path / "unplugged").exists()


def test_an_empty_desk_has_only_a_calendar_and_the_explanation(db: Database, folder: Path) -> None:
    written = refresh(db, folder)
    assert written is not None and visible(folder) == sorted([ICS, ABOUT])
    assert set(written.empty) == {PDF, EXCEL, SCHEDULE_PDF, SCHEDULE}


def test_what_a_kill_left_half_written_goes_and_what_others_write_stays(
    own_district: Database, folder: Path
) -> None:
    old, young, foreign = (
        folder / f".{PDF}.0123abcd.tmp",
        folder / f".{PDF}.4567abcd.tmp",
        folder / ".other.tmp",
    )
    for path in (old, young, foreign):
        path.write_bytes(b"half")
    hours_ago = time.time() - 2 * 3600
    for path in (old, foreign):
        os.utime(path, (hours_ago, hours_ago))
    refresh(own_district, folder)
    assert (old.exists(), young.exists(), foreign.exists()) == (False, True, True)


def test_a_damaged_manifest_loses_nothing(own_district: Database, folder: Path) -> None:
    refresh(own_district, folder)
    (folder / plain_folder.MANIFEST).write_bytes(b"[nonsense")
    rename_an_institution(own_district)
    written = refresh(own_district, folder)
    assert written is not None and len(written.aside) > 0
    assert json.loads((folder / plain_folder.MANIFEST).read_bytes())


def test_stopping_between_two_files_leaves_whole_ones(own_district: Database, folder: Path) -> None:
    def stop() -> None:
        if (folder / PDF).exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(own_district, folder, stop=stop)
    assert visible(folder) == sorted([PDF, EXCEL])
    assert refresh(own_district, folder) is not None
