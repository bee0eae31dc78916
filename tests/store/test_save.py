from __future__ import annotations

from zaitaku_desk.store import cache, lists, save
from zaitaku_desk.store.lists import Listing


def test_a_saved_record_comes_back_as_it_was(db):
    visit = save.new("visits", purpose="開始前のヒアリング", status="done")
    save.save(db, visit)
    assert save.get(db, "visits", visit.id) == visit


def test_what_is_deleted_comes_back_whole(db):
    clinic = save.new("institutions", name="みどり台クリニック", telephone="0000-11-2222")
    save.save(db, clinic)
    save.delete(db, "institutions", clinic.id)
    assert lists.ids(db, Listing("institutions")) == []
    save.restore(db, "institutions", clinic.id)
    assert save.get(db, "institutions", clinic.id) == clinic
    assert cache.differences(db) == []
