"""What an import would do, without a database."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.intake.matching import build
from zaitaku_desk.intake.plan import Change, Existing, Held, Plan, plan
from zaitaku_desk.intake.rows import Source, SourceRow

SOURCE = Source("generic", "generic/x", "一覧", "2026-05-01", [], {}, "municipality")
A: dict[str, Any] = {
    "name": "甲医院",
    "telephone": "087-000-0001",
    "address": "香川県高松市番町1-1",
    "prefecture": "香川県",
    "municipality": "高松市",
}


def made(
    rows: list[dict[str, Any]], existing: Existing | None = None, city: str = "", key: str | None = None
) -> Plan:
    source_rows = [SourceRow(line, key, values) for line, values in enumerate(rows, 2)]
    return plan(SOURCE, source_rows, existing or Existing(), city=city)


def held(values: dict[str, Any], **more: Any) -> Existing:
    index = build([("a", values["name"], values["telephone"], values["address"], None)])
    return Existing(index, {"a": Held(values, "2026-04-01", **more)}, {"a": values["name"]})


def test_what_nobody_knows_is_new() -> None:
    assert made([A]).to_json() == {
        "source": "一覧",
        "read": 1,
        "institutions": 1,
        "new": 1,
        "changed": 0,
        "moved": 0,
        "unchanged": 0,
        "gone": 0,
        "ambiguous": 0,
        "rejected": [],
        "applied": False,
    }


def test_the_same_list_again_changes_nothing() -> None:
    again = made([A], held(A))
    assert (len(again.new), len(again.changed), len(again.unchanged)) == (0, 0, 1)
    assert not again.unchanged[0].write


def test_a_change_is_said_field_by_field() -> None:
    changed = made([A | {"fax": "087-000-0009"}], held(A)).changed[0]
    assert changed.changes == [Change("fax", None, "087-000-0009")]


def test_her_own_words_are_marked_as_kept() -> None:
    existing = held(A)
    existing.now = lambda _: (A, frozenset({"fax"}))
    assert made([A | {"fax": "087-000-0009"}], existing).changed[0].changes[0].kept


def test_rows_of_one_office_are_one_institution_with_all_services() -> None:
    both = [A | {"services": ["通所介護"]}, A | {"services": ["訪問介護"], "fax": "1"}]
    item = made(both, key="kaigo:3710000001").new[0]
    assert (item.lines, item.values["services"], item.values["fax"]) == (
        [2, 3],
        ["通所介護", "訪問介護"],
        "1",
    )


def test_another_office_number_at_the_same_desk_is_another_office() -> None:
    index = build([("a", A["name"], A["telephone"], A["address"], "kaigo:3710000001")])
    assert len(made([A], Existing(index), key="kaigo:3710000002").new) == 1


def test_an_institution_the_list_lacks_is_gone_only_where_the_list_reaches() -> None:
    other = A | {"name": "乙医院", "telephone": "087-000-0002", "address": "香川県高松市番町9-9"}
    far = {"prefecture": "香川県", "municipality": "丸亀市", "name": "丙医院"}
    existing = held(A)
    existing.held = {**existing.held, "far": Held(far)}
    assert [gone.id for gone in made([other], existing).gone] == ["a"]


def test_what_was_gone_already_is_not_gone_again_and_may_come_back() -> None:
    assert made([], held(A, gone=True)).gone == []
    assert [change.field for change in made([A], held(A, gone=True)).changed[0].changes] == ["gone"]


def test_with_a_city_only_its_rows_and_its_gone_count() -> None:
    far = A | {"name": "丙医院", "municipality": "丸亀市", "address": "香川県丸亀市1-1"}
    only = made([far, A], city="丸亀市", existing=held(A))
    assert (only.read, only.institutions, len(only.gone)) == (2, 1, 0)


def test_two_candidates_are_left_for_somebody_to_decide() -> None:
    index = build([(id_, A["name"], A["telephone"], "", None) for id_ in ("a", "b")])
    asked = made([A], Existing(index, names={"a": "甲医院", "b": "甲医院（旧）"}))
    assert asked.ambiguous[0].candidates == (("a", "甲医院"), ("b", "甲医院（旧）"))
    assert not asked.new


def test_one_in_the_bin_is_left_there() -> None:
    existing = held(A)
    existing.hidden = frozenset({"a"})
    binned = made([A | {"fax": "1"}], existing)
    assert (len(binned.unchanged), binned.unchanged[0].write) == (1, False)


def test_an_older_edition_is_pointed_out_and_tells_of_nothing_gone() -> None:
    existing = held(A)
    existing.held = {"a": Held(A, "2026-06-01")}
    older = made([A | {"name": "乙医院", "telephone": "087-000-0002", "address": "高松市番町9-9"}], existing)
    assert "古い一覧" in older.notes[0]
    assert older.gone == []


def test_a_number_that_leads_elsewhere_than_the_name_is_pointed_out() -> None:
    index = build([("a", A["name"], A["telephone"], A["address"], None)])
    index.add_key("kaigo:3710000001", "b")
    found = made([A], Existing(index), key="kaigo:3710000001")
    assert (found.changed[0].id, found.doubles) == ("b", ["甲医院"])
    assert "重複をまとめる" in found.notes[-1]
