from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.records.people import Post
from zaitaku_desk.rules.editions import CHANGES, Change, Frozen, changes, counts, entry, thaw

LABELS = {
    "institution_kinds": {"hospital": "病院", "clinic": "診療所"},
    "capabilities": {"oxygen": "酸素療法", "opioids": "麻薬の取扱い"},
    "professions": {"nurse": "看護師"},
}


def place(**more: Any) -> Institution:
    said = {"name": "かもめ医院", "kana": "かもめいいん", "kind": "clinic", "telephone": "0800-000-0001"}
    return Institution(**{"id": "i1", "address": "みなと野市港町1丁目2番3号", **said, **more})


def frozen(*states: tuple[str, str], posts: tuple[Post, ...] = (), **more: Any) -> Frozen:
    found = {code: Capability(id=code, code=code, state=state) for code, state in states}
    return Frozen(place(**more), found, posts)


def between(before: Frozen, after: Frozen) -> list[Change]:
    return changes([before], [after], LABELS)


def test_what_is_frozen_comes_back_whole() -> None:
    day = date(2026, 6, 2)
    state = Capability(id="x", code="oxygen", state="conditional", condition="日中", confirmed_on=day)
    one = Frozen(
        place(beds=5, home_visits_since=day), {"oxygen": state}, [Post(id="p", name="葦原", title="主任")]
    )
    back = thaw(entry("e1", one, ["op1"]))
    assert back.institution == one.institution
    assert (back.capabilities["oxygen"].condition, back.capabilities["oxygen"].confirmed_on) == ("日中", day)
    assert (back.posts[0].name, back.posts[0].title) == ("葦原", "主任")


def test_her_own_notes_are_not_frozen() -> None:
    kept = entry(
        "e1", Frozen(place(note="院長は気難しい", cooperation_note="遅い", mobile="090-0000-0000")), []
    )
    assert {"note", "cooperation_note", "mobile"} & set(kept.values) == set()


def test_a_capability_nobody_confirmed_is_not_frozen() -> None:
    assert entry("e1", frozen(("oxygen", "unknown")), []).capabilities == {}


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"name": "みさご医院"}, "renamed"),
        ({"address": "みなと野市港町1丁目2番4号"}, "moved"),
        ({"telephone": "0800-000-0002"}, "contact"),
        ({"director": "架空 花子"}, "people"),
        ({"closed_days": "木曜"}, "other"),
        ({"support_class": "clinic2"}, "capability"),
    ],
)
def test_each_sort_of_change_has_its_name(more: dict[str, Any], what: str) -> None:
    assert [change.what for change in between(frozen(), frozen(**more))] == [what]


@pytest.mark.parametrize(
    "more",
    [
        {"name": "カモメ医院".replace("カモメ", "かもめ") + " "},
        {"telephone": "０８００（０００）０００１"},
        {"address": "みなと野市港町１－２－３"},
        {"address": "港町1-2-3", "municipality": "みなと野市"},
        {"support_class": "unknown"},
    ],
)
def test_another_writing_of_the_same_is_no_change(more: dict[str, Any]) -> None:
    assert between(frozen(), frozen(**more)) == []


def test_new_and_gone_are_said_with_where_they_are() -> None:
    (gone,) = changes([frozen()], [], LABELS)
    (new,) = changes([], [frozen()], LABELS)
    assert (gone.what, gone.before, new.what, new.after) == ("gone", gone.before, "new", gone.before)
    assert "0800-000-0001" in gone.before


def test_what_was_joined_to_another_is_not_said_to_be_closed() -> None:
    other = frozen(id="i2", name="みさご医院")
    found = changes([frozen(), other], [other], LABELS, {"i1": "i2"})
    assert [(change.what, change.after) for change in found] == [("gone", "「みさご医院」に統合")]


def test_capabilities_are_compared_one_by_one() -> None:
    (change,) = between(frozen(("oxygen", "can")), frozen(("oxygen", "can"), ("opioids", "cannot")))
    assert (change.title, change.before, change.after) == ("麻薬の取扱い", "未確認", "不可")


def test_people_are_compared_as_they_are_printed() -> None:
    before = frozen(posts=(Post(id="a", name="葦原 花子", profession="nurse"),))
    (change,) = between(before, frozen(posts=(Post(id="b", name="髙見沢 渚", title="主任"),)))
    assert (change.before, change.after) == ("看護師　葦原 花子", "主任　髙見沢 渚")


def test_changes_stand_by_kind_district_and_reading() -> None:
    rows = [
        frozen(id="a", kind="clinic", district="東", kana="い"),
        frozen(id="b", kind="clinic", district="東", kana="あ"),
        frozen(id="c", kind="hospital", district="西"),
        frozen(id="d", kind="clinic", district=None, kana="あ"),
    ]
    assert [change.institution.id for change in changes([], rows, LABELS)] == ["c", "b", "a", "d"]


def test_counts_are_of_institutions_not_of_fields() -> None:
    after = frozen(("oxygen", "can"), ("opioids", "can"), telephone="0800-000-0009", fax="0800-000-0008")
    assert counts(between(frozen(), after)) == {"contact": 1, "capability": 1}
    assert list(CHANGES)[:2] == ["new", "gone"]
