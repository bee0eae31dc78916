from __future__ import annotations

from datetime import date, datetime

from zaitaku_desk.gui import lookup
from zaitaku_desk.gui.show import moment, shown
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec
from zaitaku_desk.store import save


def test_choices_come_from_the_field_or_its_code_list(office):
    closed = lookup.choices_of(office.db, spec(KINDS["visits"], "status"))
    assert [choice.label for choice in closed] == ["予定", "実施", "辞退", "中止"]
    codes = lookup.choices_of(office.db, spec(KINDS["institutions"], "kind"))
    assert "病院" in [choice.label for choice in codes]


def test_a_key_nobody_knows_is_its_own_label(office):
    assert lookup.label(office.db, spec(KINDS["institutions"], "kind"), "spaceship") == "spaceship"


def test_the_name_of_a_record(office):
    record = save.new("institutions", name="みどり台クリニック")
    save.save(office.db, record)
    assert lookup.name_of(office.db, "institutions", record.id) == "みどり台クリニック"
    assert lookup.name_of(office.db, "institutions", "nobody") == ""
    assert lookup.first_names(office.db, "institutions", 5) == [(record.id, "みどり台クリニック")]


def test_values_in_words(office):
    def show(kind, name, value):
        return shown(office.db, spec(KINDS[kind], name), value, "wareki")

    assert show("institutions", "member", True) == "はい"
    assert show("institutions", "kind", "hospital") == "病院"
    assert show("visits", "visited_on", date(2026, 12, 1)) == "R8.12.1（火）"
    assert show("consultations", "topics", ["home_care"]) == "在宅療養"
    assert show("institutions", "note", None) == ""


def test_a_moment_in_her_style():
    assert moment(datetime(2026, 12, 1, 9, 5), "western") == "2026/12/1（火） 09:05"
    assert moment("2026-12-01", "wareki") == "R8.12.1（火）"
