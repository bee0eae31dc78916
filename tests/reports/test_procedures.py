from __future__ import annotations

from tests.reports import samples
from tests.reports.reading import book, rows
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store.connection import Database

REQUEST = Request(today=samples.TODAY)


def test_marks_of_each_institution_and_their_totals(district: Database) -> None:  # A169
    found = rows(make("procedures_excel", district, REQUEST), "診療所")
    head = next(row for row in found if row[:1] == ["№"])
    place = head.index("人工呼吸器の使用")
    marks = {row[1]: row[place] for row in found if len(row) > place}
    assert (marks["みどり台クリニック"], marks["あおぞら診療所"]) == ("○", "△")
    assert (marks["○ 対応できる"], marks["△ 条件付で対応できる"]) == (1, 1)


def test_only_kinds_of_whom_something_is_known_have_a_table(district: Database) -> None:
    assert book(make("procedures_excel", district, REQUEST)).sheetnames == [
        "病院",
        "診療所",
        "訪問看護ステーション",
    ]
