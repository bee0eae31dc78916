"""The region's own words: its areas from a table, what has no 地区 by hand, its 区分."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt

from tests.journeys.hands import CONTROL, KEY, Hands, desk
from zaitaku_desk.gui.codes_page import CodesPage
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import areas, cache, codes, lists

LIST = Path(__file__).with_name("みなと野市の名簿.csv")
ROWS = (
    ("日常生活圏域と町名", None, None, None),
    ("市町村", "圏域", "地区", "町名"),
    ("みなと野市", "東部圏域", "錨町", "錨町、綱手町"),
    (None, None, "椿瀬", "椿瀬4～5丁目"),
    (None, "西部圏域", "藍野原", "藍野原"),
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """An office's own sheet: a title, merged cells, 丁目 from–to."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A3:A5")
    book.active.merge_cells("B3:B4")
    path = tmp_path / "圏域.xlsx"
    book.save(path)
    return path


@pytest.fixture
def hands(tmp_path: Path, qapp: object) -> Iterator[Hands]:
    """The window with the list of みなと野市 taken in, without its column 地区, at 関係機関."""
    cells = [line.split(",") for line in LIST.read_text("utf-8-sig").splitlines()]
    path = tmp_path / "名簿.csv"
    path.write_text("\n".join(",".join(row[:3] + row[4:]) for row in cells), "utf-8")
    with desk(tmp_path / "desk", path) as made:
        made.go("institutions")
        made.choose(made.window.menus["ファイル"], "一覧を取り込む")
        made.button("ファイルを選ぶ")
        made.button("取り込む")
        yield made


def kinds(hands: Hands) -> set[str]:
    """What the list shows in its column 種別."""
    table = hands.tab("institutions").list.table
    column = [item.name for item in Institution.COLUMNS].index("kind")
    return {
        str(table.data(table.index(at, column), Qt.ItemDataRole.DisplayRole))
        for at in range(table.rowCount())
    }


def test_areas_from_a_table_to_a_filter(hands: Hands, table: Path) -> None:
    tab = hands.tab("institutions")
    hands.choose(tab.tools.menu, "区域（地区）")
    page: Any = tab._stack.currentWidget()
    hands.dialogs.answers.append(table)
    hands.button("表から読み込む")
    assert [area.name for area in areas.tree(hands.db).every()][:3] == ["みなと野市", "東部圏域", "錨町"]
    hands.button("住所から割り当てる")
    assert page.gaps.rows.count() == 1  # 椿瀬6-7 lies in no 丁目 of the table
    hands.click(page.gaps.choice.lineEdit())
    hands.say("椿瀬")
    hands.key(KEY.Key_Escape)
    hands.button("この地区にする")
    assert areas.without_district(hands.db) == []
    page.back()
    found = {area.name: area.id for area in areas.tree(hands.db).every()}
    listing = lists.Listing(
        "institutions",
        filters=(("district", frozenset(areas.districts_under(hands.db, found["東部圏域"]))),),
    )
    assert lists.count(hands.db, listing) == 4
    assert cache.differences(hands.db) == []


def test_a_word_of_the_region_is_everywhere_at_once_and_undone_at_once(hands: Hands) -> None:
    hands.window.run_house("show_codes")
    page = hands.window.findChild(CodesPage)
    view = page.table.view
    row = [code.label for code in page.table.model.rows].index("診療所")
    hands.click(view.viewport(), view.visualRect(page.table.model.index(row, 0)).center())
    hands.key(KEY.Key_F2)
    hands.key(KEY.Key_A, CONTROL)
    hands.say("クリニック・医院")
    hands.key(KEY.Key_Return)
    hands.key(KEY.Key_Escape)
    assert "クリニック・医院" in kinds(hands)
    assert "診療所" not in kinds(hands)
    hands.key(KEY.Key_Z, CONTROL)
    assert codes.label(hands.db, "institution_kinds", "clinic") == "診療所"
