"""The index follows every change in the same transaction, and keeps the order of the lists."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk.errors import UserError
from zaitaku_desk.records.codes import code_id
from zaitaku_desk.store import desk, index, lists, ranks, save, sources
from zaitaku_desk.store.lists import Listing
from zaitaku_desk.store.sources import SourceValues


def ids(db, kind, text=""):
    return lists.ids(db, Listing(kind, text=text))


def put(db, record):
    save.save(db, record)
    return record


def test_a_child_makes_its_parent_found_and_leaves_with_its_words(db):
    meeting = put(db, save.new("meetings", title="定例会"))
    remark = put(db, save.new("remarks", meeting_id=meeting.id, text="代診医が要る"))
    assert ids(db, "meetings", "代診") == [meeting.id]
    remark.text = "輪番で足りる"
    put(db, remark)
    assert (ids(db, "meetings", "代診"), ids(db, "meetings", "輪番")) == ([], [meeting.id])
    save.delete(db, "remarks", remark.id)
    assert ids(db, "meetings", "輪番") == []
    assert is_whole(db)


def test_a_child_that_moves_leaves_its_old_parent(db):
    one, two = put(db, save.new("institutions", name="一")), put(db, save.new("institutions", name="二"))
    post = put(db, save.new("posts", institution_id=one.id, name="灯台 岬"))
    post.institution_id = two.id
    put(db, post)
    assert ids(db, "institutions", "灯台") == [two.id]
    assert is_whole(db)


def test_a_new_name_of_an_institution_finds_its_visits_and_consultations(db):
    clinic = put(db, save.new("institutions", name="星見医院"))
    visit = put(db, save.new("visits", institution_id=clinic.id))
    call = put(db, save.new("consultations", institution_id=clinic.id, content="相談"))
    clinic.name = "月影医院"
    put(db, clinic)
    assert ids(db, "visits", "星見") == ids(db, "consultations", "星見") == []
    assert (ids(db, "visits", "月影"), ids(db, "consultations", "月影")) == ([visit.id], [call.id])
    assert is_whole(db)


def test_many_renamed_by_an_import_are_followed_too(db):
    said = [SourceValues(f"{number:032}", "list", "2025", {"name": f"旧{number}"}) for number in range(90)]
    sources.write(db, said)
    visit = put(db, save.new("visits", institution_id=f"{7:032}"))
    said = [SourceValues(f"{number:032}", "list", "2026", {"name": f"新{number}"}) for number in range(90)]
    sources.write(db, said)
    assert ids(db, "visits", "新7") == [visit.id]
    assert is_whole(db)


def test_an_institution_that_arrives_after_its_visit_gives_it_its_name(db):
    visit = put(db, save.new("visits", institution_id="late"))
    put(db, save.new("institutions", id="late", name="後から医院"))
    assert ids(db, "visits", "後から") == [visit.id]


def test_a_new_label_of_a_code_is_searched(db):
    person = put(db, save.new("people", name="見本", profession="therapist"))
    code = save.get(db, "codes", code_id("professions", "therapist"))
    code.label = "療法士"
    put(db, code)
    assert (ids(db, "people", "療法士"), ids(db, "people", "リハビリ職")) == ([person.id], [])
    assert is_whole(db)


def test_with_very_many_of_them_the_index_is_made_anew_at_the_next_start(data_dir, monkeypatch):
    monkeypatch.setattr(index, "MANY", 3)
    db = desk.open_desk(data_dir)
    save.save_many(db, [save.new("people", name=f"見本{n}", profession="therapist") for n in range(5)])
    code = save.get(db, "codes", code_id("professions", "therapist"))
    code.label = "療法士"
    put(db, code)
    assert index.is_stale(db)
    db.close()
    db = desk.open_desk(data_dir)
    assert not index.is_stale(db)
    assert len(ids(db, "people", "療法士")) == 5
    db.close()


def test_a_free_answer_finds_its_visit(db):
    visit = put(db, save.new("visits", purpose="聞き取り"))
    put(db, save.new("answers", visit_id=visit.id, question_id="q7", value={"text": "代診医の制度"}))
    put(db, save.new("answers", visit_id=visit.id, question_id="q1", value={"choice": "doing"}))
    assert (ids(db, "visits", "代診医"), ids(db, "visits", "doing")) == ([visit.id], [])


def test_what_could_not_be_read_is_found_as_it_was_typed(db):
    visit = put(db, save.new("visits", as_typed={"visited_on": "12/ab"}))
    assert ids(db, "visits", "12/ab") == [visit.id]


def test_the_index_goes_back_with_its_transaction(db, monkeypatch):
    clinic = put(db, save.new("institutions", name="星見医院"))
    clinic.name = "月影医院"

    def fail(*_args: object) -> None:
        raise UserError("保存できませんでした。")

    with monkeypatch.context() as patch:
        patch.setattr(index, "update_labels", fail)
        patch.setattr(index, "_write", fail)
        with pytest.raises(UserError):
            save.save(db, clinic)
    assert ids(db, "institutions", "星見") == [clinic.id]
    assert is_whole(db)


def test_institutions_stand_in_the_order_of_their_readings(db):
    names = [
        ("渡海医院", "わたり"),
        ("青葉医院", "あおば"),
        ("学び医院", "がくび"),
        ("柿医院", "かき"),
        ("港", None),
    ]
    save.save_many(db, [save.new("institutions", name=name, kana=kana) for name, kana in names])
    shown = [row[1] for row in lists.page(db, Listing("institutions"))]
    assert shown == ["青葉医院", "柿医院", "学び医院", "渡海医院", "港"]


def test_the_newest_stand_first_and_what_has_no_date_yet_before_them(db):
    days = [date(2026, 4, 1), None, date(2026, 5, 1), date(2025, 4, 1)]
    visits = [put(db, save.new("visits", visited_on=day)) for day in days]
    assert ids(db, "visits") == [visits[1].id, visits[2].id, visits[0].id, visits[3].id]


def test_full_gaps_make_room_around_them(db, monkeypatch):
    monkeypatch.setattr(ranks, "GAP", 64)
    put(db, save.new("consultations", received_at=datetime(2026, 4, 1, 8, 0), content="最初"))
    put(db, save.new("consultations", received_at=datetime(2026, 4, 1, 20, 0), content="最後"))
    dealt = []
    monkeypatch.setattr(index, "rebuild_kind", lambda *args: dealt.append(args))
    for minute in range(90):
        when = datetime(2026, 4, 1, 9 + minute // 60, minute % 60)
        put(db, save.new("consultations", received_at=when, content=f"相談{minute}"))
    shown = [row[1] for row in lists.page(db, Listing("consultations", descending=True))]
    assert shown == sorted(shown)
    assert dealt == []
    assert is_whole(db)


def test_a_gap_too_small_for_many_at_once_deals_the_kind_again(db, monkeypatch):
    monkeypatch.setattr(ranks, "GAP", 4)
    save.save_many(db, [save.new("people", name="a"), save.new("people", name="z")])
    save.save_many(db, [save.new("people", name=f"m{number:03}") for number in range(60)])
    save.save_many(db, [save.new("people", name=f"m{number:03}x") for number in range(60)])
    shown = [row[1] for row in lists.page(db, Listing("people"))]
    assert shown == sorted(shown)
    assert len(shown) == 122
    assert is_whole(db)


def test_an_index_laid_out_anew_finds_the_same(db, monkeypatch):
    monkeypatch.setattr(index, "MANY", 10)
    save.save_many(db, [save.new("people", name=f"見本{number}") for number in range(30)])
    before = ids(db, "people", "見本1")
    index.optimize(db)
    assert ids(db, "people", "見本1") == before
    assert db.rows("SELECT count(DISTINCT segid) FROM search_text_idx") == [(1,)]
    assert is_whole(db)


def test_kinds_are_kept_apart(db):
    save.save_many(db, [save.new("people", name="見本"), save.new("institutions", name="見本医院")])
    for kind in ("people", "institutions", "visits"):
        listing = Listing(kind, text="見本")
        assert lists.count(db, listing) == len(lists.ids(db, listing)) == (kind != "visits")


def test_a_rebuilt_index_finds_the_same(db):
    save.save_many(
        db, [save.new("people", name=f"見本{number}", kana=f"みほん{number}") for number in range(30)]
    )
    before = (ids(db, "people"), ids(db, "people", "見本1"))
    index.rebuild(db)
    assert (ids(db, "people"), ids(db, "people", "見本1")) == before
    assert is_whole(db)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM search_doc WHERE rank = (SELECT max(rank) FROM search_doc)",
        "UPDATE search_doc SET digest = digest + 1",
        "DELETE FROM search_text WHERE rowid = (SELECT max(rank) FROM search_doc)",
        "UPDATE people SET note = 'an der Liste vorbei'",
    ],
)
def test_the_check_sees_what_is_wrong_with_the_index(db, harm):
    save.save_many(db, [save.new("people", name="一"), save.new("people", name="二")])
    assert index.problems(db) == 0
    with db.begin_raw() as raw:
        raw.execute(harm)
    assert index.problems(db) > 0


def test_other_rules_of_folding_make_it_anew_at_the_start(data_dir, monkeypatch):
    from zaitaku_desk.japanese import fold

    db = desk.open_desk(data_dir)
    person = put(db, save.new("people", name="見本"))
    db.close()
    monkeypatch.setattr(fold, "FOLD_VERSION", fold.FOLD_VERSION + 1)
    db = desk.open_desk(data_dir)
    assert ids(db, "people", "見本") == [person.id]
    assert not index.is_stale(db)
    db.close()
