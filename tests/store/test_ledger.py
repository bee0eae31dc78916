"""What of the journal has left the file."""

from __future__ import annotations

from zaitaku_desk.store import journal, save
from zaitaku_desk.store.ledger import Fetched, Ledger, digest, hash_in


def cut(ledger: Ledger, most: int = 100) -> int:
    def encode(number: int, ops) -> bytes:
        return f"{number} {len(ops)}".encode()

    return ledger.cut(
        "d" * 32, encode, lambda number, data: f"{number:08}-{data.hex():0>32}-abcdef.zsg", most
    )


def test_every_sealed_operation_is_cut_once(db):
    ledger = Ledger(db)
    for number in range(5):
        save.save(db, save.new("people", name=str(number)))
    assert ledger.unsent() == 5
    assert cut(ledger, most=2) == 3
    assert cut(ledger) == 0
    assert ledger.unsent() == 5  # cut, and not there yet


def test_a_segment_of_long_texts_holds_fewer_of_them(db, monkeypatch):
    monkeypatch.setattr("zaitaku_desk.store.ledger.MOST_TEXT", 5_000)
    for _ in range(4):
        save.save(db, save.new("people", name="長" * 2_000))
    save.save(db, save.new("people", name="長" * 9_000))
    assert cut(Ledger(db)) == 3
    assert Ledger(db).unsent() == 5


def test_what_is_being_typed_waits(db):
    record = save.new("people", name="途中")
    seen = save.save(db, record, save.unseen(record), sealed=False)
    assert Ledger(db).unsent() == 0
    save.seal(db, seen)
    assert Ledger(db).unsent() == 1


def test_presets_are_on_every_device_already(db):
    assert cut(Ledger(db)) == 0


def test_published_operations_make_the_digest_in_any_order(db):
    ledger = Ledger(db)
    for number in range(3):
        save.save(db, save.new("people", name=str(number)))
    cut(ledger, most=1)
    ids = [row[0] for row in db.rows("SELECT id FROM op WHERE segment IS NOT NULL")]
    assert ledger.total().ops == 0
    for held, _ in reversed(ledger.outbox()):
        ledger.publish(held.id, held.device)
    assert ledger.total() == (3, digest(reversed(ids)))
    assert ledger.unsent() == 0


def test_taking_a_segment_is_one_transaction_and_once_is_enough(db):
    ledger = Ledger(db)
    op = journal.Op("o", "x", 5, "", "b", "people", "p", "name", {"name": "遠くの人", "kana": None})
    for expected in (1, 0):
        assert ledger.take([Fetched("a" * 32, "x" * 32, "name", 1, 10, [op])]) == expected
    assert save.get(db, "people", "p").name == "遠くの人"
    assert ledger.known() == {"a" * 32}
    assert ledger.total().ops == 1


def test_moved_operations_lie_in_the_new_segment_only(db):
    ledger = Ledger(db)
    op = journal.Op("o", "x", 5, "", "b", "people", "p", "name", {"name": "遠くの人", "kana": None})
    ledger.take([Fetched("a" * 32, "x" * 32, "name", 1, 10, [op])])
    [held] = ledger.held()
    assert ledger.move(held, "d" * 32, lambda *_: b"1", lambda *_: f"00000001-{'b' * 32}-abcdef.zsg")
    assert ledger.unsent() == 1
    assert [one.hash for one in ledger.held() if one.guards] == ["b" * 32]
    assert not ledger.move(held, "d" * 32, lambda *_: b"2", lambda *_: f"00000002-{'c' * 32}-abcdef.zsg")


def test_bytes_are_kept_until_everybody_has_them(db):
    ledger = Ledger(db)
    save.save(db, save.new("people", name="甲"))
    cut(ledger)
    [(held, data)] = ledger.outbox()
    assert ledger.body(held.id) == data
    ledger.settle([held.id])
    assert ledger.body(held.id) is None


def test_the_last_words_are_remembered(db):
    ledger = Ledger(db)
    assert ledger.words() == []
    for number in range(60):
        ledger.add_word(f"{number}.zak")
    assert ledger.words()[-1] == "59.zak"
    assert len(ledger.words()) == 50


def test_the_hash_stands_in_the_name():
    assert hash_in("00000001-abc-def.zsg") == "abc"
