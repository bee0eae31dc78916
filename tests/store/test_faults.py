"""Faults of the disk and the file, told in Japanese."""

from __future__ import annotations

import pytest
from sqlalchemy import exc
from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.errors import UserError
from zaitaku_desk.store.faults import CORRUPT, FULL, LOCKED, Damaged, fault, told


def error(code: int) -> sqlcipher.OperationalError:
    made = sqlcipher.OperationalError("the text of the engine")
    made.sqlite_errorcode = code
    return made


def test_a_full_disk_says_what_to_do() -> None:
    with pytest.raises(UserError) as caught, told():
        raise error(FULL)
    assert caught.value.message == "ディスクの空きがないため保存できませんでした。"
    assert "空きを作って" in caught.value.hint
    assert "engine" not in str(caught.value)


def test_the_driver_s_error_is_found_inside_the_one_of_sqlalchemy() -> None:
    assert fault(exc.OperationalError("SELECT 1", {}, error(LOCKED | 256))) == LOCKED


def test_damage_is_its_own_class() -> None:
    with pytest.raises(Damaged), told():
        raise error(CORRUPT)


def test_an_error_in_our_sql_stays_what_it_is() -> None:
    with pytest.raises(sqlcipher.OperationalError), told():
        raise error(1)


def test_other_exceptions_pass() -> None:
    with pytest.raises(ZeroDivisionError), told():
        raise ZeroDivisionError
