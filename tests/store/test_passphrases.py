"""Which passphrases may be used, and how long to wait after a wrong one."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from zaitaku_desk.store import passphrases
from zaitaku_desk.store.passphrases import normalised, problems_of_passphrase


@pytest.mark.parametrize(
    "good",
    [
        "correct horse battery staple",
        "青い鳥が三羽とんで山をこえた",
        "うさぎ-かめ-2つめのかど",
        "Nagoya7midori!sakura",
        "ｎａｇｏｙａ７ｍｉｄｏｒｉ！ｓａｋｕｒａ",
        "ガギグゲゴの歌をうたう夜に",
    ],
)
def test_these_may_be_used(good: str) -> None:
    assert problems_of_passphrase(good) == []


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "short-1",
        "ああああああああああああああああ",
        "aaaaaaaaaaaaaaaaaaa1",
        "abcabcabcabcabcabc",
        "abc1234abc1234abc1234",
        "qwertyuiop1234567890",
        "poiuytrewq0987654321",
        "1qaz2wsx3edc4rfv",
        "ｑｗｅｒｔｙｕｉｏｐ１２３４",
        "password-password1",
        "zaitaku-password-2026",
        "あいうえおかきくけこ1234",
        "1985年4月1日1985/04/01",
        "correcthorsebatterystaple",
        "12345678901234567",
    ],
)
def test_these_may_not_be_used(bad: str) -> None:
    assert problems_of_passphrase(bad)


def test_names_and_birthdays_of_the_person_are_guessable() -> None:
    personal = ("甲野 花子", "こうの はなこ", "hanako", "0877-12-3456")
    assert problems_of_passphrase("甲野花子のhanako-0877123456", personal)
    assert problems_of_passphrase("hanako-19850401-hanako", personal)
    assert not problems_of_passphrase("甲野花子は青い傘と犬を忘れない", personal)


def test_length_is_counted_after_nfkc() -> None:
    assert "13文字以上" in problems_of_passphrase("㍿㌔")[0]
    assert len(normalised("ｶﾞｷﾞ")) == 2


def test_the_same_words_typed_in_any_form_are_the_same() -> None:
    phrase = "ガラスの靴と２つの鍵 Ａbc"
    forms = {unicodedata.normalize(form, phrase) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len({normalised(form) for form in forms | {f" {phrase}　"}}) == 1


def test_the_wait_grows_from_one_to_thirty_seconds(tmp_path: Path) -> None:
    waits = [passphrases.count_wrong(tmp_path) for _ in range(8)]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    assert 29 < passphrases.seconds_to_wait(tmp_path) <= 30


def test_the_right_passphrase_ends_the_wait(tmp_path: Path) -> None:
    passphrases.count_wrong(tmp_path)
    passphrases.forget_wrong(tmp_path)
    assert passphrases.seconds_to_wait(tmp_path) == 0
    assert passphrases.count_wrong(tmp_path) == 1


def test_a_clock_set_back_does_not_lock_her_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passphrases.count_wrong(tmp_path)
    monkeypatch.setattr(passphrases.time, "time", lambda: 0.0)
    assert passphrases.seconds_to_wait(tmp_path) == 30
    monkeypatch.setattr(passphrases.time, "time", lambda: 29.0)
    assert passphrases.seconds_to_wait(tmp_path) == 1
    monkeypatch.setattr(passphrases.time, "time", lambda: 31.0)
    assert passphrases.seconds_to_wait(tmp_path) == 0


def test_a_damaged_counter_makes_the_next_wait_long_but_never_fails(tmp_path: Path) -> None:
    (tmp_path / "unlock.json").write_bytes(b"\x00\xff")
    assert passphrases.seconds_to_wait(tmp_path) == 0
    assert passphrases.count_wrong(tmp_path) == 30
