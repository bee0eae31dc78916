"""What the lists show."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.laptops import laptops
from zaitaku_desk.records import KINDS, pair_id
from zaitaku_desk.store import documents, lists, save
from zaitaku_desk.store.lists import Listing

LISTED = [kind for kind, record in KINDS.items() if record.COLUMNS]


@pytest.fixture
def filled(db: Any) -> Any:
    clinic = save.new("institutions", name="港医院", kana="みなと", kind="clinic", district="北部", beds=19)
    clinic.services, clinic.confirmed_on, clinic.member = ["内科", "外科"], date(2026, 4, 1), True
    pharmacy = save.new("institutions", name="青葉薬局", kana="あおば", kind="pharmacy", district="南部")
    visit = save.new("visits", institution_id=clinic.id, visited_on=date(2026, 3, 31), status="done")
    later = save.new("visits", institution_text="聞いた名の所", visited_on=date(2026, 4, 1))
    series = save.new("meeting_series", title="コア会議")
    meeting = save.new("meetings", series_id=series.id, title="第1回", held_on=date(2026, 5, 1))
    call = save.new("consultations", received_at=datetime(2026, 4, 1, 9, 0), institution_id=clinic.id)
    call.topics, call.content = ["home_care"], "退院後の相談"
    save.save_many(db, [clinic, pharmacy, visit, later, series, meeting, call])
    save.save_many(
        db,
        [
            save.new("capabilities", institution_id=clinic.id, code="oxygen", state="can"),
            save.new("capabilities", institution_id=pharmacy.id, code="oxygen", state="cannot"),
            save.new("answers", visit_id=visit.id, question_id="q1", state="answered", value={"choice": "a"}),
            save.new("answers", visit_id=visit.id, question_id="q2", state="no_answer"),
            save.new("attendances", meeting_id=meeting.id, name="灯台", reply="yes"),
            save.new("attendances", meeting_id=meeting.id, name="岬", reply="waiting"),
            save.new("people", name="灯台 岬", profession="nurse"),
        ],
    )
    return db


def shown(db: Any, kind: str, row: int = 0, **how: Any) -> dict[str, Any]:
    cells = lists.page(db, Listing(kind, **how))[row]
    return dict(zip(["id", *(column.name for column in KINDS[kind].COLUMNS)], cells, strict=True))


def names(db: Any, *filters: Any, kind: str = "institutions", **how: Any) -> list[str]:
    return [row[1] for row in lists.page(db, Listing(kind, filters=filters, **how))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_page_and_every_column_sorts_both_ways(filled, kind):
    everything = set(lists.ids(filled, Listing(kind)))
    for column in KINDS[kind].COLUMNS:
        for descending in (False, True):
            listing = Listing(kind, sort=column.name, descending=descending)
            assert [row[0] for row in lists.page(filled, listing)] == lists.ids(filled, listing)[:200]
            assert set(lists.ids(filled, listing)) == everything
            assert lists.count(filled, listing) == len(everything)


def test_values_come_as_the_screen_wants_them(filled):
    clinic = shown(filled, "institutions", 1)
    assert (clinic["name"], clinic["kind"], clinic["confirmed_on"]) == ("港医院", "診療所", date(2026, 4, 1))
    visit = shown(filled, "visits", 1)
    assert (visit["institution_name"], visit["status"], visit["answered"]) == ("港医院", "実施", 1)
    assert shown(filled, "visits", 0)["institution_name"] == "聞いた名の所"
    meeting = shown(filled, "meetings")
    assert (meeting["replies"], meeting["series_title"]) == ("1 / 0 / 1", "コア会議")
    call = shown(filled, "consultations")
    assert call["received_at"] == datetime(2026, 4, 1, 9, 0)
    assert (call["topics"], call["institution_name"]) == ("在宅療養", "港医院")


def test_rows_of_gives_the_same_rows_as_the_page(filled):
    for kind in LISTED:
        page = lists.page(filled, Listing(kind))
        assert lists.rows_of(filled, Listing(kind), [row[0] for row in page]) == {row[0]: row for row in page}
    assert lists.rows_of(filled, Listing("people"), []) == {}


@pytest.mark.parametrize(
    ("given_filter", "wanted"),
    [
        (("kind", "clinic"), ["港医院"]),
        (("district", "南部"), ["青葉薬局"]),
        (("services", "外科"), ["港医院"]),
        (("services", "外"), []),
        (("beds", (10, None)), ["港医院"]),
        (("beds", (None, 19)), []),
        (("beds", (None, None)), ["青葉薬局", "港医院"]),
        (("beds", None), ["青葉薬局"]),
        (("member", True), ["港医院"]),
        (("confirmed_on", (date(2026, 4, 1), date(2026, 4, 2))), ["港医院"]),
        (("confirmed_on", ("2026-04-02", None)), []),
        (("capability", "oxygen"), ["港医院"]),
        (("year", 2026), ["港医院"]),
        (("services", None), ["青葉薬局"]),
    ],
)
def test_filters(filled, given_filter, wanted):
    assert names(filled, given_filter) == wanted
    listing = Listing("institutions", filters=(given_filter,))
    assert (len(lists.ids(filled, listing)), lists.count(filled, listing)) == (len(wanted), len(wanted))
    with_text = Listing("institutions", text="港", filters=(given_filter,))
    assert len(lists.ids(filled, with_text)) == lists.count(filled, with_text) == ("港医院" in wanted)


def test_a_fiscal_year_ends_on_the_last_of_march(filled):
    assert lists.count(filled, Listing("visits", filters=(("year", 2025),))) == 1
    assert lists.count(filled, Listing("visits", filters=(("year", 2026),))) == 1
    assert lists.count(filled, Listing("consultations", filters=(("year", 2026),))) == 1


def test_visits_can_be_filtered_by_the_district_of_the_institution(filled):
    assert lists.count(filled, Listing("visits", filters=(("district", "北部"),))) == 1


def test_a_filter_on_what_is_no_field_is_a_mistake_of_ours(filled):
    with pytest.raises(KeyError):
        lists.page(filled, Listing("people", filters=(("shoe_size", 3),)))


def test_choices_and_codes_sort_as_they_stand_on_the_screen(db):
    people = [
        save.new("people", name=text, profession=text) for text in ("nurse", "physician", "care_manager")
    ]
    save.save_many(db, [*people, save.new("people", name="")])
    shown = [row[1] for row in lists.page(db, Listing("people", sort="profession"))]
    assert shown == ["physician", "nurse", "care_manager", ""]
    down = [row[1] for row in lists.page(db, Listing("people", sort="profession", descending=True))]
    assert down == ["care_manager", "nurse", "physician", ""]


def test_sorting_by_name_is_by_its_reading(filled):
    assert names(filled, sort="name") == ["青葉薬局", "港医院"]
    assert names(filled, sort="name", descending=True) == ["港医院", "青葉薬局"]


def test_the_bin_holds_what_was_deleted_and_can_be_looked_through(filled):
    for record_id in lists.ids(filled, Listing("institutions")):
        save.delete(filled, "institutions", record_id)
    assert names(filled) == []
    assert sorted(names(filled, bin=True)) == ["港医院", "青葉薬局"]
    assert names(filled, bin=True, text="薬局") == ["青葉薬局"]
    assert lists.count(filled, Listing("institutions", bin=True, text="薬局")) == 1


def test_children_of_what_lies_in_the_bin_lie_there_too(filled):
    [meeting] = lists.everything(filled, "meetings")
    assert [item.name for item in lists.children(filled, "attendances", meeting.id)] == ["灯台", "岬"]
    assert len(lists.everything(filled, "attendances")) == 2
    save.delete(filled, "meetings", meeting.id)
    assert lists.everything(filled, "attendances") == []
    save.restore(filled, "meetings", meeting.id)
    assert len(lists.everything(filled, "attendances")) == 2


def test_everything_of_a_kind_stands_in_its_order(filled):
    assert [item.name for item in lists.everything(filled, "institutions")] == ["青葉薬局", "港医院"]
    assert [item.visited_on for item in lists.everything(filled, "visits")] == [
        *(date(2026, 3, 31), date(2026, 4, 1)),
    ]
    found = lists.everything(filled, "institutions", '"kind" = ?', ("clinic",))
    assert [item.name for item in found] == ["港医院"]


def test_what_was_merged_into_another_is_not_listed(filled):
    one, two = lists.everything(filled, "institutions")
    two.merged_into = one.id
    save.save(filled, two)
    assert names(filled) == ["青葉薬局"]
    assert [item.name for item in lists.everything(filled, "institutions")] == ["青葉薬局"]


def test_distinct_values_the_most_frequent_first(db):
    save.save_many(db, [save.new("institutions", district=text) for text in ("南", "北", "北", "", None)])
    assert lists.distinct(db, "institutions", "district") == ["北", "南"]


NAMES = st.lists(
    st.sampled_from(["港", "港医院", "みなと港", "青葉", "港 青葉", "髙港"]), min_size=1, max_size=30
)


@given(
    NAMES,
    st.sampled_from(["", "港", "青葉", "みなと", "医"]),
    st.integers(1, 7),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=20, deadline=None)
def test_pages_put_together_are_the_whole_list(desk_template, texts, text, size, sorted_, filtered):
    with laptops(desk_template, 1) as (db,):
        save.save_many(
            db,
            [
                save.new(
                    "institutions", id=pair_id(str(number)), name=name, district="北" if number % 3 else "南"
                )
                for number, name in enumerate(texts)
            ],
        )
        listing = Listing(
            "institutions",
            text=text,
            sort="district" if sorted_ else "",
            filters=(("district", "北"),) if filtered else (),
        )
        whole = lists.ids(db, listing)
        pages = [lists.page(db, listing, start, size) for start in range(0, len(whole) + size, size)]
        assert [row[0] for page in pages for row in page] == whole
        assert len(set(whole)) == len(whole) == lists.count(db, listing)
        assert lists.ids(db, listing, limit=3) == whole[:3]


@pytest.mark.parametrize("kind", documents.NUMBERS)
@pytest.mark.parametrize("text", ["", "相談"])
@pytest.mark.parametrize("descending", [False, True])
def test_the_own_order_needs_no_sorting(filled, kind, text, descending):
    listing = Listing(kind, text=text, descending=descending)
    asked: list[tuple[str, Any]] = []
    rows = filled.rows
    filled.rows = lambda sql, params=(): (asked.append((sql, params)), rows(sql, params))[1]
    lists.page(filled, listing)
    lists.ids(filled, listing)
    plans = [str(rows(f"EXPLAIN QUERY PLAN {sql}", params)) for sql, params in asked if "OFFSET" in sql]
    assert plans
    assert not any("TEMP B-TREE" in plan for plan in plans), plans
