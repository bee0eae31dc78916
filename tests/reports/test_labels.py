from __future__ import annotations

import io
import time
from typing import Any

import pypdfium2
import pytest

from tests.reports import samples
from tests.reports.reading import pages
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Made, Request, labels, make
from zaitaku_desk.reports.addressees import Addressee
from zaitaku_desk.reports.label_sheets import SHEETS
from zaitaku_desk.store.connection import Database

MM = 72 / 25.4


def to(count: int, **more: str) -> list[Addressee]:
    values = {"postal": "000-0001", "address": "みなと野市錨町1-2", **more}
    return [
        Addressee(above=(), name=f"浜{number:03}医院", honorific="御中", **values) for number in range(count)
    ]


def request(**options: str) -> Request:
    return Request(today=samples.TODAY, options=options)


def place_of(made: Made, words: str) -> tuple[int, float, float]:
    """Page, and millimetres from the left and the top of where these words begin."""
    document = pypdfium2.PdfDocument(io.BytesIO(made.data))
    try:
        for number, page in enumerate(document):
            text = page.get_textpage()
            found: Any = text.search(words).get_next()
            if found:
                left, _, _, top = text.get_charbox(found[0])
                return number, left / MM, (page.get_height() - top) / MM
    finally:
        document.close()
    raise AssertionError(words)


def test_labels_begin_at_the_label_asked_for_and_go_on_on_the_next_sheet() -> None:
    made = labels.write(to(12), (), request(start="4"))
    assert [page.count("御中") for page in pages(made)] == [9, 3]
    for number, (page, place) in ((0, (0, 3)), (8, (0, 11)), (9, (1, 0))):
        x, y = SHEETS[0].place(place)
        at, left, top = place_of(made, f"浜{number:03}")
        assert at == page
        assert x + labels.PAD <= left < x + labels.PAD + 8 and y < top < y + SHEETS[0].height


def test_a_printer_that_is_off_is_met_by_a_shift() -> None:
    usual, moved = (
        place_of(labels.write(to(1), (), request(**more)), "浜000") for more in ({}, {"shift_x": "1.5"})
    )
    assert moved[1] - usual[1] == pytest.approx(1.5, abs=0.05)


def test_who_has_no_address_is_left_out_and_named() -> None:
    found = [*to(1), Addressee("", "", ("浜病院",), "地域連携室", "御中", "住所")]
    made = labels.write(found, (), request())
    assert "地域連携室" not in "".join(pages(made))
    assert made.warnings == ("住所がないため作っていません（1件）：浜病院 地域連携室",)


def test_a_missing_postal_code_is_told_but_the_label_is_made() -> None:
    made = labels.write(to(1, postal="", missing="郵便番号"), (), request())
    assert "浜000医院" in pages(made)[0] and "郵便番号がありません" in made.warnings[0]


def test_nobody_with_an_address_is_refused() -> None:
    with pytest.raises(UserError, match="住所"):
        labels.write(to(1, address="", missing="住所"), (), request())


def test_a_label_that_is_not_on_the_sheet_is_refused() -> None:
    with pytest.raises(UserError, match="13番目"):
        labels.write(to(1), (), request(start="13"))


def test_two_hundred_labels_are_quick() -> None:
    began = time.perf_counter()
    labels.write(to(200), (), request())
    assert time.perf_counter() - began < 2


def test_only_listed_institutions_get_one_from_the_registry(region: Database) -> None:
    made = make("labels_pdf", region, request())
    assert "".join(pages(made)).count("御中") == 8
    assert "髙﨑歯科" in made.warnings[0]
    assert "架空一郎先生" in "".join(pages(make("people_labels_pdf", region, request())))
