"""操作の記録 as Excel (S6)."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from zaitaku_desk.reports import audit_list
from zaitaku_desk.store import audit

TODAY = date(2026, 11, 27)


def rows(made: Any) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(made.data)).active
    return [row for row in sheet.iter_rows(values_only=True) if row[0]]


def test_the_rows_that_are_wanted_stand_below_their_heads(db):
    for number in range(3):
        audit.say(db, "print", detail=f"案内状{number} pdf")
    audit.flush(db)
    found = rows(audit_list.write_excel(db, audit.Wanted(what="print"), "印刷", TODAY))
    heads = next(at for at, row in enumerate(found) if row[0] == "日時")
    assert [row[4] for row in found[heads + 1 :]] == ["案内状2 pdf", "案内状1 pdf", "案内状0 pdf"]


def test_more_than_a_sheet_should_hold_is_said(db, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(audit_list, "MOST", 2)
    monkeypatch.setattr(audit_list, "CHUNK", 1)
    for _ in range(4):
        audit.say(db, "print")
    audit.flush(db)
    made = audit_list.write_excel(db, audit.Wanted(what="print"), "", TODAY)
    assert len(made.warnings) == 1 and "全部で4行" in made.warnings[0]
