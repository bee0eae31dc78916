"""Opening a data folder: lock, key, file, migration, sealing — in the order that keeps it safe."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, cast

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import new_id
from zaitaku_desk.records.fields import Record, group_value, groups
from zaitaku_desk.store import (
    audit,
    backups,
    ballast,
    cache,
    check,
    device_wipe,
    index,
    journal,
    local,
    migrate,
    process,
    salvaged,
    save,
    vault,
)
from zaitaku_desk.store.connection import FILE_NAME, Database, create_database, open_database
from zaitaku_desk.store.faults import Damaged, is_of_the_disk
from zaitaku_desk.store.lock import FolderLock
from zaitaku_desk.store.pages import PAGE, Progress

if TYPE_CHECKING:
    from zaitaku_desk.records.office import Profile, Staff
    from zaitaku_desk.store.second_key import SecondKey
    from zaitaku_desk.store.slots import Vault

PRESET_VERSION = 3
"""Raised when presets are added. A preset that went out is never changed: its operations keep their ids, so
a desk takes in only the new ones, and an edit is always newer than a preset.
"""

STORY, _MISSING = "recovery", "recovery_missing"
_EMPTY = 5 * PAGE
"""Bytes of a file and its log in which there can be no table yet; a desk has more than a hundred."""
_FIRST_USER = "first_user"
_FORMER = "former_devices"
_PRESETS = "7a1f3d52-3f5c-4a4b-8f0e-2f6a0f0c9d21"


def exists(data_dir: Path) -> bool:
    """True where anything of a desk lies, its key, its file or a backup: no new one is begun there.

    What a kill left of `_begun` is nothing yet: the first copy of a key, and a file without a table.
    """
    if backups.list_generations(data_dir):
        return True
    if vault.is_begun(data_dir):
        return sum(path.stat().st_size for path in _file_and_log(data_dir) if path.exists()) > _EMPTY
    return vault.exists(data_dir) or (data_dir / FILE_NAME).exists()


def create_desk(data_dir: Path, passphrase: str | None = None) -> tuple[Database, str | None]:
    """Make a new data folder and open it; returns the recovery code to print (None without a passphrase).

    UserError when the folder holds data already or is open elsewhere.
    """
    code: str | None = None

    def make() -> Database:
        nonlocal code
        held, key, code = vault.new(passphrase)
        return _begun(data_dir, key, held)

    return _opened(data_dir, make), code


def create_with(data_dir: Path, key: bytes, held: Vault) -> Database:
    """Make a data folder with the key of a shared folder, and open it.

    UserError when the folder holds data already or is open elsewhere.
    """
    return _opened(data_dir, lambda: _begun(data_dir, key, held))


def open_desk(
    data_dir: Path,
    passphrase: str | None = None,
    progress: Progress | None = None,
    way: str = "",
    second: Collection[SecondKey] = (),
) -> Database:
    """Open a data folder with its passphrase (None when it is not protected) and the 鍵ファイル at hand.

    A damaged file is set aside and replaced by the newest backup; what else can be read of it waits to be
    looked through (store/salvaged.py), and `recovery` tells of it (sync.md §3). `progress` is of the check
    after an unclean end, and may raise check.Postponed. UserError says what stands in the way: open
    elsewhere, wrong passphrase, a newer file.
    """
    opened_as: list[str | None] = []

    def unlock() -> bytes:
        key, staff = vault.unlock_as(data_dir, passphrase, second)
        opened_as.append(staff)
        return key

    return open_with(data_dir, unlock, progress, way, who=lambda: opened_as[-1] if opened_as else None)


def open_with(
    data_dir: Path,
    unlock: Callable[[], bytes],
    progress: Progress | None = None,
    way: str = "",
    who: Callable[[], str | None] = lambda: None,
) -> Database:
    """The same with another way to the master key, such as the recovery code or a key already at hand.

    `way` is said in the audit log; `who` tells afterwards whose passphrase it was (vault.unlock_as).
    """
    found: check.Recovery | None = None

    def open_it() -> Database:
        nonlocal found
        key = unlock()
        found = check.safe_start(data_dir, key, progress)
        return open_database(data_dir, key, vault.vault_id(data_dir))

    try:
        db = _opened(data_dir, open_it, way, who)
    except Damaged:  # met on the way in; the file is suspect now, so the second try reads all of it first
        db = _opened(data_dir, open_it, way, who)
    if found:
        try:
            _take_recovered(db, found)
        except BaseException:
            db.close()
            raise
    return db


def recovery(db: Database) -> str:
    """What was done to the file at this start, its first line the news; empty when nothing was."""
    story: str = db.cache.get(STORY, "")
    return story


def may_be_missing(db: Database) -> bool:
    """Whether recovery() tells of something that could not be brought back from here."""
    return bool(db.cache.get(_MISSING))


def put_presets(db: Database) -> None:
    """Bring in the preset code lists, question sets and meeting series: on every device the same."""
    from zaitaku_desk.records.codes import presets as code_presets
    from zaitaku_desk.records.presets import meeting_series, question_sets, questions

    records: list[Record] = [*code_presets(), *question_sets(), *questions(), *meeting_series()]
    save.apply(db, [op for record in records for op in _preset_ops(record)])
    local.put(db, "preset_version", str(PRESET_VERSION))


def profile(db: Database) -> Profile:
    """The organisation profile; an empty one until she has filled it in (A1)."""
    from zaitaku_desk.records.office import PROFILE_ID, Profile

    found = save.get(db, "profiles", PROFILE_ID)
    return found if isinstance(found, Profile) else Profile(id=PROFILE_ID)


def staff_member(db: Database) -> Staff | None:
    """Who is at the keyboard; None until the first start asked."""
    from zaitaku_desk.records.office import Staff

    found = save.get(db, "staff", db.staff) if db.staff else None
    return found if isinstance(found, Staff) else None


def staff(db: Database) -> list[Staff]:
    """Everybody who works at the desk, by name."""
    rows = db.rows("SELECT id FROM staff WHERE deleted = 0 ORDER BY kana, name, id")
    return [cast("Staff", save.get(db, "staff", row[0])) for row in rows]


def guessable(db: Database) -> tuple[str, ...]:
    """Words of the office and its people that no passphrase may consist of (S3)."""
    said = profile(db)
    office = (said.contractor, said.placement, said.sender_name, said.telephone, said.fax, said.email)
    people = (word for one in staff(db) for word in (one.name, one.kana))
    return tuple(word for word in (*office, said.municipality, *people) if word)


def sit_down(db: Database, staff_id: str) -> None:
    """From now on operations carry this member of staff."""
    db.staff = staff_id
    local.put(db, "staff", staff_id)


def first_user(db: Database) -> str:
    """The staff id behind the passphrase without a name; "" while nobody said who she is."""
    return local.get(db, _FIRST_USER) or db.staff


def name_first_user(db: Database) -> None:
    """Before a colleague gets a passphrase: who is at the keyboard now is behind the first one."""
    if not local.get(db, _FIRST_USER) and db.staff:
        local.put(db, _FIRST_USER, db.staff)


def _sit_down_as(db: Database, slot: str | None) -> None:
    """Whoever's passphrase opened it is at the keyboard."""
    if slot is None:
        return
    if slot:
        name_first_user(db)
    staff = slot or first_user(db)
    if staff and staff != db.staff:
        sit_down(db, staff)


def new_device(db: Database, *, instead: bool = True, before: str = "") -> None:
    """Give this data folder a new device id: after a restore, so that its history stays readable.

    `instead` of the old one, which nobody need wait for any more (`former_devices`); not so on a second
    computer, where the old one may still be in use. `before`: the id it had until it went back to this file.
    """
    ids = dict.fromkeys(id_ for id_ in (*former_devices(db), db.device, before) if id_)
    former = " ".join(ids) if instead else ""
    db.device = new_id()
    with db.begin_raw() as raw:
        rows = [("device", db.device), (_FORMER, former)]
        raw.executemany("INSERT OR REPLACE INTO local (key, value) VALUES (?, ?)", rows)


def former_devices(db: Database) -> list[str]:
    """The ids this data folder had before, until a sync has told the others."""
    return local.get(db, _FORMER).split()


def forget_former_devices(db: Database) -> None:
    """The others know."""
    local.put(db, _FORMER, "")


def taken() -> UserError:
    """What she hears where a new desk cannot be begun."""
    return UserError(
        "このフォルダーには既にデータがあります。",
        "別のフォルダーを選ぶか、既にあるデータを開いてください。",
    )


def _begun(data_dir: Path, key: bytes, held: Vault) -> Database:
    """An empty file and its key. The second copy of the key comes last: until then nothing `exists`."""
    if exists(data_dir):
        raise taken()
    vault.begin(data_dir, held)
    for path in (*_file_and_log(data_dir), data_dir / f"{FILE_NAME}-shm"):
        path.unlink(missing_ok=True)
    db = create_database(data_dir, key, held.vault)
    vault.write(data_dir, held)
    return db


def _file_and_log(data_dir: Path) -> tuple[Path, Path]:
    return data_dir / FILE_NAME, data_dir / f"{FILE_NAME}-wal"


def _opened(
    data_dir: Path,
    get: Callable[[], Database],
    way: str = "",
    who: Callable[[], str | None] = lambda: None,
) -> Database:
    """Lock, open, migrate, make ready; when any of it fails, nothing stays open or locked."""
    device_wipe.refuse(data_dir)
    lock = FolderLock(data_dir)
    try:
        process.wipe_temporary(data_dir)
        if ballast.full(data_dir):
            ballast.drop(data_dir)
        db = get()
    except BaseException as error:
        lock.release()
        if is_of_the_disk(error) and ballast.full(data_dir):
            raise UserError(
                "ディスクの空きがないため、データを開けません。",
                "不要なファイルを消して空きを作ってから、もう一度開いてください。データには手を加えていません。",
            ) from None
        raise
    db.on_close += [lambda: process.wipe_temporary(data_dir), lock.release]
    try:
        migrate.upgrade(db)
        _ready(db)
        _sit_down_as(db, who())
        audit.opened(db, way)
    except BaseException:
        db.close()
        raise
    return db


def _ready(db: Database) -> None:
    save.seal(db)
    db.device = local.get(db, "device")
    if not db.device:
        new_device(db)
    db.staff = local.get(db, "staff")
    if local.get(db, migrate.REBUILD):
        with db.begin() as connection:
            cache.rebuild_within(db, connection)
            connection.exec_driver_sql("DELETE FROM local WHERE key = ?", (migrate.REBUILD,))
    if local.get(db, "preset_version") != str(PRESET_VERSION):
        put_presets(db)
    if index.is_stale(db):
        index.rebuild(db)


def _take_recovered(db: Database, found: check.Recovery) -> None:
    """Keep what could be read of the damaged file for her to look through; where there was no backup, take it
    in at once. From now on this is another device (sync.md §3, §4.4).
    """
    if found.restored_from:
        salvaged.keep(found.damaged, db.key, found.operations)
    else:
        save.take_over(db, journal.from_rows(found.operations))
    new_device(db)
    audit.say(db, "restore", detail="damaged")
    check.settle(found)
    db.cache[STORY] = found.told()
    db.cache[_MISSING] = found.missing or found.lost > 0 or not found.restored_from


def _preset_ops(record: Record) -> list[journal.Op]:
    import uuid

    empty = save.unseen(record)
    return [
        journal.Op(
            id=uuid.uuid5(uuid.UUID(_PRESETS), f"1/{record.id}/{grp}").hex,
            device=journal.PRESET,
            hlc=1,
            who="",
            batch="preset",
            kind=record.KIND,
            record=record.id,
            grp=grp,
            value=value,
        )
        for grp in groups(type(record))
        if (value := group_value(record, grp)) != empty.values[grp]
    ]
