from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.gui.people import PeopleTab
from zaitaku_desk.store import lists, save


@pytest.fixture
def tab(qtbot, office):
    found = PeopleTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    yield found
    found.flush()


def test_the_head_names_the_post_of_today(tab, office):
    clinic = save.new("institutions", name="みどり台クリニック")
    person = save.new("people", name="浜辺 澄子", profession="physician")
    old = save.new(
        "posts", person_id=person.id, institution_id=clinic.id, title="副院長", ends_on=date(2025, 3, 31)
    )
    now = save.new(
        "posts", person_id=person.id, institution_id=clinic.id, title="院長", starts_on=date(2025, 4, 1)
    )
    save.save_many(office.db, [clinic, person, old, now])
    tab.open_record(person.id)
    assert tab.head(person) == ("浜辺 澄子", "医師 · みどり台クリニック　院長")
    assert [row.title for row in tab.tables["posts"].model.rows] == ["副院長", "院長"]


def test_the_same_name_in_variant_characters_is_warned_of(tab, office, say, qtbot):
    save.save(office.db, save.new("people", name="舩津 太郎", profession="physician"))
    tab.new()
    say(tab.form.widget("name"), "船津太郎")
    qtbot.waitUntil(lambda: "舩津 太郎" in tab.form.fields["name"].line.text(), timeout=3000)


def test_whether_now_is_a_good_time_stands_in_the_head(tab, office):
    made = save.new("people", name="舩津 太郎", call_hours="9:00～10:00")
    save.save(office.db, made)
    tab.open_record(made.id)
    assert tab.pane._note.text() == "今 電話してよい　よい時間帯（9:00～10:00）"


def test_a_list_of_people_is_taken_in_from_here(tab, office, tmp_path):
    path = tmp_path / "名簿.csv"
    path.write_text("氏名,職種,所属\n海野　灯,看護師,丘医院\n", encoding="utf-8")
    tab.build()
    tab.import_list()
    tab._wizard.plan(path)
    tab._wizard.mapping.page.read_button.click()
    tab._wizard.mapping.people.apply_button.click()
    assert [person.name for person in lists.everything(office.db, "people")] == ["海野　灯"]
    assert tab.list.isVisible()
