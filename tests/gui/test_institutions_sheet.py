"""The sheet of an institution by its kind, through the page."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.pages import settle
from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.store import lists, save, sources


@pytest.fixture
def tab(qtbot, office):
    found = InstitutionsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    qtbot.waitExposed(found)
    yield found
    found.flush()


def stored(office, what="institutions", /, **values):
    made = save.new(what, **values)
    save.save(office.db, made)
    return made


def opened(tab, office, **values):
    made = stored(office, **{"name": "みどり台クリニック", "kind": "clinic", **values})
    tab.open_record(made.id)
    settle()
    return made


def visible(tab, name):
    return tab.form.widget(name).isVisible()


def test_a_hospital_is_asked_for_its_liaison_office_and_a_clinic_is_not(tab, office):
    opened(tab, office, kind="hospital")
    assert visible(tab, "liaison_contact")
    opened(tab, office, kind="clinic")
    assert not visible(tab, "liaison_contact")


def test_the_sheet_changes_at_once_with_the_kind_and_no_value_is_lost(tab, office):
    made = opened(tab, office, clinic_class="new")
    kind = tab.form.widget("kind")
    kind.setFocus()
    kind.put("hospital")
    settle()
    assert visible(tab, "liaison_contact")
    assert visible(tab, "clinic_class")  # it holds something
    tab.flush()
    assert save.get(office.db, "institutions", made.id).clinic_class == "new"


def test_an_association_has_neither_room_nor_capabilities(tab, office):
    opened(tab, office, kind="association")
    assert not visible(tab, "vacancy")
    assert not tab.capabilities._lines
    assert tab.capabilities.confirming.isVisible()
    assert tab.tables["posts"].isVisible()


def test_a_new_institution_is_asked_for_its_address_at_once(tab, office):
    opened(tab, office)
    assert not visible(tab, "address")
    tab.new()
    settle()
    assert visible(tab, "address")


def test_a_folded_section_says_what_it_holds(tab, office):
    opened(tab, office, address="錨町1丁目2番3号", municipality="みなと野市")
    section = next(part for part in tab.around.sheet.sections if part.objectName() == "section_address")
    assert section._head.words.text() == "みなと野市　錨町1丁目2番3号"


def test_an_empty_table_is_only_an_invitation(tab, office, say):
    made = opened(tab, office)
    table = tab.tables["agreements"]
    assert not table.view.isVisible()
    QTest.mouseClick(table._invite, Qt.MouseButton.LeftButton)
    settle()
    assert table.view.isVisible()
    table.model.put(0, table.model.specs[0], None, words="みなと病院")
    (agreed,) = lists.children(office.db, "agreements", made.id)
    assert agreed.partner_text == "みなと病院"
    opened(tab, office, name="海辺クリニック")
    assert not table.view.isVisible()


def test_a_contact_is_noted_with_its_moment_and_stands_among_where_they_met(tab, office):
    made = opened(tab, office)
    table = tab.tables["contacts"]
    table.open()
    table.model.put(0, table.model.specs[3], "受入れの相談")
    (contact,) = lists.children(office.db, "contacts", made.id)
    assert contact.happened_at == datetime(2026, 11, 22, 9, 30)
    assert "受入れの相談" in tab.around.related.item(0).text()


def test_the_newest_contact_stands_first(tab, office):
    made = opened(tab, office)
    for day in (1, 20, 9):
        stored(office, "contacts", institution_id=made.id, happened_at=datetime(2026, 11, day, 10, 0))
    tab.form.load(None)
    tab.open_record(made.id)
    assert [row.happened_at.day for row in tab.tables["contacts"].model.rows] == [20, 9, 1]


def test_who_begins_home_visits_gets_a_list_to_tick(tab, office):
    made = opened(tab, office, regular_home_visit_status="planned")
    assert tab.around.preparations.isVisible()
    box, day = tab.around.preparations.lines[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    (item,) = lists.children(office.db, "preparations", made.id)
    assert (item.item, item.done_on) == ("filing", office.today())
    assert day.text() == "R8.11.22"


def test_the_list_to_tick_comes_with_the_answer(tab, office):
    opened(tab, office)
    assert not tab.around.preparations.isVisible()
    tab.form.widget("regular_home_visit_status").put("planned")
    settle()
    assert tab.around.preparations.isVisible()


def test_how_the_doctor_likes_to_be_reached_is_seen_before_one_dials(tab, office):
    made = stored(office, name="みどり台クリニック", kind="clinic")
    doctor = stored(office, "people", name="浜辺 澄子", reach_by="telephone", call_hours="12:30～13:30")
    stored(office, "posts", institution_id=made.id, person_id=doctor.id, name="浜辺 澄子", title="院長")
    tab.open_record(made.id)
    button, words, _ = tab.around.reach.lines[0]
    assert tab.around.reach.isVisible()
    assert (button.text(), words.text()) == ("浜辺 澄子（院長）", "電話　12:30～13:30")


def test_what_a_partner_noted_is_seen_on_both_pages(tab, office):
    hospital = stored(office, name="みなと病院", kind="hospital")
    clinic = stored(office, name="みどり台クリニック", kind="clinic")
    stored(office, "agreements", institution_id=clinic.id, partner_id=hospital.id, kind="backup")
    tab.open_record(hospital.id)
    assert tab.around.partners.isVisible()
    assert tab.around.partners.lines[0][0].text() == "みどり台クリニック"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("clinic", "今は避ける　診療中（9:00～12:00）"),
        ("pharmacy", "今 電話してよい　受付時間内（9:00～12:00）"),
    ],
)
def test_the_head_says_whether_to_telephone_now(tab, office, kind, words):
    office.now = lambda: datetime(2026, 11, 24, 9, 30)
    opened(tab, office, kind=kind, opening_hours={"tue": [["09:00", "12:00"]]})
    assert tab.pane._note.text() == words


def test_a_value_knows_whose_it_is_and_since_when(tab, office):
    made = opened(tab, office, telephone="0999-11-2222", fax="0999-11-2223")
    said = {"telephone": "0999-33-4444", "url": "https://midori.example.jp/"}
    sources.write(office.db, [sources.SourceValues(made.id, "generic/x", "2025-10-01", said)])
    tab.form.load(None)
    tab.open_record(made.id)
    labels = {name: tab.form.fields[name].label for name in ("telephone", "fax", "url")}
    assert labels["url"].toolTip() == "出典　generic/x　R7.10.1"
    assert "出典" in labels["url"].text()
    assert labels["telephone"].toolTip().endswith("generic/xでは「0999-33-4444」")
    assert labels["fax"].toolTip().startswith("この事務所の入力　R")
    assert "出典" not in labels["fax"].text()


def test_what_a_list_says_is_put_in_words(tab, office):
    made = opened(tab, office, closed_days="日曜")
    said = {
        "opening_hours": {"mon": [["09:00", "12:00"]]},
        "closed_days": "日曜",
        "filings": ["在支診", "がん"],
    }
    save.save(office.db, save.get(office.db, "institutions", made.id))
    sources.write(office.db, [sources.SourceValues(made.id, "generic/x", "2025-10-01", said)])
    mine = save.get(office.db, "institutions", made.id)
    mine.opening_hours, mine.filings = {"mon": []}, ["在支病"]
    save.save(office.db, mine)
    tab.form.load(None)
    tab.open_record(made.id)
    from PySide6.QtWidgets import QLabel

    words = [label.text() for label in tab.around.sources.findChildren(QLabel) if not label.isHidden()]
    assert "診療・営業時間：出典では「月 9:00～12:00」" in words
    assert "届出（施設基準）：出典では「在支診、がん」" in words
    assert "同じ内容：休診日" in words


def test_yearly_figures_begin_with_the_year_that_is_over(tab, office):
    made = opened(tab, office)
    model = tab.tables["yearly_figures"].model
    model.put(0, model.specs[1], "end_of_life")
    (figure,) = lists.children(office.db, "yearly_figures", made.id)
    assert figure.fiscal_year == 2025


def test_staff_is_counted_as_of_a_day(tab, office):
    made = opened(tab, office, kind="hospital")
    model = tab.tables["staff_counts"].model
    model.put(0, model.specs[0], "physician")
    model.put(0, model.specs[1], 14)
    (count,) = lists.children(office.db, "staff_counts", made.id)
    assert (count.profession, count.count, count.counted_on) == ("physician", 14, date(2026, 11, 22))


def test_what_is_said_of_the_room_is_said_now(tab, office):
    made = opened(tab, office)
    tab.form.widget("vacancy").put("limited")
    settle()
    tab.flush()
    assert save.get(office.db, "institutions", made.id).vacancy_at == office.now()


def test_room_of_some_days_ago_says_how_old_it_is(tab, office):
    opened(tab, office, vacancy="open", vacancy_at=datetime(2026, 11, 1, 9, 0))
    line = tab.form.fields["vacancy"].line
    assert line.text() == "古い：21日前の情報です"
    tab.form.widget("vacancy").put("full")
    settle()
    tab.flush()
    assert line.isHidden()


def test_what_was_joined_brings_its_tables_along(tab, office):
    loser = stored(office, name="みどり台クリニック（旧）", kind="clinic")
    stored(office, "contacts", institution_id=loser.id, content="受入れの相談")
    winner = stored(office, name="みどり台クリニック", kind="clinic")
    loser.merged_into = winner.id
    save.save(office.db, loser)
    tab.open_record(winner.id)
    assert [row.content for row in tab.tables["contacts"].model.rows] == ["受入れの相談"]


def test_what_could_not_be_read_is_never_folded_away(tab, office):
    opened(tab, office, kind="clinic", as_typed={"alternate_contact": "？"})
    assert visible(tab, "alternate_contact")
    opened(tab, office, name="海辺クリニック")
    assert not visible(tab, "alternate_contact")
