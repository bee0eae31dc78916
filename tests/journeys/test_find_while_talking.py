"""The caller waits: who in 錨町 sees to a 気管切開 and can be reached now? (A7, A169, A268, A291)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.hands import CONTROL, KEY, Hands, desk, wait_for
from zaitaku_desk.store import lists, save
from zaitaku_desk.store.desk import create_desk

MORNING = {"wed": [["09:00", "12:00"]]}
PLACES = (
    # name, district, position, 気管切開 (state, condition, day), 連絡のよい時間帯
    ("灯台医院", "錨町", "34.340,134.040", ("can", None, date(2026, 6, 2)), "9:00～10:00"),
    ("岬クリニック", "錨町", "34.345,134.041", ("conditional", "日中のみ", date(2024, 4, 1)), "9:00～10:00"),
    ("坂の上診療所", "山手", "34.400,134.100", ("can", None, date(2026, 6, 2)), "9:00～10:00"),
    ("桟橋医院", "錨町", "34.341,134.042", ("can", None, date(2026, 6, 2)), None),
    ("浜辺医院", "錨町", "34.342,134.043", ("cannot", None, date(2026, 6, 2)), "9:00～10:00"),
)


@pytest.fixture
def hands(tmp_path: Path, qapp: object) -> Iterator[Hands]:
    """The window over five invented clinics; it is Wednesday, half past nine."""
    folder = tmp_path / "desk"
    db, _ = create_desk(folder)
    for number, (name, district, position, (state, condition, day), good) in enumerate(PLACES):
        place = save.new("institutions", name=name, kana=name, kind="clinic", district=district)
        place.position, place.call_hours, place.opening_hours = position, good, MORNING
        place.telephone, place.vacancy = f"0000-31-000{number}", "open"
        place.vacancy_at = datetime(2026, 11, 30, 9, 0)
        able: Any = save.new("capabilities", institution_id=place.id, code="tracheostomy", state=state)
        able.condition, able.confirmed_on = condition, day
        save.save_many(db, [place, able])
    db.close()
    with desk(folder) as made:
        yield made


def chip(hands: Hands, filters: Any, words: str) -> None:
    """Type into 処置 and press Enter."""
    hands.click(filters.parts["capability"].lineEdit())
    hands.say(words)
    hands.key(KEY.Key_Return)


def cells(tab: Any, name: str) -> list[str]:
    at = [column.name for column in tab.list.table.columns].index(name)
    assert not tab.list.rows.isColumnHidden(at)
    return [tab.list.table.index(row, at).data() for row in range(tab.list.table.rowCount())]


def test_the_right_clinic_is_found_while_the_caller_waits(hands: Hands) -> None:
    tab = hands.go("institutions")
    hands.strokes = 0
    hands.key(KEY.Key_F, CONTROL)
    hands.say("錨町")
    chip(hands, tab.list.filters, "気管切")
    hands.button("今 電話してよい")
    assert hands.strokes <= 4
    assert cells(tab, "name") == ["岬クリニック", "灯台医院"]
    assert cells(tab, "abilities") == ["条件付 R6.4.1 古い（日中のみ）", "可 R8.6.2"]
    assert cells(tab, "reach") == ["○ よい時間帯（9:00～10:00）"] * 2
    hands.key(KEY.Key_F, CONTROL)
    hands.key(KEY.Key_Down, times=2)
    assert tab.answer.isVisible() and tab.answer.telephone.text() == "0000-31-0000"
    hands.key(KEY.Key_Return)
    assert tab.form.record.name == "灯台医院"


def test_the_nearest_to_a_house_stand_first(hands: Hands) -> None:
    tab = hands.go("institutions")
    chip(hands, tab.list.filters, "気管切")
    hands.click(tab.list.filters.parts["near"])
    hands.say("浜辺医院")
    hands.key(KEY.Key_Return)
    assert cells(tab, "name") == ["桟橋医院", "灯台医院", "岬クリニック", "坂の上診療所"]
    assert cells(tab, "distance") == ["0.1km", "0.4km", "0.4km", "8.3km"]
    hands.button("絞り込みを外す")
    assert tab.list.table.rowCount() == 5


def test_what_was_told_stands_in_the_consultation_with_its_age(hands: Hands) -> None:
    tab = hands.go("consultations")
    hands.key(KEY.Key_N, CONTROL)
    hands.say("気管切開のある方の訪問診療。錨町。")
    tab.pane._area.ensureWidgetVisible(tab.directory)
    hands.click(tab.directory.words)
    hands.say("岬")
    chip(hands, tab.directory.filters, "気管切")
    wait_for(lambda: tab.directory.found.topLevelItemCount() == 1)
    tab.directory.found.setFocus()
    hands.key(KEY.Key_Down)
    hands.key(KEY.Key_Return)
    tab.flush()
    (stored,) = lists.everything(hands.db, "consultations")
    assert len(stored.referred_to) == 1
    assert "岬クリニック　0000-31-0001（気管切開の管理 条件付 R6.4.1 古い（日中のみ）" in stored.response
