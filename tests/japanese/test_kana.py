from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_desk.japanese import kana


@pytest.mark.parametrize(
    "ordered",
    [
        "あい あいだ あう あお",
        "はな ばな ぱな はなこ",
        "はし ばし はしご",
        "かき かぎ がき がぎ かきくけこ",
        "ひょう ひよう びょう びよう",
        "きって きつて きて",
        "カー かあ かい",
        "ああ アイ あう",
        "さとう さどう さとうあきら",
        "さゝき ささき さざき",
        "ほう ぼう ホーム ほおん",
        "はら　たかし|はらだ　あきら",
        "やま だいすけ|やまだ いちろう",
        "わ ゐ ゑ を ん",
        "1 A あ ん 亜",
    ],
)
def test_readings_stand_in_the_order_of_a_name_list(ordered: str) -> None:
    words = ordered.split("|") if "|" in ordered else ordered.split()
    shuffled = words[::-1]
    shuffled.sort(key=kana.sort_key)
    assert shuffled == words


@pytest.mark.parametrize(
    "spellings",
    [
        "さくら=サクラ=ｻｸﾗ",
        "ガーデン=がーでん=ｶﾞｰﾃﾞﾝ=か゛ーて゛ん",
        "リハビリテーション=リハビリテ-ション=リハビリテ―ション",
        "やまだ　たろう=やまだ たろう=ヤマダ  タロウ = やまだ たろう ",
        "ケア・プラン=ケアプラン",
        "ＡＢＣ=abc",
    ],
)
def test_width_and_kind_of_kana_do_not_change_the_order(spellings: str) -> None:
    assert len({kana.sort_key(word) for word in spellings.split("=")}) == 1


@given(st.text(max_size=20))
def test_any_text_has_a_sort_key_that_can_be_stored(text: str) -> None:
    key = kana.sort_key(text)
    assert key == kana.sort_key(text)
    assert "\n" not in key


@given(st.text("あいうえおかがきぎはばぱっつやゃー", max_size=8), st.text("あかがはぱっー", max_size=4))
def test_a_reading_sorts_before_any_that_goes_on(start: str, more: str) -> None:
    if more.strip("ー"):
        assert kana.sort_key(start) < kana.sort_key(start + more)


@pytest.mark.parametrize(
    ("reading", "head"),
    [
        ("いりょうほうじん", "あ"),
        ("ガーデン", "か"),
        ("ｻｸﾗ", "さ"),
        ("づかだ", "た"),
        ("のぞみ", "な"),
        ("ぱーく", "は"),
        ("みどり", "ま"),
        ("ょ", "や"),
        ("りは", "ら"),
        ("ヴィラ", "あ"),
        ("ヲ", "わ"),
        ("ん", "わ"),
        ("ヶ", "か"),
        ("「さくら」", "さ"),
        ("　あ", "あ"),
        ("訪問", ""),
        ("ABC", ""),
        ("", ""),
        ("ー", ""),
    ],
)
def test_a_reading_belongs_to_a_row_of_the_index(reading: str, head: str) -> None:
    assert kana.row(reading) == head


def test_the_index_has_ten_rows() -> None:
    assert "".join(kana.ROWS) == "あかさたなはまやらわ"


def test_kana_are_converted_and_all_else_is_kept() -> None:
    assert kana.to_hiragana("ｻｸﾗガーデン㈱Ａ１ヴ") == "さくらがーでん㈱Ａ１ゔ"
    assert kana.to_katakana("さくらｶﾞｰデン㈱Ａ１ゔゝ") == "サクラガーデン㈱Ａ１ヴヽ"


@given(st.text("ぁあぃいゔゕゖがぱんーゝゞ漢字A1", max_size=20))
def test_hiragana_survive_the_way_to_katakana_and_back(text: str) -> None:
    assert kana.to_hiragana(kana.to_katakana(text)) == text


@pytest.mark.parametrize("text", ["さくら", "サクラ　タロウ", "ｻｸﾗ", "ガーデン・ヒルズ", "が"])
def test_readings_look_like_kana(text: str) -> None:
    assert kana.looks_like_kana(text)


@pytest.mark.parametrize("text", ["", "　", "ー", "桜", "さくら苑", "ABC", "さくら1"])
def test_other_text_does_not(text: str) -> None:
    assert not kana.looks_like_kana(text)
