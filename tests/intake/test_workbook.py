"""What happens to the child is told in Japanese."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import workbook


def sheet(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["名称", "電話番号"])
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(30)")
    monkeypatch.setattr(workbook.child, "__file__", str(slow))
    monkeypatch.setattr(workbook, "SECONDS", 0.2)
    with pytest.raises(UserError, match="時間がかかりすぎる"):
        workbook.read(sheet(tmp_path), "", lambda: None)


def test_a_child_that_dies_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text("import os; os._exit(3)")
    monkeypatch.setattr(workbook.child, "__file__", str(dying))
    with pytest.raises(UserError, match="大きすぎる"):
        workbook.read(sheet(tmp_path), "", lambda: None)


def test_a_wanted_sheet_is_read_by_its_name(tmp_path: Path) -> None:
    blocks, about = workbook.read(sheet(tmp_path), "Sheet", lambda: None)
    assert about["sheet"] == "Sheet"
    assert len(blocks) == 1
