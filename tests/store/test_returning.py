"""A folder that does not open by itself: its key lost, its file lost, damage met on the way in."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.errors import Unopenable, UserError
from zaitaku_desk.store import backups, desk, returning, save, slots, vault
from zaitaku_desk.store.connection import FILE_NAME
from zaitaku_desk.store.faults import Damaged

PHRASE = "みどりの屋根 ahiru 27"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A protected desk with one backup on a stick and a person entered after it."""
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)
    db, _code = desk.create_desk(tmp_path / "desk", PHRASE)
    save.save(db, save.new("people", id="p", name="浜辺 凪"))
    backups.make(db, "manual", tmp_path / "usb")
    save.save(db, save.new("people", id="q", name="潮見 灯"))
    db.close()
    return tmp_path / "desk"


def lose_the_key(folder: Path) -> None:
    for name in (vault.FILE_NAME, vault.COPY_NAME):
        (folder / name).write_bytes(b"rubbish")


def stick(folder: Path) -> Path:
    return backups.generations_in(folder.parent / "usb")[0].path


def test_a_folder_that_has_lost_its_key_is_not_begun_anew(folder: Path) -> None:
    for name in (vault.FILE_NAME, vault.COPY_NAME):
        (folder / name).unlink()
    before = (folder / FILE_NAME).read_bytes()
    assert desk.exists(folder)
    with pytest.raises(UserError, match="既にデータがあります"):
        desk.create_desk(folder, PHRASE)
    assert not vault.exists(folder)
    assert (folder / FILE_NAME).read_bytes() == before


def test_with_only_the_key_lost_a_backup_gives_the_key_and_the_data_stays(folder: Path) -> None:
    lose_the_key(folder)
    with pytest.raises(Unopenable):
        desk.open_desk(folder, PHRASE)
    db = returning.rescue(folder, stick(folder), PHRASE)
    assert "鍵のファイル" in desk.recovery(db)
    assert save.get(db, "people", "q").name == "潮見 灯"
    db.close()
    desk.open_desk(folder, PHRASE).close()
    assert [path.read_bytes() for path in folder.glob("replaced-*/vault.key")] == [b"rubbish"]


def test_with_key_and_file_lost_the_backup_takes_their_place(folder: Path) -> None:
    lose_the_key(folder)
    (folder / FILE_NAME).write_bytes(bytes(9000))
    db = returning.rescue(folder, stick(folder), PHRASE)
    assert "バックアップから戻しました" in desk.recovery(db)
    assert save.get(db, "people", "p").name == "浜辺 凪"
    assert save.get(db, "people", "q") is None
    db.close()
    assert [path.read_bytes() for path in folder.glob(f"replaced-*/{FILE_NAME}")] == [bytes(9000)]


def test_a_wrong_passphrase_touches_nothing(folder: Path) -> None:
    lose_the_key(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(vault.WrongPassphrase):
        returning.rescue(folder, stick(folder), "ちがう")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_damage_met_on_the_way_in_is_mended_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick look before the opening does not read every page."""
    whole, calls = desk._ready, []

    def first_meets_damage(db: object) -> None:
        calls.append(db)
        if len(calls) == 1:
            db.suspect()
            raise Damaged
        whole(db)

    monkeypatch.setattr(desk, "_ready", first_meets_damage)
    db = desk.open_desk(folder, PHRASE)
    assert save.get(db, "people", "q").name == "潮見 灯"
    db.close()
    assert len(calls) == 2


def test_where_the_key_beside_a_backup_is_missing_no_word_is_called_wrong(
    folder: Path, tmp_path: Path
) -> None:
    code = vault.new_recovery(folder, vault.unlock(folder, PHRASE))
    stick(folder).with_suffix(".key").unlink()
    for word in ({"passphrase": PHRASE}, {"recovery": code}):
        with pytest.raises(vault.VaultUnreadable, match="ないか、壊れています"):
            returning.begin_from(tmp_path / "new", stick(folder), **word)
