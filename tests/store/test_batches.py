"""A batch is read a chunk at a time, each of its records once."""

from __future__ import annotations

from zaitaku_desk.store import batches, save, sources
from zaitaku_desk.store.sources import SourceValues, Words


def test_a_record_that_a_batch_wrote_twice_comes_once(db, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    said = [SourceValues(f"{number}", "list", "2026", {"name": f"港{number}"}) for number in range(5)]
    batch = sources.write(db, said, words=[Words("institutions", "0", "note", {"note": "見た"})])
    found = [record for touched in batches.in_chunks(db, batch) for record in touched["institutions"]]
    assert found == ["0", "1", "2", "3", "4"]
    assert batches.size(db, batch) == 6


def test_records_come_by_kind(db):
    batch = save.save_many(db, [save.new("people", id="p"), save.new("institutions", id="i")])
    assert list(batches.in_chunks(db, batch)) == [{"people": ["p"], "institutions": ["i"]}]


def test_an_unknown_batch_is_empty(db):
    assert (list(batches.in_chunks(db, "none")), batches.size(db, "none")) == ([], 0)
