from __future__ import annotations

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import label_sheets
from zaitaku_desk.reports.label_sheets import HEIGHT, SHEETS, WIDTH, LabelSheet

OWN = {
    "sheet": "custom",
    "columns": "2",
    "rows": "4",
    "width": "90",
    "height": "60",
    "left": "10",
    "top": "20",
    "step_x": "95",
    "step_y": "62.5",
}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_every_sheet_lies_on_a4_and_no_label_on_another(sheet: LabelSheet) -> None:
    x, y = sheet.place(sheet.count - 1)
    assert sheet.left >= 0 and sheet.top >= 0
    assert x + sheet.width <= WIDTH + 0.01 and y + sheet.height <= HEIGHT + 0.01
    assert sheet.step_x >= sheet.width and sheet.step_y >= sheet.height


def test_twelve_labels_of_the_usual_sheet_lie_where_the_maker_cut_them() -> None:
    sheet = SHEETS[0]
    assert (sheet.columns, sheet.rows, sheet.width, sheet.height) == (2, 6, 86.4, 42.3)
    assert sheet.place(0) == (18.6, 21.6)
    assert [round(side, 2) for side in sheet.place(11)] == [105.0, 233.1]


def test_her_own_measures_are_taken_as_they_are() -> None:
    sheet = label_sheets.chosen(OWN)
    assert (sheet.count, sheet.place(7)) == (8, (105.0, 207.5))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rows": "x"}, "寸法"),
        ({"step_y": "80"}, "はみ出"),
        ({"step_x": "80"}, "重なり"),
        ({"width": "5"}, "小さ"),
    ],
)
def test_measures_that_cannot_be_are_refused_in_words(change: dict[str, str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        label_sheets.chosen({**OWN, **change})


def test_an_unknown_sheet_names_those_there_are() -> None:
    with pytest.raises(UserError, match="12-86"):
        label_sheets.chosen({"sheet": "13"})
