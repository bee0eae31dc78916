"""Places in a list: between neighbours, at an open end, and when there is no room."""

from __future__ import annotations

from zaitaku_desk.store import ranks, save


def test_each_kind_has_a_range_of_its_own():
    assert ranks.bounds("institutions")[1] + 1 == ranks.bounds("people")[0]


def test_the_first_of_a_kind_stand_in_the_middle_of_its_range(db):
    low, high = ranks.bounds("people")
    found = ranks.deal(db, "people", {"b": "い", "a": "あ"})
    assert low < found["a"] < found["b"] < high


def test_a_new_one_stands_between_its_neighbours(db):
    save.save_many(db, [save.new("people", name=name, kana=name) for name in ("あ", "う")])
    first, last = (
        row[0] for row in db.rows("SELECT rank FROM search_doc WHERE kind = 'people' ORDER BY rank")
    )
    assert first < ranks.deal(db, "people", {"x": "い"})["x"] < last


def test_many_of_several_places_that_have_no_room_want_the_kind_dealt_again(db, monkeypatch):
    monkeypatch.setattr(ranks, "GAP", 2)
    save.save_many(db, [save.new("people", name=name, kana=name) for name in ("あ", "う", "お")])
    fresh = {f"{kana}{number}": kana + str(number) for kana in ("い", "え") for number in range(5)}
    assert ranks.deal(db, "people", fresh) is None
