"""vault.key on the shared folder (decisions 22)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.sharing import desks
from tests.store.sticks import plug_in, stick
from zaitaku_desk.sharing import keys
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.sharing.place import Unreachable
from zaitaku_desk.store import backups, desk, second_factor, second_key, vault
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.slots import Slot, Vault

OLD, MINE, OTHER, RECOVERY = (Slot("passphrase", wrapped) for wrapped in ("0", "1", "2", "3"))
LAST = Vault("v", "c", 1, (OLD, RECOVERY))
NEW = "あたらしい ことば 2027"


def test_a_passphrase_changed_elsewhere_is_taken_over_and_told(
    office_pc: Database, laptop: Database, drive: Path, tmp_path: Path
) -> None:
    vault.set_passphrase(office_pc.data_dir, office_pc.key, NEW)
    assert not desks.meet(office_pc, drive).passphrase_changed
    assert desks.meet(laptop, drive).passphrase_changed
    laptop.close()
    desk.open_desk(tmp_path / "laptop", NEW).close()
    with pytest.raises(vault.WrongPassphrase):
        desk.open_desk(tmp_path / "laptop", desks.PASSPHRASE)


def test_a_damaged_key_on_the_share_is_put_right(office_pc: Database, drive: Path) -> None:
    for path in keys.PATHS:
        (drive / path).write_bytes(b"torn")
    desks.meet(office_pc, drive)
    assert keys.there(Folder(drive)) == desks.key_file(office_pc.data_dir)


def test_the_key_of_other_data_is_not_taken_over(office_pc: Database, drive: Path) -> None:
    other = replace(desks.key_file(office_pc.data_dir), key_check="other", version=99)
    keys.put(Folder(drive), other, office_pc.key)
    with pytest.raises(Unreachable):
        desks.meet(office_pc, drive)


def test_whoever_changed_gives_to_the_other() -> None:
    newer = replace(LAST, version=2, slots=(MINE, RECOVERY))
    assert keys.joined(newer, LAST, LAST) == keys.joined(LAST, newer, LAST) == newer
    assert keys.joined(newer, LAST, None) == newer


def test_what_both_changed_is_joined_and_what_one_took_away_is_gone() -> None:
    mine, theirs = (
        replace(LAST, version=2, slots=(MINE, RECOVERY)),
        replace(LAST, version=3, slots=(OTHER, OLD)),
    )
    made = keys.joined(mine, theirs, LAST)
    assert (made.version, made.slots) == (4, (MINE, OTHER))


@pytest.mark.parametrize("key", [bytes(32), b""])
def test_who_has_no_key_cannot_lock_everybody_out(
    office_pc: Database, laptop: Database, drive: Path, key: bytes
) -> None:
    """A vault.key without slots, of a higher version: nobody has vouched for it."""
    before = desks.key_file(laptop.data_dir)
    keys.put(Folder(drive), replace(before, version=before.version + 5, slots=()), key)
    assert not desks.meet(laptop, drive).passphrase_changed
    assert desks.key_file(laptop.data_dir) == before == keys.there(Folder(drive))


def test_an_old_passphrase_does_not_come_back_with_an_old_file(
    office_pc: Database, laptop: Database, drive: Path
) -> None:
    old = (drive / keys.PATHS[0]).read_bytes()
    vault.set_passphrase(office_pc.data_dir, office_pc.key, NEW)
    desks.meet(office_pc, drive)
    desks.meet(laptop, drive)
    for path in keys.PATHS:
        (drive / path).write_bytes(old)
    assert not desks.meet(laptop, drive).passphrase_changed
    assert keys.there(Folder(drive)) == desks.key_file(office_pc.data_dir)


def with_file(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> second_key.SecondKey:
    """From now on the first passphrase needs a file on a stick."""
    plug_in(monkeypatch, tmp_path)
    return second_key.read(second_factor.begin(db, desks.PASSPHRASE, stick(tmp_path), staff=""))


def test_a_file_that_is_needed_here_is_needed_on_every_laptop(
    office_pc: Database, laptop: Database, drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = backups.make(laptop, "manual")
    key = with_file(office_pc, tmp_path, monkeypatch)
    desks.meet(office_pc, drive)
    assert desks.meet(laptop, drive).passphrase_changed
    laptop.close()
    with pytest.raises(second_key.SecondKeyNeeded):
        desk.open_desk(tmp_path / "laptop", desks.PASSPHRASE)
    with pytest.raises(second_key.SecondKeyNeeded):
        backups.key_of(old, desks.PASSPHRASE)
    desk.open_desk(tmp_path / "laptop", desks.PASSPHRASE, second=[key]).close()


def test_one_needs_a_file_and_another_gets_a_passphrase_meanwhile(
    office_pc: Database, laptop: Database, drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = with_file(office_pc, tmp_path, monkeypatch)
    vault.set_passphrase(laptop.data_dir, laptop.key, NEW, staff="b")
    for one in (office_pc, laptop, office_pc):
        desks.meet(one, drive)
    for one in (office_pc, laptop):
        assert vault.unlock_as(one.data_dir, NEW) == (one.key, "b")
        assert vault.unlock_as(one.data_dir, desks.PASSPHRASE, [key]) == (one.key, "")
        with pytest.raises(vault.WrongPassphrase):
            vault.unlock(one.data_dir, desks.PASSPHRASE)
        vault.passphrases.forget_wrong(one.data_dir)


def test_an_older_vault_key_on_the_share_does_not_bring_the_passphrase_alone_back(
    office_pc: Database, drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [(drive / path).read_bytes() for path in keys.PATHS]
    key = with_file(office_pc, tmp_path, monkeypatch)
    desks.meet(office_pc, drive)
    for path, content in zip(keys.PATHS, before, strict=True):
        (drive / path).write_bytes(content)
    desks.meet(office_pc, drive)
    held = keys.there(Folder(drive))
    assert held is not None and held == vault.read(office_pc.data_dir)
    assert [slot.second for slot in held.slots if slot.kind == "passphrase"] == [key.id]
