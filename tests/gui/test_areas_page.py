"""区域（地区）: the tree by keyboard, assigning, and 地区 by hand (A138)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from zaitaku_desk.gui import area_filter
from zaitaku_desk.gui.areas_page import AreasPage
from zaitaku_desk.store import areas, lists
from zaitaku_desk.store.save import get, new, save, save_many


@pytest.fixture
def page(qtbot, office):
    """One city with two districts, three institutions."""
    rows = [
        ("city", "みなと野市", "municipality", None, []),
        ("a", "錨町", "district", "city", ["錨町"]),
        ("b", "波ノ木", "district", "city", ["波ノ木"]),
    ]
    save_many(
        office.db,
        [
            new("areas", id=key, name=name, level=level, parent_id=above, words=words, order=order)
            for order, (key, name, level, above, words) in enumerate(rows)
        ],
    )
    for key, address in (("x", "錨町1"), ("y", "波ノ木2"), ("z", "遠見3")):
        save(office.db, new("institutions", id=key, name=key, municipality="みなと野市", address=address))
    made = AreasPage(office)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.start()
    return made


def names(page):
    return [area.name for area in areas.tree(page.office.db).every()]


def district(page, record_id):
    return get(page.office.db, "institutions", record_id).district


def test_it_says_beforehand_what_assigning_would_do(page):
    assert "新しく決まる機関 2件" in page.told.text()
    assert district(page, "x") is None


def test_assigning_gives_districts_and_shows_who_has_none(page):
    page.assign_button.click()
    assert (district(page, "x"), district(page, "y"), district(page, "z")) == ("錨町", "波ノ木", None)
    assert "決まった機関 2件" in page.told.text()
    assert page.gaps.rows.count() == 1


def test_undo_takes_an_assignment_back_in_one_step(page):
    page.assign()
    page.office.undo.undo()
    assert (district(page, "x"), district(page, "y")) == (None, None)


def test_a_district_is_said_by_hand_and_the_institution_leaves_the_list(page):
    page.assign()
    page.gaps.choice.put("波ノ木")
    page.gaps.button.click()
    assert district(page, "z") == "波ノ木"
    page._count()
    assert page.gaps.rows.count() == 0


def test_insert_makes_an_area_beside_and_shift_insert_below_it(page, say):
    page.tree.choose("a")
    QTest.keyClick(page.tree, Qt.Key.Key_Insert)
    say(page.form.widget("name"), "椿瀬")
    page.flush()
    QTest.keyClick(page.tree, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    say(page.form.widget("name"), "檜皮町")
    page.flush()
    assert names(page) == ["みなと野市", "錨町", "波ノ木", "椿瀬", "檜皮町"]
    below = next(area for area in areas.tree(page.office.db).every() if area.name == "檜皮町")
    assert [area.name for area in areas.tree(page.office.db).path(below.id)] == [
        "みなと野市",
        "椿瀬",
        "檜皮町",
    ]


def test_an_area_that_gets_no_name_is_not_stored(page):
    page.tree.choose("a")
    page.add()
    page.tree.choose("b")
    assert names(page) == ["みなと野市", "錨町", "波ノ木"]
    assert page.tree.topLevelItem(0).childCount() == 2


def test_esc_goes_back_and_a_nameless_area_is_gone_the_next_time(page, qtbot):
    page.add()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.form.widget("name"), Qt.Key.Key_Escape)
    page.start()
    assert page.tree.topLevelItemCount() == 1
    assert page.form.record.name == "みなと野市"


def test_alt_up_moves_an_area_and_keeps_it_chosen(page):
    page.tree.choose("b")
    QTest.keyClick(page.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(page) == ["みなと野市", "波ノ木", "錨町"]
    assert page.tree.current_id() == "b"


def test_enter_renames(page, say):
    page.tree.choose("b")
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    say(page.form.widget("name"), "西")
    page.flush()
    assert names(page) == ["みなと野市", "錨町", "波ノ木西"]


def test_ctrl_delete_takes_an_area_away_with_all_below_it_and_undo_brings_it_back(page):
    page.tree.choose("city")
    QTest.keyClick(page.tree, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert names(page) == []
    page.office.undo.undo()
    assert names(page) == ["みなと野市", "錨町", "波ノ木"]
    assert page.tree.topLevelItemCount() == 1


def test_towns_are_typed_with_commas_and_kept_as_a_list(page):
    page.tree.choose("a")
    page.form.widget("words").setPlainText("錨町、綱手町,貝合町")
    page.flush()
    assert get(page.office.db, "areas", "a").words == ["錨町", "綱手町", "貝合町"]


def test_an_area_cannot_be_put_below_itself(page):
    page.tree.choose("city")
    assert page.form.widget("parent_id").count() == 1  # only 未選択


def test_two_districts_of_one_name_are_said_to_be_one_in_lists(page, say):
    page.tree.choose("city")
    page.add(below=True)
    say(page.form.widget("name"), "錨町")
    page.flush()
    page.form.left.emit("name")
    assert "みなと野市にもあり" in page.form.fields["name"].line.text()


def test_a_table_is_read_in(page, tmp_path):
    path = tmp_path / "圏域.csv"
    path.write_text("市町村,地区,町名\nみなと野市,月灘,千鳥洲\n", "utf-8")
    page.office.dialogs.answers = [path]
    page.read_table()
    assert "月灘" in names(page)
    assert "1件加えました" in page.told.text()
    page._count()
    assert "1件加えました" in page.told.text()


def test_an_empty_tree_says_how_to_begin(qtbot, office):
    made = AreasPage(office)
    qtbot.addWidget(made)
    made.show()
    made.start()
    assert "区域はまだありません" in made.told.text()


def test_a_list_is_filtered_by_an_area_of_any_level(page):
    page.assign()
    keys = {choice.label.strip(): choice.key for choice in area_filter.areas_and_districts(page.office)}
    wanted = area_filter.within(page.office, keys["みなと野市"])
    listing = lists.Listing("institutions", filters=(("district", wanted),))
    assert sorted(lists.ids(page.office.db, listing)) == ["x", "y"]
    assert area_filter.within(page.office, keys["錨町"]) == "錨町"
