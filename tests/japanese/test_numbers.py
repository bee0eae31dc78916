from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_desk.japanese import area_codes, numbers


@pytest.mark.parametrize(
    "text",
    [
        "0847-32-5211",
        "0847325211",
        "０８４７－３２－５２１１",
        "0847‐32‑5211",
        "0847‒32–5211",
        "0847—32―5211",
        "0847−32ー5211",
        "0847ｰ32～5211",
        "0847〜32~5211",
        "0847（32）5211",
        "(0847)32-5211",
        "0847 32 5211",
        "0847.32.5211",
        "+81-847-32-5211",
        "+81 (0)847 32 5211",
        "＋８１－８４７－３２－５２１１",
        "81847325211",
        "0847-32-5211（内線 123）",
        "0847-32-5211 内123",
        "0847-32-5211(代表)",
        "（代）0847-32-5211",
        "TEL:0847-32-5211 FAX:0847-32-9999",
        "℡0847-32-5211",
        "電話番号：0847-32-5211",
        "0847-32-5211、0847-32-5212",
        "0847-32-5211/5212",
        "0847-32-5211 0847-32-5212",
        "847325211",
    ],
)
def test_one_telephone_has_one_key(text: str) -> None:
    assert numbers.telephone(text) == "0847325211"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("090-1234-5678", "09012345678"),
        ("9012345678", "09012345678"),
        ("+81 90 1234 5678", "09012345678"),
        ("0120-123-456", "0120123456"),
        ("32-5211", "325211"),
        ("110", "110"),
        ("なし", ""),
        ("", ""),
    ],
)
def test_other_numbers_have_their_digits_as_key(text: str, key: str) -> None:
    assert numbers.telephone(text) == key


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0847325211", "0847-32-5211"),
        ("０８４７（３２）５２１１", "0847-32-5211"),
        ("+81-847-32-5211", "0847-32-5211"),
        ("0312345678", "03-1234-5678"),
        ("0612345678", "06-1234-5678"),
        ("0849325211", "084-932-5211"),
        ("0429781234", "042-978-1234"),
        ("0429231234", "04-2923-1234"),
        ("0155812345", "01558-1-2345"),
        ("0155412345", "0155-41-2345"),
        ("0499221234", "04992-2-1234"),
        ("09012345678", "090-1234-5678"),
        ("05012345678", "050-1234-5678"),
        ("0120123456", "0120-123-456"),
        ("0120-12-3456", "0120-12-3456"),
        ("08001234567", "0800-123-4567"),
        ("0570000111", "0570-000-111"),
    ],
)
def test_a_certain_number_is_divided(text: str, shown: str) -> None:
    assert numbers.show_telephone(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "32-5211",
        "0847-32-5211（内線 123）",
        "0847-32-5211 0847-32-5212",
        "0390001",
        "0199912345678",
        "なし",
        "",
        "0100-1",
    ],
)
def test_an_uncertain_number_stays_as_it_was_typed(text: str) -> None:
    assert numbers.show_telephone(f" {text} ") == text


def test_a_typed_division_is_believed() -> None:
    assert numbers.show_telephone("08473-2-5211") == "08473-2-5211"


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_a_shown_number_keeps_its_digits(digits: str) -> None:
    shown = numbers.show_telephone(digits)
    assert numbers.telephone(shown) == numbers.telephone(digits)
    assert numbers.show_telephone(shown) == shown


@given(st.text(max_size=20) | st.text("0123456789-+()（）内線 ー８１", max_size=20))
def test_no_text_makes_the_number_readers_fail(text: str) -> None:
    assert numbers.telephone(text).isascii()
    assert numbers.show_telephone(text) is not None
    if numbers.looks_like_telephone(text):
        assert len(numbers.telephone(text)) in (10, 11)
    numbers.to_int(text)
    numbers.postal(text)


def test_an_unknown_prefix_has_no_certain_area_code() -> None:
    assert area_codes.length("0100000000") is None
    assert area_codes.length("0847325211") == 4


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("0847-32-5211", True),
        ("０８４７（３２）５２１１", True),
        ("+81-847-32-5211", True),
        ("090 1234 5678", True),
        ("32-5211", False),
        ("0847-32-5211 0847-32-5212", False),
        ("0847-32-5211（内線1）", False),
        ("2020-12-01", False),
        ("1234567890", False),
        ("さくら", False),
        ("", False),
    ],
)
def test_a_search_text_may_look_like_a_telephone(text: str, is_one: bool) -> None:
    assert numbers.looks_like_telephone(text) is is_one


@pytest.mark.parametrize(
    "text", ["720-0001", "7200001", "〒720-0001", "〒７２０－０００１", "720ー0001", " 〒 720 - 0001 "]
)
def test_a_postal_code_is_read(text: str) -> None:
    assert numbers.postal(text) == "720-0001"


@pytest.mark.parametrize(
    "text", ["", "720001", "72000011", "720-001", "720/0001", "広島県", "0847-32-5211", "①②③④⑤⑥"]
)
def test_what_is_no_postal_code_is_refused(text: str) -> None:
    assert numbers.postal(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２名", 12),
        ("1,234人", 1234),
        ("12,345,678円", 12345678),
        ("三回", 3),
        ("二十一件", 21),
        ("百二十床", 120),
        ("千二百三十四", 1234),
        ("12.0", 12),
        ("-3", -3),
        ("▲3", -3),
        ("3か所", 3),
        ("10 名様", 10),
        ("０", 0),
    ],
)
def test_a_count_is_read_with_its_unit(text: str, value: int) -> None:
    assert numbers.to_int(text) == value


@pytest.mark.parametrize("text", ["", "名", "約30名", "12.5", "1,23", "12ab", "数名", "-", "1-2", "十名程度"])
def test_what_is_no_count_is_refused(text: str) -> None:
    assert numbers.to_int(text) is None


def test_digits_of_any_width_are_kept_in_order() -> None:
    assert numbers.digits("〒７２０-0001 ①a") == "72000011"
