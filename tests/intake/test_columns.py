"""Columns guessed from headings and from cells (A6, A32)."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.intake.column_fields import fields_of
from zaitaku_desk.intake.columns import guess
from zaitaku_desk.intake.tables import Table, read_table
from zaitaku_desk.records.codes import Code

CODES = [Code(key="ventilator", label="人工呼吸器の使用"), Code(key="end_of_life_care", label="看取り")]


@pytest.fixture
def table(tmp_path: Path):
    def make(*lines: str) -> Table:
        path = tmp_path / "一覧.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_table(path)

    return make


def columns(table: Table, target: str) -> dict[str, int]:
    return {name: found.column for name, found in guess(table, fields_of(target, CODES)).items()}


def test_odd_headings_are_found_by_what_the_cells_hold(table):
    found = columns(
        table(
            "うちの呼び名,れんらく,ばしょ,ゆうびん,よみ",
            "みどり台クリニック,0999-11-2222,架空県みなと野市みどり台1-1,000-0001,みどりだいくりにっく",
            "港薬局,0999-33-4444,架空県みなと野市港2-2,000-0002,みなとやっきょく",
        ),
        "institutions",
    )
    assert found == {"name": 0, "telephone": 1, "address": 2, "postal_code": 3, "kana": 4}


def test_a_heading_wins_over_what_only_looks_like_it(table):
    found = columns(
        table("事業所名,運営法人,TEL,緊急連絡先", "港訪問看護,みなと医療法人,0999-1-2222,090-1111-2222"),
        "institutions",
    )
    assert found == {"name": 0, "corporation": 1, "telephone": 2, "mobile": 3}


def test_signs_under_the_name_of_a_capability_are_that_capability(table):
    found = columns(
        table("名称,人工呼吸器,看取り,特色", "港医院,○,△,往診が得意", "丘医院,×,可,なし"), "institutions"
    )
    assert (found["capability:ventilator"], found["capability:end_of_life_care"]) == (1, 2)


def test_words_under_the_name_of_a_capability_are_no_capability(table):
    found = columns(table("名称,看取り", "港医院,年に十人ほど", "丘医院,昨年は三人"), "institutions")
    assert "capability:end_of_life_care" not in found


def test_a_list_of_people_is_read_as_people(table):
    found = columns(
        table(
            "No,氏名,ふりがな,職種,所属,役職名,携帯番号,備考",
            "1,海野　灯,うみの　あかり,看護師,港訪問看護ステーション,所長,090-0000-1111,夜は不可",
            "2,浜辺　凪,はまべ　なぎ,医師,丘医院,院長,090-0000-2222,",
        ),
        "people",
    )
    assert found == {
        "name": 1,
        "kana": 2,
        "profession": 3,
        "institution": 4,
        "title": 5,
        "mobile": 6,
        "note": 7,
    }


def test_family_and_given_name_may_stand_apart(table):
    found = columns(table("姓,名,セイ,メイ,勤務先", "海野,灯,ウミノ,アカリ,丘医院"), "people")
    assert found == {"family": 0, "given": 1, "family_kana": 2, "given_kana": 3, "institution": 4}


def test_a_column_headed_by_a_training_is_found(table):
    found = columns(
        table("氏名,所属,リーダー研修,認知症対応力向上研修", "海野　灯,丘医院,○,R1.6.1", "浜辺　凪,港医院,,"),
        "people",
    )
    assert (found["training:1"], found["training:2"]) == (2, 3)


def test_a_heading_whose_cells_say_something_else_is_hardly_believed(table):
    odd = guess(table("名称,電話", "港医院,なし", "丘医院,訪問"), fields_of("institutions"))
    assert odd["telephone"].confidence < 0.5
    assert "違う" in odd["telephone"].why


def test_a_department_is_no_capability_that_its_word_is_part_of(table):
    codes = [Code(key="dental_home_visit", label="訪問歯科診療"), Code(key="opioids", label="麻薬の取扱い")]
    found = guess(table("名称,歯科,麻薬", "港病院,○,○", "丘病院,,×"), fields_of("institutions", codes))
    assert [name for name in found if name.startswith("capability:")] == ["capability:opioids"]


def test_a_number_is_no_telephone_unless_it_begins_like_one(table):
    found = columns(table("名称,ID", "港病院,3710119557", "丘病院,3710119558"), "institutions")
    assert found == {"name": 0}


def test_a_fax_number_without_its_area_code_is_one_where_the_heading_says_so(table):
    rows = (f"みなと野第{n}医院,0999-22-000{n},22-000{n}" for n in range(1, 6))
    found = columns(table("よび名,連絡先TEL,連絡先FAX", *rows), "institutions")
    assert (found["telephone"], found["fax"]) == (1, 2)
