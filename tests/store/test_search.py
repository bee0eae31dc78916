"""What a text finds: exactly the records that contain it, in the order of the screen."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.laptops import laptops
from zaitaku_desk.japanese import fold
from zaitaku_desk.records.consultations import CONSULTATION_STATUSES
from zaitaku_desk.store import codes, lists, save, search
from zaitaku_desk.store.lists import Listing

LETTERS = st.text("船舩津齋藤髙ーセんたィa1 -・%_\"'*()、。𠮷\U000e0100ガｶﾞ", max_size=8)


def named(db, *names: str, kind: str = "institutions") -> None:
    save.save_many(db, [save.new(kind, name=name) for name in names])


def found(db, text: str, kind: str = "institutions") -> list[str]:
    return [hit.title for hit in search.search(db, text, kind)]


@given(st.lists(LETTERS, min_size=1, max_size=6), st.lists(LETTERS, min_size=1, max_size=6), st.data())
@settings(max_examples=25, deadline=None)
def test_it_finds_what_a_scan_of_the_folded_texts_finds(desk_template, notes, queries, data):
    with laptops(desk_template, 1) as (db,):
        people = [save.new("people", name=f"見本{number}", note=note) for number, note in enumerate(notes)]
        save.save_many(db, people)
        whole = data.draw(st.sampled_from(notes))
        start = data.draw(st.integers(0, len(whole)))
        for query in (*queries, whole[start : start + 3]):
            terms = [fold.fold(word) for word in query.split()]
            terms = [term for term in terms if term]
            wanted = {
                person.id
                for person in people
                if terms
                and all(any(t in fold.fold(text or "") for text in (person.name, person.note)) for t in terms)
            }
            listing = Listing("people", text=query)
            if query.strip():
                assert set(lists.ids(db, listing)) == wanted
                assert lists.count(db, listing) == len(wanted)


def test_variants_of_a_character_find_each_other_and_the_written_one_comes_first(db):
    named(db, "舩津みなと医院", "船津医院", "中船津薬局", "舩津医院")
    assert found(db, "船津") == ["船津医院", "舩津医院", "舩津みなと医院", "中船津薬局"]
    assert found(db, "舩津")[0] == "舩津医院"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("髙﨑内科", "高崎"),
        ("渡邉薬局", "渡辺"),
        ("齋藤医院", "斉藤"),
        ("濵田歯科", "浜田"),
        ("𠮷野クリニック", "吉野"),
        ("あおぞらクリニツク", "クリニック"),
        ("デイサービスひまわり", "ﾃﾞｲｻｰﾋﾞｽ"),
        ("ケアセンターなぎさ", "センタ"),
        ("ＡＢＣ薬局", "abc"),
        ("フィオーレ医院", "フイオーレ"),
        ("橋\U000e0100本医院", "橋本"),
    ],
)
def test_what_she_would_call_the_same_is_found(db, written, typed):
    named(db, written, "別の見本")
    assert found(db, typed) == [written]


@pytest.mark.parametrize(
    ("written", "typed"), [("川崎医院", "川埼"), ("吉野医院", "桔野"), ("末広薬局", "未広")]
)
def test_there_are_no_false_friends(db, written, typed):
    named(db, written)
    assert found(db, typed) == []


def test_one_and_two_characters_are_enough(db):
    named(db, "虹の橋医院", "月影薬局")
    assert found(db, "虹") == ["虹の橋医院"]
    assert found(db, "薬局") == ["月影薬局"]


def test_all_words_must_be_there_in_any_order(db):
    clinic = save.new("institutions", name="みどり台医院", municipality="見本市", telephone="0000-11-2222")
    save.save(db, clinic)
    named(db, "みどり台薬局")
    assert found(db, "見本市　みどり") == found(db, "00001122 医院") == ["みどり台医院"]


def test_names_that_begin_with_the_text_stand_first(db):
    named(db, "あさひ野医院", "月影薬局 港店", "港薬局")
    assert found(db, "港") == ["港薬局", "月影薬局 港店"]


def test_every_kind_is_searched_and_says_what_it_is(db):
    clinic = save.new("institutions", name="青葉原医院", kind="clinic", district="北部")
    save.save_many(
        db,
        [
            clinic,
            save.new("people", name="青葉 花子", profession="nurse"),
            save.new("visits", institution_id=clinic.id, purpose="開始前"),
            save.new("meetings", title="青葉原地区の会"),
            save.new("consultations", content="青葉原の吸引について", institution_id=clinic.id),
        ],
    )
    hits = {hit.kind: (hit.title, hit.subtitle) for hit in search.search(db, "青葉")}
    assert hits["institutions"] == ("青葉原医院", "診療所 · 北部")
    assert hits["people"] == ("青葉 花子", "看護師")
    assert hits["visits"] == ("青葉原医院", "開始前")
    assert hits["meetings"][0] == "青葉原地区の会"
    assert hits["consultations"][0] == "青葉原の吸引について"


def test_what_is_deleted_is_not_found_and_comes_back(db):
    clinic = save.new("institutions", name="白波医院")
    save.save(db, clinic)
    save.delete(db, "institutions", clinic.id)
    assert found(db, "白波") == []
    save.restore(db, "institutions", clinic.id)
    assert found(db, "白波") == ["白波医院"]


def test_naughty_strings_can_be_searched_for(db, shared: Path):
    strings = json.loads((shared / "badinput" / "blns" / "blns.json").read_text("utf-8"))
    save.save_many(db, [save.new("people", name=text) for text in strings])
    for text in strings:
        hits = lists.ids(db, Listing("people", text=text))
        assert len(hits) > 0 or not fold.terms(text) or not text.strip()
        search.search(db, text)


@pytest.mark.parametrize(
    "text", ["", " 　", "\x00", "゛", "\ud83d", '"', "NEAR(", "a*", "AND", "^", "tokens:a", "-"]
)
def test_no_text_is_an_error(db, text):
    named(db, "見本医院")
    search.search(db, text)
    lists.page(db, Listing("institutions", text=text))
    lists.count(db, Listing("institutions", text=text))


@pytest.mark.nightly
def test_random_pieces_of_a_big_directory_are_found_exactly(tmp_path):
    from zaitaku_desk import bench_data

    db = bench_data.build(tmp_path / "desk", institutions=2_000, consultations=3_000)
    statuses = dict(CONSULTATION_STATUSES)
    texts: dict[str, list[str]] = {}
    for call in lists.everything(db, "consultations"):
        place = save.get(db, "institutions", call.institution_id).name
        labels = [codes.label(db, "topics", topic) for topic in call.topics]
        kind = codes.label(db, "inquirer_kinds", call.inquirer_kind)
        found = (call.content, call.inquirer_name, call.patient_mark, place, statuses[call.status], kind)
        texts[call.id] = [fold.fold(text) for text in (*found, *labels)]
    dice = random.Random(3)
    contents = [found[0] for found in texts.values()]
    for _ in range(450):
        text = dice.choice(contents)
        start = dice.randrange(len(text))
        terms = [text[start : start + dice.randint(1, 8)], *(["の"] if dice.random() < 0.3 else [])]
        wanted = {
            record_id
            for record_id, parts in texts.items()
            if all(any(term in part for part in parts) for term in terms)
        }
        assert set(lists.ids(db, Listing("consultations", text=" ".join(terms)))) == wanted, terms
    db.close()
