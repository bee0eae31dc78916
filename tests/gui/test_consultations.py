from __future__ import annotations

from datetime import date, datetime

import pytest

from zaitaku_desk.gui.consultations import ConsultationsTab
from zaitaku_desk.store import lists, save
from zaitaku_desk.store.lists import Listing


@pytest.fixture
def tab(qtbot, office):
    found = ConsultationsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    yield found
    found.flush()


def only(office):
    (found,) = lists.everything(office.db, "consultations")
    return found


def test_a_new_one_is_ready_to_type_with_time_and_desk(tab, office, say, qtbot):
    tab.new()
    qtbot.waitUntil(lambda: tab.form.widget("content").hasFocus(), timeout=2000)
    say(tab.form.widget("content"), "退院後の往診医を探している")
    tab.flush()
    stored = only(office)
    assert stored.received_at == datetime(2026, 11, 22, 9, 30)
    assert (stored.desk, stored.channel, stored.status) == ("main", "telephone", "open")


def test_nothing_is_stored_before_anything_is_typed(tab, office):
    tab.new()
    tab.flush()
    assert lists.everything(office.db, "consultations") == []


def test_the_directory_answers_inside_the_form(tab, office, say, qtbot):
    for name, district in (("みどり台クリニック", "みどり台"), ("港クリニック", "港")):
        save.save(office.db, save.new("institutions", name=name, district=district, kind="clinic"))
    tab.new()
    tab.directory.filters.parts["district"].put("港")
    assert tab.directory.found.topLevelItemCount() == 1
    tab.directory.found._take(tab.directory.found.topLevelItem(0))
    tab.flush()
    assert only(office).referred_to == lists.ids(office.db, Listing("institutions", text="港"))


def test_a_search_without_a_hit_says_what_to_do(tab):
    tab.new()
    tab.directory.words.value = "どこにもない"
    tab.directory.find()
    assert "条件を減らして" in tab.directory.found.topLevelItem(0).text(0)


def test_follow_ups_are_typed_under_it(tab, office, say):
    tab.new()
    say(tab.form.widget("content"), "主治医への聞き方")
    tab.flush()
    model = tab.tables["follow_ups"].model
    model.setData(model.index(0, 3), "先方から返事あり")
    tab.flush()
    assert [item.text for item in lists.children(office.db, "follow_ups", only(office).id)] == [
        "先方から返事あり"
    ]


def test_the_caller_is_a_person_of_the_list_or_just_a_name(tab, office, say):
    person = save.new("people", name="浜辺 澄子", kana="はまべ すみこ")
    save.save(office.db, person)
    tab.new()
    say(tab.form.widget("content"), "相談")
    tab.form.widget("inquirer_name").put(person.id)
    tab.flush()
    assert (only(office).inquirer_id, only(office).inquirer_name) == (person.id, "浜辺 澄子")
    tab.form.widget("inquirer_name").clear()
    say(tab.form.widget("inquirer_name"), "窓口の方")
    tab.flush()
    assert (only(office).inquirer_id, only(office).inquirer_name) == (None, "窓口の方")


def test_a_word_that_is_no_capability_says_that_it_does_not_narrow(tab, office, say):
    tab.new()
    line = tab.directory.filters.parts["capability"].lineEdit()
    say(line, "訪問")
    line.editingFinished.emit()
    assert "「訪問」は一覧にない" in tab.directory.said.text()
    assert not tab.directory.said.isHidden()


def test_who_is_proposed_stands_with_what_was_told_and_its_age(tab, office):
    place = save.new("institutions", name="港クリニック", telephone="0000-31-0001", kind="clinic")
    place.confirmed_on = date(2026, 5, 1)
    save.save(office.db, place)
    able = save.new("capabilities", institution_id=place.id, code="tracheostomy", state="can")
    able.confirmed_on = date(2024, 4, 1)
    save.save(office.db, able)
    tab.new()
    tab.directory.filters.set(capability="tracheostomy")
    for _ in range(2):
        tab.directory.found._take(tab.directory.found.topLevelItem(0))
    tab.flush()
    assert only(office).response == (
        "案内：港クリニック　0000-31-0001（気管切開の管理 可 R6.4.1 古い、最終確認 R8.5.1）"
    )


def test_the_panel_answers_whom_one_may_telephone_now(tab, office):
    save.save(office.db, save.new("institutions", name="港クリニック", kind="clinic"))
    tab.new()
    tab.directory.words.value = "港"
    tab.directory.find()
    headers = [tab.directory.found.headerItem().text(at) for at in range(6)]
    assert headers == ["名称", "電話", "今の電話", "地区", "種別", "最終確認"]
    assert tab.directory.found.topLevelItem(0).text(2) == "？ 時間は未登録"


def test_another_consultation_begins_without_conditions(tab):
    tab.new()
    tab.directory.filters.set(around_the_clock="1")
    tab.new()
    assert tab.directory.filters.values() == ()


def test_the_row_she_stands_on_stays_when_the_list_is_read_again(tab, office):
    for name in ("港クリニック", "港薬局"):
        save.save(office.db, save.new("institutions", name=name, kind="clinic"))
    tab.new()
    tab.directory.words.value = "港"
    tab.directory.find()
    tab.directory.found.setCurrentItem(tab.directory.found.topLevelItem(1))
    tab.directory.find()
    assert tab.directory.found.indexOfTopLevelItem(tab.directory.found.currentItem()) == 1
