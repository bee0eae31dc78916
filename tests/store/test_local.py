from __future__ import annotations

from zaitaku_desk.store import desk, local
from zaitaku_desk.store.connection import Database


def test_a_value_stays_with_the_file_until_it_is_forgotten(db: Database) -> None:
    before = db.rows("SELECT count(*) FROM op")
    local.put(db, "a", "1")
    local.put(db, "a", "2")
    db.close()
    again = desk.open_desk(db.data_dir)
    assert local.get(again, "a") == "2"
    assert again.rows("SELECT count(*) FROM op") == before  # nothing that would be sent
    local.forget(again, "a")
    assert local.get(again, "a") == ""
    again.close()
