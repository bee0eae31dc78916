"""One meeting of an open desk with its shared folder: keys, operations, what that means for this device."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.office import Device as DeviceRecord
from zaitaku_desk.sharing import blobs, keys, place
from zaitaku_desk.sharing import sync as engine
from zaitaku_desk.sharing.blobs import Moved
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.sharing.place import Device
from zaitaku_desk.sharing.sync import Outcome, Progress
from zaitaku_desk.store import audit, bulk, conflicts, desk, local, save
from zaitaku_desk.store.journal import Op
from zaitaku_desk.store.ledger import Ledger

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

MANY = 200
"""More records of a kind than this: lists are read again as a whole."""

AT_ONCE = 200
"""Operations in one transaction: what she types in the meantime waits for it. A segment counts as known with
its last one.
"""

Touched = dict[str, list[str]]
"""Kind → ids; none named: many."""

_SEEN = "sharing.seen"


class Met(NamedTuple):
    """What came of it. `touched`: kind → ids that changed here (none named: many); `passphrase_changed` on
    another device, `new_id`: this device was retired or doubled and goes on under another id. `files`: what
    was moved of photos and files; None when the folder went away before.
    """

    outcome: Outcome
    touched: Touched
    conflicts: int
    passphrase_changed: bool = False
    new_id: bool = False
    files: Moved | None = Moved()


class Known(NamedTuple):
    """A device of the shared folder as it last spoke; `at` in ms of UTC, 0 when it never did."""

    id: str
    name: str
    at: int
    level: bool
    retired: bool
    own: bool


def open_folder(path: Path) -> Folder:
    """The folder she means; who chose the one inside means the one around it."""
    return Folder(path.parent if path.name == place.ROOT else path)


def meet(
    db: Database,
    folder: Folder,
    progress: Progress = lambda _done, _total: None,
    *,
    whole: bool = False,
    took: Callable[[Touched], None] = lambda _touched: None,
) -> Met:
    """Sync once. Unreachable when the folder is not there or not ours; then nothing here has changed.

    `whole`: everything is on its way (a new device): tables and index are made once, at the end, or when it
    is opened again if the end is not reached; they are the second half of the progress. `took` is told at
    once what has come in, on this thread: whoever shows it should show it anew.
    """
    place.check(folder, db.vault_id)
    changed = keys.agree(db, folder)
    save.seal(db)
    new_id = db.device in retired_devices(db)
    if new_id:
        desk.new_device(db)
    _retire_former(db)
    _name(db)
    retired = retired_devices(db)
    taken = _Taken(whole, took)
    outcome = engine.sync(
        Ledger(db, taken.take),
        folder,
        _device(db),
        now_ms=_now(),
        retired=retired,
        expected=_expected_devices(db),
        progress=_half(progress, 0) if whole else progress,
        together=bulk.TOGETHER if whole else 0,
    )
    if whole:
        bulk.finish(db, _half(progress, 1))
    new_id = new_id or outcome.twin
    if outcome.twin:  # nobody uses this id from now on
        desk.new_device(db)
    _retire_former(db, last=True)
    _remember(db, outcome)
    if outcome.sent or outcome.received:
        audit.say(db, "sync", detail=f"{outcome.sent} {outcome.received}")
    files = Moved() if whole else _move_files(db, folder, outcome, progress, took)
    return Met(outcome, taken.named(), conflicts.count(db), changed, new_id, files)


def fetch_file(db: Database, path: Path, content: str) -> bool:
    """Fetch the content of one photo or file now; False when it is not there either. Unreachable as meet."""
    return blobs.fetch_one(db, open_folder(path), _device(db), content)


def unsent(db: Database) -> int:
    """Operations no other device can have yet; also those she is still typing in."""
    row = db.row("SELECT count(*) FROM op WHERE sealed = 0")
    return Ledger(db).unsent() + (int(row[0]) if row else 0)


def retired_devices(db: Database) -> frozenset[str]:
    """Ids nobody waits for."""
    return frozenset(row[0] for row in db.rows("SELECT id FROM devices WHERE retired = 1"))


def devices(db: Database) -> list[Known]:
    """Every device anybody heard of, this one first."""
    said: dict[str, Any] = json.loads(local.get(db, _SEEN) or "{}")
    named = {row[0]: row[1:] for row in db.rows("SELECT id, name, retired FROM devices WHERE deleted = 0")}
    found = []
    for one in {**named, **said, db.device: None}:
        name, retired = named.get(one, (None, 0))
        spoke = said.get(one, {})
        found.append(
            Known(
                one,
                name_of(db) if one == db.device else name or spoke.get("name") or one[:8],
                int(spoke.get("at", 0)),
                bool(spoke.get("level")),
                bool(retired),
                one == db.device,
            )
        )
    return sorted(found, key=lambda known: (not known.own, known.retired, known.name))


def name_of(db: Database) -> str:
    """What this device is called."""
    found = save.get(db, DeviceRecord.KIND, db.device)
    return (found.name if isinstance(found, DeviceRecord) else None) or _made_up_name()


def call(db: Database, name: str) -> None:
    """Give this device a name; every device learns it."""
    _put(db, db.device, name=name.strip() or name_of(db))


def retire(db: Database, device_id: str, *, back: bool = False) -> None:
    """Nobody waits for this device any more (or again); what it had sent stays."""
    _put(db, device_id, retired=not back)


def _move_files(
    db: Database,
    folder: Folder,
    outcome: Outcome,
    progress: Progress,
    took: Callable[[Touched], None],
) -> Moved | None:
    """Photos and files after the records that name them; what cannot be moved now is moved next time."""
    try:
        moved = blobs.send_and_fetch(
            db, folder, _device(db), complete=not outcome.bad and not outcome.unsent, progress=progress
        )
    except place.Unreachable:
        return None
    if moved.fetched:
        took({"attachments": []})
    return moved


def _half(progress: Progress, which: int) -> Progress:
    return lambda done, total: progress(done + which * total, 2 * total)


class _Taken:
    """Takes operations in and remembers which records they touch."""

    def __init__(self, whole: bool, took: Callable[[Touched], None]) -> None:
        self._whole, self._took = whole, took
        self._records: dict[str, set[str]] = {}

    def take(self, db: Database, ops: Iterable[Op], also: save.Also | None = None) -> int:
        ops = list(ops)
        touched: dict[str, set[str]] = {}
        for op in ops:
            if op.kind in KINDS:
                touched.setdefault(op.kind, set()).add(op.record)
        if self._whole:
            made = bulk.take(db, ops, also)
        else:
            made = 0
            for start in range(0, len(ops) - AT_ONCE, AT_ONCE):
                made += save.apply(db, ops[start : start + AT_ONCE])
            made += save.apply(db, ops, also)
        for kind, ids in touched.items():
            self._records.setdefault(kind, set()).update(ids)
        if made:
            self._took(_named(touched))
        return made

    def named(self) -> Touched:
        return _named(self._records)


def _named(records: Mapping[str, set[str]]) -> Touched:
    return {kind: sorted(ids) if len(ids) <= MANY else [] for kind, ids in records.items()}


def _device(db: Database) -> Device:
    return Device(db.device, name_of(db), db.key, db.vault_id)


def _made_up_name() -> str:
    return platform.node() or "パソコン"


def _name(db: Database) -> None:
    """Everybody should know what this device is called."""
    if save.get(db, DeviceRecord.KIND, db.device) is None:
        _put(db, db.device, name=name_of(db))


def _retire_former(db: Database, *, last: bool = False) -> None:
    """Nobody waits for the ids this data folder had before; their name goes on. Those nobody has heard of
    may come in with this sync and are dropped `last`.
    """
    for id_ in desk.former_devices(db):
        former = save.get(db, DeviceRecord.KIND, id_)
        if not isinstance(former, DeviceRecord):
            continue
        if not former.retired:
            _put(db, id_, retired=True)
        if former.name and name_of(db) == _made_up_name():
            _put(db, db.device, name=former.name)
    if last and desk.former_devices(db):
        desk.forget_former_devices(db)


def _expected_devices(db: Database) -> frozenset[str]:
    """Every device that is known by its record and in use."""
    rows = db.rows("SELECT id FROM devices WHERE deleted = 0 AND coalesce(retired, 0) = 0")
    return frozenset(row[0] for row in rows)


def _put(db: Database, device_id: str, **values: Any) -> None:
    last = db.last_batch
    record = save.get(db, DeviceRecord.KIND, device_id) or DeviceRecord(id=device_id)
    for name, value in values.items():
        setattr(record, name, value)
    save.save(db, record)
    db.last_batch = last  # nothing she did: Ctrl+Z takes back her own


def _remember(db: Database, outcome: Outcome) -> None:
    said = {
        ack.device: {"name": ack.name, "at": ack.at, "level": ack.total == outcome.total}
        for ack in outcome.words
    }
    said |= {id_: {"name": "", "at": 0, "level": False} for id_ in outcome.silent}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    if said and text != local.get(db, _SEEN):
        local.put(db, _SEEN, text)


def _now() -> int:
    return time.time_ns() // 1_000_000
