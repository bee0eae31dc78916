from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import desk, short_code, vault
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.short_code import SECONDS, TRIES, CodeOver, KeptKey, WrongCode

KEY = bytes(range(32))
CODE = "402917"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_code, "SCRYPT_N", 2**4)


def kept(wall: Clock | None = None, steady: Clock | None = None) -> KeptKey:
    salt = bytes(16)
    kek = short_code._stretch(CODE, salt)
    return KeptKey(KEY, salt, kek, wall or Clock(), steady or Clock())


@pytest.mark.parametrize("typed", [CODE, "４０２９１７", " 402 917 "])
def test_the_digits_open_in_any_width(typed: str) -> None:
    assert kept().open(typed) == KEY


def test_five_wrong_tries_leave_nothing_to_try() -> None:
    key = kept()
    for left in range(TRIES - 1, -1, -1):
        with pytest.raises(WrongCode) as told:
            key.open("111222")
        assert told.value.left == left
    with pytest.raises(CodeOver):
        key.open(CODE)
    assert key.over and not any(key._wrapped)


def test_the_right_digits_give_the_tries_back() -> None:
    key = kept()
    with pytest.raises(WrongCode):
        key.open("111222")
    key.open(CODE)
    assert key.left == TRIES


@pytest.mark.parametrize("which", ["wall", "steady"])
def test_after_eight_hours_of_either_clock_only_the_passphrase_opens(which: str) -> None:
    clocks = {"wall": Clock(), "steady": Clock()}
    key = kept(clocks["wall"], clocks["steady"])
    clocks[which].now += SECONDS - 1
    assert key.open(CODE) == KEY
    clocks[which].now += 1
    with pytest.raises(CodeOver):
        key.open(CODE)


def test_a_clock_turned_back_ends_it() -> None:
    wall = Clock()
    key = kept(wall)
    wall.now -= 3600
    assert key.over


def test_forgetting_overwrites_it() -> None:
    key = kept()
    memory = key._wrapped
    key.forget()
    key.forget()
    assert not memory
    assert key.over


@pytest.mark.parametrize("easy", ["12345", "1234567", "123456", "987654", "111111", "123123", "12a456", ""])
def test_an_easy_code_is_refused(db: Database, easy: str) -> None:
    with pytest.raises(UserError):
        short_code.remember(db, easy)
    assert not short_code.is_set(db)


def test_it_belongs_to_the_open_file_and_can_be_taken_away(db: Database) -> None:
    assert KeptKey.of(db) is None
    short_code.remember(db, CODE)
    key = KeptKey.of(db)
    assert key is not None and key.open(CODE) == bytes(db.key)
    short_code.forget(db)
    assert KeptKey.of(db) is None


def test_nothing_beside_the_encrypted_file_knows_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    db, _ = desk.create_desk(folder, "みどりの屋根 ahiru 27")
    before = {path: path.read_bytes() for path in folder.glob("vault*")}
    short_code.remember(db, CODE)
    db.close()
    assert {path: path.read_bytes() for path in folder.glob("vault*")} == before
    shutil.rmtree(tmp_path / "desk" / "backups", ignore_errors=True)
    with pytest.raises(vault.WrongPassphrase):
        vault.unlock(folder, CODE)
