from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.store import lists, save, sources
from zaitaku_desk.store.lists import Listing


@pytest.fixture
def tab(qtbot, office):
    found = InstitutionsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    yield found
    found.flush()


def clinic(office, **values):
    made = save.new("institutions", **{"name": "みどり台クリニック", "kind": "clinic", **values})
    save.save(office.db, made)
    office.changes.saved.emit("institutions", [made.id])
    return made


def test_a_new_institution_is_stored_with_the_first_words(tab, office, say):
    tab.new()
    say(tab.form.widget("name"), "ひばり医院")
    tab.flush()
    assert [row[1] for row in lists.page(office.db, Listing("institutions"))] == ["ひばり医院"]


def test_the_head_says_what_one_needs_on_the_phone(tab, office):
    made = clinic(office, district="南町", telephone="0999-11-2222", support_class="clinic2")
    tab.open_record(made.id)
    assert tab.head(made) == ("みどり台クリニック", "診療所 · 支援診2 · 南町 · 0999-11-2222")


def test_a_capability_is_stored_with_the_day_it_was_confirmed(tab, office):
    made = clinic(office)
    tab.open_record(made.id)
    line = tab.capabilities._lines[0]
    QTest.mouseClick(line.group.buttons()[0], Qt.MouseButton.LeftButton)
    (stored,) = lists.children(office.db, "capabilities", made.id)
    assert (stored.code, stored.state, stored.confirmed_on) == ("ventilator", "can", office.today())


def test_a_condition_stands_beside_the_capability(tab, office, say):
    made = clinic(office)
    tab.open_record(made.id)
    line = tab.capabilities._lines[0]
    QTest.mouseClick(line.group.buttons()[1], Qt.MouseButton.LeftButton)
    say(line.condition, "日中のみ")
    tab.flush()
    assert lists.children(office.db, "capabilities", made.id)[0].condition == "日中のみ"


def test_only_what_the_kind_can_do_is_asked(tab, office):
    made = clinic(office, kind="dental")
    tab.open_record(made.id)
    assert [line.item.code for line in tab.capabilities._lines] == [
        "dental_home_visit",
        "oral_care",
        "swallowing",
        "dementia",
    ]


def test_the_same_name_is_warned_of_while_typing(tab, office, say, qtbot):
    clinic(office, telephone="0999-11-2222")
    tab.new()
    say(tab.form.widget("name"), "みどり台クリニック")
    qtbot.waitUntil(lambda: "同じ機関" in tab.form.fields["name"].line.text(), timeout=3000)


def test_what_a_source_says_otherwise_is_offered_and_taken_over(tab, office):
    made = clinic(office, telephone="0999-11-2222")
    said = sources.SourceValues(made.id, "generic/x", "2026-04-01", {"telephone": "0999-33-4444"})
    sources.write(office.db, [said])
    tab.open_record(made.id)
    tab.around.sources.take_over.emit("telephone", "0999-33-4444")
    tab.flush()
    assert save.get(office.db, "institutions", made.id).telephone == "0999-33-4444"


def test_her_people_are_typed_under_the_institution(tab, office):
    made = clinic(office)
    tab.open_record(made.id)
    model = tab.tables["posts"].model
    model.setData(model.index(0, 1), "院長")
    tab.flush()
    assert [post.title for post in lists.children(office.db, "posts", made.id)] == ["院長"]


def test_a_name_typed_under_an_institution_becomes_a_person(tab, office):
    made = clinic(office)
    tab.open_record(made.id)
    model = tab.tables["posts"].model
    model.put(0, model.specs[0], None, words="浜辺 澄子")
    tab.flush()
    (person,) = lists.everything(office.db, "people")
    (post,) = lists.children(office.db, "posts", made.id)
    assert (person.name, post.person_id) == ("浜辺 澄子", person.id)


def test_an_institution_whose_import_is_undone_leaves_the_page(tab, office):
    said = sources.SourceValues("a" * 32, "generic/x", "2026-04-01", {"name": "みなと薬局"})
    sources.write(office.db, [said])
    office.saved("institutions", [])
    tab.open_record(said.institution_id)
    tab.undo()
    assert tab.form.record is None
