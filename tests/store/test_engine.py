"""Raw connections: the key, the settings, what a read connection refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.errors import UserError
from zaitaku_desk.store.engine import connect, make_engine

KEY = bytes(range(32))


def setting(raw: sqlcipher.Connection, name: str) -> object:
    return raw.execute(f"PRAGMA {name}").fetchone()[0]


def test_every_commit_is_on_the_disk_and_nothing_temporary_is(tmp_path: Path) -> None:
    raw = connect(tmp_path / "file", KEY)
    assert setting(raw, "journal_mode") == "wal"
    assert setting(raw, "synchronous") == 2
    assert setting(raw, "temp_store") == 2
    assert setting(raw, "foreign_keys") == 0
    raw.close()


def test_the_key_of_the_file_is_derived_not_the_master_key_itself(tmp_path: Path) -> None:
    raw = connect(tmp_path / "file", KEY)
    raw.execute("CREATE TABLE t (a)")
    raw.close()
    plain = sqlcipher.connect(str(tmp_path / "file"))
    plain.execute("PRAGMA cipher_log_level = NONE")
    plain.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    with pytest.raises(sqlcipher.DatabaseError):
        plain.execute("SELECT * FROM t")
    plain.close()


def test_a_read_connection_refuses_to_write(tmp_path: Path) -> None:
    connect(tmp_path / "file", KEY).close()
    raw = connect(tmp_path / "file", KEY, read_only=True)
    with pytest.raises(sqlcipher.OperationalError):
        raw.execute("CREATE TABLE t (a)")
    raw.close()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="開けません"):
        connect(tmp_path / "nowhere" / "file", KEY)


def test_nothing_reaches_the_terminal_when_the_key_is_wrong(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    raw = connect(tmp_path / "file", KEY)
    raw.execute("CREATE TABLE t (a)")
    raw.close()
    with pytest.raises(UserError):
        connect(tmp_path / "file", bytes(32))
    assert capfd.readouterr() == ("", "")


def test_the_engine_uses_one_connection_and_hides_values(tmp_path: Path) -> None:
    raw = connect(tmp_path / "file", KEY)
    engine = make_engine(lambda: raw)
    assert engine.hide_parameters
    with engine.connect() as core, core.begin():
        core.exec_driver_sql("CREATE TABLE t (a)")
        assert raw.in_transaction
    assert not raw.in_transaction
    engine.dispose()
