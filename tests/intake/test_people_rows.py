"""Rows of a 名簿 (A32, A77)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zaitaku_desk.intake.people_rows import PostSaid, TrainingSaid, rows
from zaitaku_desk.intake.tables import read_table

TODAY = date(2026, 11, 22)
PROFESSIONS = {"nurse": "看護師", "care_manager": "介護支援専門員", "other": "その他"}


@pytest.fixture
def read(tmp_path: Path):
    def make(header: str, *lines: str, **columns: int):
        path = tmp_path / "名簿.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return list(rows(read_table(path), columns, PROFESSIONS, TODAY))

    return make


def test_a_post_has_place_title_and_term(read):
    (row,) = read(
        "氏名,所属,部署,役職,就任,退任",
        "海野　灯 様,丘医院,看護部,部長,令和6年4月1日,R8.3",
        name=0,
        institution=1,
        department=2,
        title=3,
        starts_on=4,
        ends_on=5,
    )
    assert row.values == {"name": "海野　灯"}
    assert row.posts == [PostSaid("丘医院", "看護部　部長", "2024-04-01", "2026-03-31")]


def test_a_name_in_two_columns_is_one_name(read):
    (row,) = read("姓,名,セイ,メイ", "海野,灯,ウミノ,アカリ", family=0, given=1, family_kana=2, given_kana=3)
    assert row.values == {"name": "海野　灯", "kana": "ウミノ　アカリ"}


def test_a_profession_is_found_as_it_is_said(read):
    nurse, spoken, unknown = read(
        "氏名,職種", "海野　灯,看護師", "浜辺　凪,ケアマネジャー", "丘　空,占い師", name=0, profession=1
    )
    assert (nurse.values["profession"], spoken.values["profession"]) == ("nurse", "care_manager")
    assert unknown.values == {"name": "丘　空", "note": "職種：占い師"}


def test_trainings_stand_in_cells_or_over_columns(read):
    (row,) = read(
        "氏名,研修名,受講日,修了,リーダー研修,在宅研修",
        "海野　灯,看取り研修,R7.6.1,○,H30.10.5,",
        **{
            "name": 0,
            "training:title": 1,
            "training:on": 2,
            "training:done": 3,
            "training:1": 4,
            "training:2": 5,
        },
    )
    assert row.trainings == [
        TrainingSaid("看取り研修", "2025-06-01", completed=True),
        TrainingSaid("リーダー研修", "2018-10-05", completed=True),
    ]


def test_a_day_nobody_can_read_is_kept_in_the_note(read):
    (row,) = read("氏名,就任,役職", "海野　灯,そのうち,所長", name=0, starts_on=1, title=2)
    assert (row.values["note"], row.posts[0].starts_on) == ("就任：そのうち", "")


@pytest.mark.parametrize("name", ["", "合計", "欠員", "海野　灯、浜辺　凪"])
def test_what_names_nobody_is_rejected(read, name):
    (row,) = read("所属,氏名", f"丘医院,{name}", name=1)
    assert row.reason
