"""What every kind of record keeps to."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zaitaku_desk.records import KINDS, SLICES, new_id, pair_id
from zaitaku_desk.records.codes import LISTS
from zaitaku_desk.records.fields import (
    BOOKKEEPING,
    Record,
    blank,
    by_name,
    from_json,
    group_value,
    groups,
    is_incomplete,
    label_of,
    missing,
    put_group,
    spec,
    specs,
    to_json,
)
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.store.mapping import column_names, from_row, to_row

TEXT = st.text(max_size=8)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes().map(lambda moment: moment.replace(second=0, microsecond=0)),
    list: st.lists(TEXT, max_size=3),
    dict: st.dictionaries(TEXT, TEXT, max_size=3),
}


@st.composite
def records(draw: st.DrawFn, kind: str) -> Record:
    """Any record of a kind, whatever a person or another laptop may have put into it."""
    found = KINDS[kind](id=draw(st.uuids()).hex)
    for item in specs(KINDS[kind]):
        value = draw(VALUES[item.type] if item.type in (list, dict) else st.none() | VALUES[item.type])
        setattr(found, item.name, value)
    names = st.sampled_from([item.name for item in specs(KINDS[kind])])
    found.as_typed = draw(st.dictionaries(names, TEXT.filter(bool), max_size=2))
    found.merged_into = draw(st.none() | TEXT)
    found.deleted = draw(st.booleans())
    return found


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=8)
def test_a_record_survives_its_row_and_its_operations(kind: str, data: st.DataObject) -> None:
    record = data.draw(records(kind))
    row = to_row(record)
    assert tuple(row) == column_names(kind)
    assert from_row(kind, tuple(row.values())) == record
    again = KINDS[kind](id=record.id, deleted=record.deleted)
    blank(again)
    for group in groups(KINDS[kind]):
        put_group(again, group_value(record, group))
    assert again == record


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_is(kind: str) -> None:
    record = KINDS[kind]
    assert record.TITLE
    names = [item.name for item in specs(record)]
    assert record.NAME in names
    assert set(record.ORDER) <= set(names)
    indexed = {one for item in record.INDEXED for one in ([item] if isinstance(item, str) else item)}
    assert indexed <= {*names, "id", "deleted"}
    assert record.PARENT in ("", *names)
    for item in specs(record):
        assert item.title
        assert item.group
        assert item.type in VALUES
        assert not item.codes or item.codes in LISTS
        assert not item.refers or item.refers in KINDS
        assert not (item.codes and item.choices)
        keys = [key for key, _ in item.choices]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_but_the_id_has_a_default(kind: str) -> None:
    assert KINDS[kind](id="x").id == "x"
    names = {item.name for item in dataclasses.fields(KINDS[kind])}
    assert names == {item.name for item in specs(KINDS[kind])} | set(BOOKKEEPING)


@pytest.mark.parametrize("kind", SLICES)
def test_a_record_of_a_tab_has_columns_of_known_names(kind: str) -> None:
    columns = [column.name for column in KINDS[kind].COLUMNS]
    assert len(set(columns)) == len(columns)
    assert any(column.shown for column in KINDS[kind].COLUMNS)


def test_a_group_never_changes_its_fields() -> None:
    """A field never moves to another group (decisions 2): operations are out there for good. Only add."""
    kept = {
        ("institutions", "name"): ("name", "kana"),
        ("institutions", "address"): ("postal_code", "prefecture", "municipality", "address"),
        ("institutions", "reach"): ("reach_by", "call_hours", "no_call_hours"),
        ("institutions", "vacancy"): ("vacancy", "vacancy_note", "vacancy_at"),
        ("institutions", "cooperation"): ("cooperation", "cooperation_note"),
        ("institutions", "participation"): ("participation", "participation_on", "participation_note"),
        ("institutions", "follow"): ("next_contact_on", "open_questions"),
        ("institutions", "liaison"): (
            "liaison_office",
            "social_workers",
            "liaison_contact",
            "liaison_telephone",
        ),
        ("institutions", "open_system"): ("open_system", "open_beds"),
        ("institutions", "emergency"): ("night_telephone", "mobile", "alternate_contact"),
        ("institutions", "disaster"): ("generator", "disaster_ventilator", "disaster_note"),
        ("institutions", "confirmed"): ("confirmed_on", "confirmed_by", "confirmed_how"),
        ("capabilities", "owner"): ("institution_id", "code"),
        ("capabilities", "state"): ("state", "condition"),
        ("capabilities", "confirmed"): ("confirmed_on", "confirmed_by", "confirmed_how"),
        ("staff_counts", "count"): ("count", "counted_on"),
        ("yearly_figures", "what"): ("fiscal_year", "measure"),
        ("tool_uses", "term"): ("starts_on", "ends_on"),
        ("agreements", "partner"): ("partner_id", "partner_text"),
        ("preparations", "owner"): ("institution_id", "item"),
        ("edition_entries", "entry"): (
            "edition_id",
            "institution_id",
            "values",
            "capabilities",
            "posts",
            "counted",
        ),
        ("confirmations", "owner"): ("round_id", "institution_id", "number"),
        ("confirmations", "sent"): ("sent_on", "sent_by"),
        ("confirmations", "returned"): ("returned_on", "returned_by"),
        ("match_decisions", "row"): ("layer", "fingerprint", "name"),
        ("match_decisions", "decision"): ("institution_id", "skip", "decided_on"),
        ("column_mappings", "columns"): ("target", "columns"),
        ("people", "name"): ("name", "kana"),
        ("people", "reach"): ("reach_by", "call_hours", "no_call_hours"),
        ("posts", "person"): ("person_id", "name"),
        ("posts", "term"): ("starts_on", "ends_on"),
        ("visits", "institution"): ("institution_id", "institution_text"),
        ("visits", "when"): ("visited_on", "start", "end"),
        ("visits", "interviewee"): ("interviewee_id", "interviewee"),
        ("visits", "follow_up"): ("follow_up_on", "follow_up"),
        ("answers", "answer"): ("visit_id", "question_id", "state", "value", "other", "note"),
        ("series_members", "person"): ("person_id", "name"),
        ("series_members", "standing"): ("title", "organisation", "profession"),
        ("meetings", "number"): ("series_id", "number"),
        ("meetings", "when"): ("held_on", "start", "end"),
        ("attendances", "person"): ("person_id", "name"),
        ("attendances", "standing"): ("title", "organisation", "profession"),
        ("consultations", "inquirer"): ("inquirer_kind", "inquirer_id", "inquirer_name"),
        ("consultations", "institution"): ("institution_id", "institution_text"),
        ("consultations", "patient"): ("patient_mark", "age_band", "sex", "care_level"),
        ("consultations", "physician"): (
            "physician_informed",
            "physician_informed_on",
            "physician_informed_note",
        ),
        ("attachments", "owner"): ("parent_kind", "parent_id"),
        ("attachments", "content"): ("media_type", "size", "content", "added_on"),
        ("codes", "identity"): ("list_name", "key"),
        ("codes", "label"): ("label", "kana"),
        ("staff", "name"): ("name", "kana"),
        ("profiles", "sender"): ("sender_title", "sender_name"),
        ("profiles", "address"): ("postal_code", "address"),
        ("profiles", "region"): ("prefecture", "municipality"),
    }
    several = {
        (kind, group): names
        for kind, record in KINDS.items()
        for group, names in groups(record).items()
        if names != (group,)
    }
    assert several == kept


def test_unknown_keys_of_a_newer_version_are_passed_over() -> None:
    visit = Visit(id="x")
    put_group(visit, {"purpose": "聞き取り", "mood": "よい", "as_typed": {"start": "夕方"}})
    assert (visit.purpose, visit.as_typed) == ("聞き取り", {"start": "夕方"})
    put_group(visit, {"as_typed": ["?"]})


def test_a_value_takes_the_place_of_what_was_typed() -> None:
    visit = Visit(id="x", as_typed={"visited_on": "12/ab", "start": "夕方"})
    put_group(visit, {"visited_on": "2026-12-01"})
    assert (visit.visited_on, visit.as_typed) == (date(2026, 12, 1), {"start": "夕方"})


@pytest.mark.parametrize(
    ("name", "data", "value"),
    [
        ("visited_on", "2026-04-01", date(2026, 4, 1)),
        ("visited_on", "bald", None),
        ("visited_on", 5, None),
        ("start", "09:00", "09:00"),
    ],
)
def test_a_value_of_another_shape_is_none(name: str, data: Any, value: Any) -> None:
    assert from_json(spec(Visit, name), data) == value


def test_lists_are_never_none() -> None:
    assert from_json(by_name(Institution)["services"], None) == []
    assert from_json(by_name(Institution)["services"], 3) == []


def test_dates_are_iso_text_outside() -> None:
    assert to_json(datetime(2026, 4, 1, 9, 5, 59)) == "2026-04-01T09:05"
    assert to_json(date(2026, 4, 1)) == "2026-04-01"


def test_incomplete_is_what_lacks_a_word_or_could_not_be_read() -> None:
    assert [item.name for item in missing(Institution(id="x"))] == ["name"]
    assert not is_incomplete(Institution(id="x", name="港医院"))
    assert is_incomplete(Institution(id="x", name="港医院", as_typed={"beds": "十九"}))


def test_an_unknown_key_is_its_own_label() -> None:
    assert label_of((("a", "あ"),), "a") == "あ"
    assert label_of((("a", "あ"),), "z") == "z"
    assert label_of((("a", "あ"),), None) == ""


def test_an_unknown_field_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        spec(Visit, "shoe_size")


def test_ids_are_random_and_those_of_pairs_are_not() -> None:
    assert len(new_id()) == 32
    assert new_id() != new_id()
    assert pair_id("a", "b") == pair_id("a", "b") != pair_id("ab", "")
