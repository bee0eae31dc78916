"""会っていない先 on paper (A178, A251)."""

from __future__ import annotations

from datetime import date

from tests.reports.reading import pages, rows
from zaitaku_desk.reports import relations
from zaitaku_desk.reports.request import Request
from zaitaku_desk.rules.relations import Relation
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

TODAY = date(2026, 11, 22)
MET = Relation("m", "波止場医院", "診療所", "椿瀬", "2026-05-01", "visits", "2026-05-01", 1, referred=1)
NEVER = Relation("n", "月灘薬局", "薬局", "月灘")


def test_columns_in_which_nothing_stands_are_left_out(own_district: Database) -> None:
    [section] = relations.paper(own_district, TODAY, "all", [MET, NEVER]).sections
    titles = [column.title for column in section.columns]
    assert "紹介の割合" in titles
    assert "会議" not in titles


def test_the_paper_says_the_view_and_how_many(own_district: Database) -> None:
    made = relations.write_pdf(relations.paper(own_district, TODAY, "all", [MET, NEVER]))
    text = "".join(pages(made))
    assert "すべての機関" in text
    assert "2か所" in text
    assert "100%" in text


def test_the_workbook_holds_every_institution_nobody_has_met(own_district: Database) -> None:
    save.save(own_district, save.new("institutions", name="会わない医院", kind="clinic"))
    made = relations.write_excel(relations.gather(own_district, Request(today=TODAY)))
    assert any("会わない医院" in row for row in rows(made, "会っていない先"))
