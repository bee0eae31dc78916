"""Storing one record: as the form does it, and the bare statements on the same file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zaitaku_desk.bench.lists import timed
from zaitaku_desk.bench.timing import p50, p95

WARM_UP = 3


def single(data: str, times: int) -> dict[str, Any]:
    """Autosave of a consultation being typed, and the same writes by hand (row, operation, index); ms."""
    from zaitaku_desk.store import desk, save

    db = desk.open_desk(Path(data))
    record_id = db.rows("SELECT id FROM consultations ORDER BY received_at DESC LIMIT 1")[0][0]
    record, seen = save.open_record(db, "consultations", record_id)
    before: Any = record
    text = before.content or ""
    ours, raw = [], []
    for number in range(times + WARM_UP):

        def autosave(number: int = number) -> None:
            nonlocal seen
            before.content = f"{text}（計測{number}）"
            seen = save.save(db, before, seen, sealed=False)

        ours.append(timed(autosave))
        raw.append(timed(lambda: _by_hand(db, record_id)))
    before.content = text
    seen = save.save(db, before, seen, sealed=False)
    save.seal(db, seen)
    db.close()
    ours, raw = ours[WARM_UP:], raw[WARM_UP:]
    return {"ours": [p50(ours), p95(ours)], "raw": [p50(raw), p95(raw)]}


def _by_hand(db: Any, record_id: str) -> None:
    """Write again what is there: the row, its last operation, its entry in the index."""
    with db.begin_raw() as raw:
        raw.execute("UPDATE consultations SET content = content || '' WHERE id = ?", (record_id,))
        raw.execute(
            "UPDATE op SET value = value || '' WHERE seq = (SELECT max(seq) FROM op WHERE record = ?)",
            (record_id,),
        )
        rank = raw.execute("SELECT rank FROM search_doc WHERE id = ?", (record_id,)).fetchone()[0]
        raw.execute("UPDATE search_doc SET digest = digest + 0 WHERE rank = ?", (rank,))
        raw.execute("DELETE FROM search_text WHERE rowid = ?", (rank,))
        raw.execute("INSERT INTO search_text (rowid, tokens) VALUES (?, ?)", (rank, _tokens(db, record_id)))


_kept: dict[str, str] = {}


def _tokens(db: Any, record_id: str) -> str:
    """What the index holds of the record."""
    if record_id not in _kept:
        from zaitaku_desk.store import documents

        found = next(iter(documents.documents(db, "consultations", [record_id])))
        _kept[record_id] = found.tokens
    return _kept[record_id]
