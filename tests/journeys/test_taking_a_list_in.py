"""A list with rows nobody can tell: planned, decided, taken in, never asked about again, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.hands import CONTROL, KEY, Hands, desk
from zaitaku_desk.store import save

HEADER = "名称,住所,電話番号,医療機関の種類\n"
ROWS = (
    "みなと病院,架空県みなと野市港町1-1,087-800-0001,病院\n"
    "しおかぜ医院,架空県みなと野市丘町2-2,087-800-0002,診療所\n"
    "谷町クリニック,架空県みなと野市谷町3-3,087-800-0003,診療所\n"
)
MINE = (("港生協病院", "hospital", "港町1-1", "1"), ("汐風クリニック", "clinic", "丘町2-2", "2"))


@pytest.fixture
def hands(tmp_path: Path, qapp: object) -> Iterator[Hands]:
    """The window at 関係機関 with two institutions she typed, and a list that calls them otherwise."""
    path = tmp_path / "みなと野市の医療機関.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8-sig")
    with desk(tmp_path / "desk") as made:
        for name, kind, address, number in MINE:
            values = {"address": f"みなと野市{address}", "telephone": f"087-800-000{number}"}
            save.save(made.db, save.new("institutions", name=name, kind=kind, **values))
        made.path = path  # type: ignore[attr-defined]
        made.go("institutions")
        yield made


def open_list(hands: Hands) -> None:
    hands.dialogs.answers.append(hands.path)  # type: ignore[attr-defined]
    hands.key(KEY.Key_I, CONTROL)
    hands.button("ファイルを選ぶ")


def names(hands: Hands) -> list[str]:
    return sorted(row[0] for row in hands.db.rows("SELECT name FROM institutions WHERE deleted = 0"))


def test_a_list_is_decided_taken_in_asked_never_again_and_undone(hands: Hands) -> None:
    tab = hands.tab("institutions")
    open_list(hands)
    hands.key(KEY.Key_Return)  # 要確認 2件を決める…
    hands.key(KEY.Key_1)  # the hospital is the same
    hands.key(KEY.Key_N)  # the clinic is another
    assert hands.at.text() == "3件を取り込む"
    hands.key(KEY.Key_Return)
    assert names(hands) == ["しおかぜ医院", "汐風クリニック", "港生協病院", "谷町クリニック"]
    assert hands.db.rows("SELECT count(*) FROM match_decisions WHERE deleted = 0") == [(2,)]

    open_list(hands)
    assert tab._wizard._plan.ambiguous == []
    assert "前に決めた名寄せの判断を使いました（2件）" in tab._wizard.notes.text()
    assert hands.at.text() == "取り込むものはありません（戻る）"
    hands.key(KEY.Key_Return)

    hands.key(KEY.Key_Z, CONTROL)  # the whole import
    assert names(hands) == ["汐風クリニック", "港生協病院"]
    hands.key(KEY.Key_Z, CONTROL, times=2)  # the decisions, one by one
    assert hands.db.rows("SELECT count(*) FROM match_decisions WHERE deleted = 0") == [(0,)]
