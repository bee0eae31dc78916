"""郵便番号 and 住所 help each other, and nothing typed is overwritten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zaitaku_desk.gui import house
from zaitaku_desk.gui.address_help import AddressHelp
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store.save import get, new, save, unseen

NAMES = ("postal_code", "prefecture", "municipality", "address")


@pytest.fixture
def form(qtbot, office):
    """The four fields of a new institution."""
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    for name in NAMES:
        widget = TextEdit(page)
        widget.setObjectName(name)
        layout.addWidget(widget)
    made = Form(page, Institution, office)
    made.help = AddressHelp(made)
    record = new("institutions", name="港")
    made.load(record, unseen(record))
    page.show()
    page.activateWindow()
    return made


def texts(form):
    return tuple(form.widget(name).text() for name in NAMES[1:])


def line(form):
    return form.fields["postal_code"].line


def take_first(form):
    popup = form.help._suggestions._completer.popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


def test_a_code_fills_the_empty_place(form, say):
    say(form.widget("postal_code"), "７６０－００１７")
    assert texts(form) == ("香川県", "高松市", "番町")
    form.flush()
    assert get(form._office.db, "institutions", form.record.id).municipality == "高松市"


def test_a_mistyped_code_is_corrected_with_what_it_brought(form, say):
    say(form.widget("postal_code"), "105-0011")
    form.widget("postal_code").setText("")
    say(form.widget("postal_code"), "760-0017")
    assert texts(form) == ("香川県", "高松市", "番町")


def test_what_she_typed_stays(form, say):
    say(form.widget("address"), "錦町2-3")
    say(form.widget("postal_code"), "760-0017")
    assert texts(form) == ("香川県", "高松市", "錦町2-3")


def test_a_code_of_elsewhere_is_said_and_fills_nothing(form, say):
    say(form.widget("municipality"), "丸亀市")
    say(form.widget("postal_code"), "760-0017")
    assert texts(form) == ("", "丸亀市", "")
    assert "香川県高松市番町" in line(form).text()


def test_several_towns_are_a_list_to_choose_from(form, say):
    code = form.widget("postal_code")
    code.setFocus()
    say(code, "498-0000")
    assert texts(form) == ("", "", "")
    form.help._suggestions.offer(code.text())
    assert form.help._suggestions.open
    take_first(form)
    assert texts(form)[1] in ("弥富市", "桑名郡木曽岬町")


def test_an_address_without_code_offers_one_and_a_click_takes_it(form, say):
    say(form.widget("municipality"), "高松市")
    say(form.widget("address"), "番町一丁目8-15")
    form.left.emit("address")
    assert "760-0017" in line(form).text()
    line(form).linkActivated.emit("760-0017")
    assert form.widget("postal_code").text() == "760-0017"
    assert texts(form) == ("香川県", "高松市", "番町一丁目8-15")


def test_f4_offers_the_codes_of_the_address(form, say):
    say(form.widget("address"), "香川県高松市番町1")
    code = form.widget("postal_code")
    code.setFocus()
    QTest.keyClick(code, Qt.Key.Key_F4)
    take_first(form)
    assert code.text() == "760-0017"


def test_an_unknown_place_offers_nothing(form, say):
    say(form.widget("address"), "汐路県みなと野市錨町1")
    form.left.emit("address")
    assert not line(form).isVisible()
    say(form.widget("postal_code"), "000-0111")
    assert texts(form) == ("", "", "汐路県みなと野市錨町1")


def test_another_record_begins_anew(form, say):
    say(form.widget("postal_code"), "105-0011")
    other = new("institutions", name="灘", prefecture="東京都", municipality="港区", address="芝公園")
    save(form._office.db, other)
    form.load(get(form._office.db, "institutions", other.id))
    form.widget("postal_code").setText("")
    say(form.widget("postal_code"), "760-0017")
    assert texts(form) == ("東京都", "港区", "芝公園")


def test_the_office_gets_its_whole_address(qtbot, office, say):
    page = house.ProfilePage(office)
    qtbot.addWidget(page)
    say(page.form.widget("postal_code"), "760-0017")
    assert page.form.widget("address").text() == "香川県高松市番町"
    assert page.form.widget("municipality").text() == "高松市"


def test_the_district_follows_the_address_she_types(qtbot, office, say):
    save(office.db, new("areas", name="錨町", level="district", words=["錨町"]))
    tab = InstitutionsTab(office)
    qtbot.addWidget(tab)
    tab.build()
    tab.new()
    say(tab.form.widget("name"), "港医院")
    say(tab.form.widget("address"), "錨町1-2")
    tab.form.flush()
    tab.form.left.emit("address")
    assert tab.form.widget("district").value == "錨町"
