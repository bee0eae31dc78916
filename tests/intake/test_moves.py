"""移転・名称変更 between two editions of a list without ids."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.intake import moves
from zaitaku_desk.intake.items import Held
from zaitaku_desk.intake.matching import Index
from zaitaku_desk.intake.plan import Existing, Plan, plan
from zaitaku_desk.intake.rows import Source, SourceRow

SOURCE = Source("generic", "generic/x", "一覧", "2026-05-01", [], {}, "municipality")
A: dict[str, Any] = {
    "name": "みなと分院",
    "kind": "clinic",
    "telephone": "0999-11-0001",
    "address": "架空県みなと野市港町1-1",
    "municipality": "みなと野市",
}


def after(*rows: dict[str, Any], before: tuple[dict[str, Any], ...] = (A,), key: str | None = None) -> Plan:
    index = Index()
    for number, values in enumerate(before):
        index.add(str(number), values["name"], values["telephone"], values["address"], values["kind"])
    held = {str(number): Held(values, "2026-04-01") for number, values in enumerate(before)}
    source_rows = [SourceRow(line, key, values) for line, values in enumerate(rows, 2)]
    return plan(SOURCE, source_rows, Existing(index, held))


def counts(made: Plan) -> tuple[int, int, int, int]:
    return len(made.new), len(made.moved), len(made.gone), len(made.ambiguous)


def test_a_new_name_at_the_same_place_and_telephone_is_the_same_institution() -> None:
    made = after(A | {"name": "しおかぜ診療所"})
    assert counts(made) == (0, 1, 0, 0)
    item = made.moved[0]
    assert (item.id, item.moved, item.values["aliases"]) == ("0", "名称変更", ["みなと分院"])


def test_the_same_name_elsewhere_in_town_has_moved() -> None:
    made = after(A | {"telephone": "0999-22-0002", "address": "架空県みなと野市丘町9-9"})
    assert (counts(made), made.moved[0].moved) == ((0, 1, 0, 0), "移転")


def test_the_same_name_in_another_town_is_another_institution() -> None:
    far = {"telephone": "0888-22-0002", "address": "架空県山手市丘町9-9", "municipality": "山手市"}
    made = after(
        A | far, A | {"name": "別の医院", "telephone": "0999-33-0003", "address": "みなと野市別町3-3"}
    )
    assert len(made.new) == 2


def test_the_telephone_alone_is_a_question() -> None:
    made = after(A | {"name": "しおかぜ診療所", "address": "架空県みなと野市丘町9-9"})
    assert counts(made) == (0, 0, 0, 1)
    assert made.ambiguous[0].candidates == (("0", "みなと分院"),)


def test_another_kind_at_the_same_place_is_another_institution() -> None:
    made = after(A | {"name": "港薬局", "kind": "dental"})
    assert counts(made) == (1, 0, 1, 0)


def test_two_that_could_both_be_it_are_not_guessed() -> None:
    made = after(A | {"name": "甲診療所"}, A | {"name": "乙診療所"})
    assert (len(made.moved), len(made.new) + len(made.ambiguous)) == (0, 2)


def test_old_names_are_carried_on_through_later_editions() -> None:
    named = A | {"aliases": ["旧みなと医院"]}
    made = after(A | {"beds": 3}, before=(named,))
    assert made.changed[0].values["aliases"] == ["旧みなと医院"]


def test_only_another_spelling_is_no_new_name() -> None:
    assert moves.how({"name": "みなと ｸﾘﾆｯｸ"}, {"name": "みなとクリニック"}) == ""
    assert (
        moves.how({"name": "甲", "address": "港町1-1"}, {"name": "乙", "address": "丘町9-9"})
        == "移転・名称変更"
    )
