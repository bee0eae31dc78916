from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zaitaku_desk.reports import pdf

LETTERS = "あいうえお漢字かなカナー、。「」（）・っゃ々！？ABCabc019 -"


@given(st.text(LETTERS, max_size=200), st.floats(60, 300))
@settings(max_examples=100, deadline=None)
def test_wrapping_loses_nothing_and_fits(text: str, width: float) -> None:
    found = pdf.wrap(text, 10, width)
    assert "".join(line.text for line in found).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= width * 1.06 for line in found)


@pytest.mark.parametrize("width", range(60, 130, 3))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width: int) -> None:
    text = (
        "本日は、「看取り」（在宅）について、ご意見をいただきました。「ありがとうございました。」と、ッキー々。"
        * 3
    )
    found = pdf.wrap(text, 10, width)
    assert not [line.text for line in found[1:] if line.text[0] in pdf.NOT_FIRST]
    assert not [line.text for line in found[:-1] if line.text[-1] in pdf.NOT_LAST]


def test_words_and_numbers_stay_whole() -> None:
    found = pdf.wrap("電話は0800-000-0001までFAXは desk@example.jp まで", 10, 110)
    whole = [line.text for line in found]
    assert any("0800-000-0001" in line for line in whole)
    assert any("desk@example.jp" in line for line in whole)


def test_a_drawn_page_is_a4_and_its_text_can_be_taken_out() -> None:
    document = pdf.Document("試験")
    document.paragraph(50, 50, "髙﨑先生と①の会。" * 20, 10.5, 400, 16)
    document.checkbox(50, 300, 10)
    document.end_page()
    opened = pypdfium2.PdfDocument(io.BytesIO(document.data()))
    page = opened[0]
    assert [round(side) for side in page.get_size()] == [595, 842]
    text = "".join(page.get_textpage().get_text_range().split())
    assert text == "髙﨑先生と①の会。" * 20
    opened.close()


def test_characters_no_font_has_are_collected() -> None:
    document = pdf.Document("試験")
    document.text(50, 50, "東\U0002fa1f", 10)
    assert document.missing == {"\U0002fa1f"}
