from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.reports import samples
from zaitaku_desk import reports
from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS
from zaitaku_desk.reports import Request
from zaitaku_desk.store import journal, save
from zaitaku_desk.store.connection import Database

REQUEST = Request(id="m1", start=date(2026, 4, 1), end=date(2027, 3, 31), today=samples.TODAY)
OF_KIND = {"editions": samples.edition, "confirmation_rounds": samples.confirmation_round}
STARTS = {
    "pdf": b"%PDF",
    "docx": b"PK",
    "xlsx": b"PK",
    "csv": b"",
    "vcf": b"BEGIN:VCARD",
    "ics": b"BEGIN:VCALENDAR",
}


@pytest.mark.parametrize("report", reports.REPORTS, ids=lambda report: report.name)
def test_every_paper_is_made(report: reports.Report, region: Database) -> None:
    request = REQUEST if report.needs else Request(today=samples.TODAY)
    if report.kind in OF_KIND:
        request = Request(id=OF_KIND[report.kind](region), today=samples.TODAY)
    if report.kind == "institutions" and report.needs:
        request = Request(id="i1", today=samples.TODAY)
    if report.kind == "people" and report.needs:
        request = Request(id="p1", today=samples.TODAY)
    made = reports.make(report.name, region, request)
    assert made.data.startswith(STARTS[report.format])


@pytest.mark.parametrize("name", [report.name for report in reports.REPORTS if report.needs == "id"])
def test_a_paper_of_a_record_without_a_record_says_what_to_choose(name: str, district: Database) -> None:
    with pytest.raises(UserError, match=KINDS[reports.find(name).kind].TITLE):
        reports.make(name, district, Request())
    with pytest.raises(UserError, match="見つかりません"):
        reports.make(name, district, Request(id="nobody"))


def test_an_unknown_paper_names_those_there_are(district: Database) -> None:
    with pytest.raises(UserError, match="minutes_word"):
        reports.make("minutes", district, Request())


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(
    district: Database, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="保存"):
        reports.make("directory_excel", district, Request(), tmp_path / "none" / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_written_paper_is_the_paper_shown(district: Database, tmp_path: Path) -> None:
    made = reports.make("directory_excel", district, Request(today=samples.TODAY), tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == made.data


def test_the_registry_loads_no_heavy_library() -> None:
    heavy = ("openpyxl", "docx", "docxtpl", "jinja2", "reportlab", "sqlalchemy", "PySide6", "lxml")
    code = f"import sys, zaitaku_desk.reports; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_paper_of_the_command_line_says_what_is_not_decided(region: Database) -> None:
    """Decisions 20."""
    for name in ("1", "2"):
        op = journal.new_op(region, "meetings", "m1", "place", {"place": name}, batch="b", prev=())
        save.apply(region, [op])
    made = reports.make("invitation_word", region, REQUEST)
    assert any("食い違い" in words for words in made.warnings)
