"""The ready-made lists of the directory."""

from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.store import directory_lists, lists, save

TODAY = date(2026, 11, 22)


@pytest.fixture
def region(db):
    def kept(name, **values):
        record = save.new("institutions", name=name, kana=name, **values)
        save.save(db, record)
        return record

    a = kept("甲医院", kind="clinic", participation="wants", accepts_from_hospital=True, email="a@example.jp")
    b = kept("乙医院", kind="clinic", home_visits_since=date(2024, 4, 1), clinic_class="new", listed=False)
    c = kept("丙訪問看護", kind="home_nursing", cooperative=True, school_district="港中")
    kept("丁医院", kind="clinic", home_visits_since=date(2015, 4, 1), clinic_class="home_only")
    kept("戊医院", kind="clinic", regular_home_visit_status="planned", participation="no")
    kept("己病院", kind="hospital", open_system="open", regional_role="core")
    save.save(db, save.new("agreements", institution_id=a.id, partner_id=b.id, kind="cover", status="agreed"))
    save.save(db, save.new("capabilities", institution_id=c.id, code="around_the_clock", state="can"))
    save.save(db, save.new("tool_uses", institution_id=a.id, tool="regional_network"))
    save.save(db, save.new("tool_uses", institution_id=b.id, tool="chat", ends_on=date(2025, 3, 31)))
    return db


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("cooperative", {"丙訪問看護"}),
        ("accepting", {"甲医院"}),
        ("willing", {"甲医院"}),
        ("joining", {"甲医院"}),
        ("starting", {"乙医院", "戊医院"}),
        ("new_entry", {"乙医院"}),
        ("home_only", {"丁医院"}),
        ("uncovered", {"丁医院", "戊医院"}),
        ("open_hospital", {"己病院"}),
        ("core", {"己病院"}),
        ("school_districts", {"丙訪問看護"}),
        ("tools", {"甲医院"}),
        ("unlisted", {"乙医院"}),
        ("no_mail", {"乙医院", "丙訪問看護", "丁医院", "戊医院", "己病院"}),
    ],
)
def test_a_list_holds_who_belongs_to_it(region, key, names):
    found = lists.page(region, directory_lists.listing(region, key, TODAY))
    assert {row[1] for row in found} == names


def test_every_list_is_tried_and_names_its_row(db):
    assert all(item.row.startswith("A") and item.title for item in directory_lists.LISTS)
    for key, _ in directory_lists.choices():
        assert lists.page(db, directory_lists.listing(db, key, TODAY)) == []


def test_years_are_counted_on_the_last_day_of_february_too():
    assert directory_lists._years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
