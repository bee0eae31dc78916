"""Opening a data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.store.laptops import is_whole, state
from zaitaku_desk.errors import UserError
from zaitaku_desk.records.office import PROFILE_ID
from zaitaku_desk.store import backups, desk, journal, lists, migrate, salvaged, save, vault
from zaitaku_desk.store.connection import FILE_NAME, Database
from zaitaku_desk.store.lists import Listing


@pytest.mark.skipif(sys.platform == "win32", reason="modes are Unix")
def test_another_account_of_the_computer_reads_nothing_and_takes_no_lock(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        desk.create_desk(tmp_path / "desk")[0].close()  # unprotected: the key lies there as it is
    finally:
        os.umask(before)
    modes = {
        name: (tmp_path / "desk" / name).stat().st_mode & 0o077
        for name in (".", vault.FILE_NAME, vault.COPY_NAME)
    }
    assert set(modes.values()) == {0}


def test_words_of_the_office_and_its_people_are_guessable(db: Database) -> None:
    save.save(db, save.new("profiles", id=PROFILE_ID, contractor="みどり台医師会", telephone="0000-11-2222"))
    save.save(db, save.new("staff", name="山野 花子", kana="やまの はなこ"))
    assert set(desk.guessable(db)) == {"みどり台医師会", "0000-11-2222", "山野 花子", "やまの はなこ"}


def test_a_new_desk_has_its_presets_and_opens_again(tmp_path: Path):
    db, code = desk.create_desk(tmp_path / "desk")
    assert code is None
    device, before = db.device, state(db)
    assert [item.title for item in lists.everything(db, "question_sets")] != []
    db.close()
    db = desk.open_desk(tmp_path / "desk")
    assert (db.device, state(db), desk.recovery(db)) == (device, before, "")
    db.close()


@pytest.mark.parametrize("left", [None, 0, 4096, 5 * 4096])
def test_a_key_without_copy_and_table_is_a_start_that_was_never_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int | None
):
    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(desk, "create_database", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.create_desk(tmp_path, "みなとの風と春のさくら")
    if left is not None:
        (tmp_path / FILE_NAME).write_bytes(bytes(left))
    assert vault.exists(tmp_path)
    assert not desk.exists(tmp_path)
    desk.create_desk(tmp_path, "海と山のあいだの小さな町")[0].close()
    desk.open_desk(tmp_path, "海と山のあいだの小さな町").close()


def test_an_existing_key_is_never_made_anew(tmp_path: Path):
    desk.create_desk(tmp_path, "みなとの風と春のさくら")[0].close()
    before = (tmp_path / "vault.key").read_bytes()
    with pytest.raises(UserError, match="既にデータ"):
        desk.create_desk(tmp_path, "海と山のあいだの小さな町")
    assert (tmp_path / "vault.key").read_bytes() == before


def test_a_file_with_tables_is_kept_also_where_the_copy_of_its_key_is_gone(tmp_path: Path):
    desk.create_desk(tmp_path)[0].close()
    (tmp_path / "vault.key.bak").unlink()
    assert desk.exists(tmp_path)
    with pytest.raises(UserError, match="既にデータ"):
        desk.create_desk(tmp_path)
    desk.open_desk(tmp_path).close()
    assert (tmp_path / "vault.key.bak").exists()


@pytest.mark.parametrize("lost", [(), ("vault.key",), ("vault.key.bak",)])
def test_where_the_file_is_gone_no_new_desk_is_begun(tmp_path: Path, lost: tuple[str, ...]):
    db, _code = desk.create_desk(tmp_path)
    backups.make(db)
    db.close()
    for name in (FILE_NAME, *lost):
        (tmp_path / name).unlink()
    assert desk.exists(tmp_path)
    with pytest.raises(UserError, match="既にデータ"):
        desk.create_desk(tmp_path)


def test_presets_are_the_same_operations_on_every_device(tmp_path: Path):
    found = []
    for name in ("a", "b"):
        db, _ = desk.create_desk(tmp_path / name)
        found.append({op.id for op in journal.everything(db)})
        assert {op.device for op in journal.everything(db)} == {journal.PRESET}
        db.close()
    assert found[0] == found[1]


def test_newer_presets_come_in_and_leave_what_she_changed(data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    db = desk.open_desk(data_dir)
    code = save.get(db, "codes", "professions:nurse")
    code.label = "看護職"
    save.save(db, code)
    db.close()
    monkeypatch.setattr(desk, "PRESET_VERSION", desk.PRESET_VERSION + 1)
    db = desk.open_desk(data_dir)
    assert save.get(db, "codes", "professions:nurse").label == "看護職"
    assert is_whole(db)
    db.close()


def test_it_opens_once_only(data_dir: Path):
    db = desk.open_desk(data_dir)
    with pytest.raises(UserError):
        desk.open_desk(data_dir)
    db.close()
    desk.open_desk(data_dir).close()


def test_a_wrong_passphrase_leaves_the_folder_free(tmp_path: Path):
    phrase = "かぜ そら うみ やま"
    db, code = desk.create_desk(tmp_path / "desk", phrase)
    db.close()
    with pytest.raises(vault.WrongPassphrase):
        desk.open_desk(tmp_path / "desk", "ちがう ことば です ね")
    desk.open_desk(tmp_path / "desk", phrase).close()
    assert code is not None
    desk.open_with(tmp_path / "desk", lambda: vault.unlock_with_recovery(tmp_path / "desk", code)).close()


@pytest.mark.parametrize("step", ["upgrade", "is_current"])
def test_whatever_fails_at_the_start_leaves_the_folder_free(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "upgrade", lambda _db: (_ for _ in ()).throw(UserError("だめ")))
        with pytest.raises(UserError, match="だめ"):
            desk.open_desk(data_dir)
    with monkeypatch.context() as patch:
        patch.setattr(save, "seal", lambda _db: (_ for _ in ()).throw(UserError("だめ")))
        with pytest.raises(UserError, match="だめ"):
            desk.open_desk(data_dir)
    desk.open_desk(data_dir).close()


def test_who_sits_there_is_remembered(data_dir: Path):
    db = desk.open_desk(data_dir)
    assert desk.staff_member(db) is None
    me = save.new("staff", name="灯台 みさき")
    save.save(db, me)
    desk.sit_down(db, me.id)
    db.close()
    db = desk.open_desk(data_dir)
    assert desk.staff_member(db) == me
    db.close()


def test_the_profile_is_empty_until_she_fills_it_in(db):
    assert desk.profile(db).contractor is None
    save.save(db, save.new("profiles", id=PROFILE_ID, contractor="見本市医師会"))
    assert desk.profile(db).contractor == "見本市医師会"


def flip(file: Path, places: list[int]) -> None:
    with file.open("r+b") as content:
        for place in places:
            content.seek(place)
            byte = content.read(1)[0]
            content.seek(place)
            content.write(bytes([byte ^ 0xFF]))


@pytest.mark.parametrize("with_backup", [True, False])
def test_a_damaged_file_is_replaced_and_what_can_be_read_of_it_comes_in(data_dir: Path, with_backup: bool):
    db = desk.open_desk(data_dir)
    device = db.device
    people = [save.new("people", name=f"見本{number}", note="あ" * 300) for number in range(60)]
    save.save_many(db, people[:20])
    form = save.open_record(db, "people", people[0].id)
    form[0].note = "書きかけ"
    seen = save.save(db, *form, sealed=False)
    if with_backup:
        backups.make(db)
    form[0].note = "書きかけの続き"
    save.save(db, form[0], seen, sealed=False)
    save.save_many(db, people[20:])
    wanted = {person.id for person in people}
    db.close()
    flip(data_dir / FILE_NAME, [(data_dir / FILE_NAME).stat().st_size - 3000])
    (data_dir / "suspect").touch()
    db = desk.open_desk(data_dir)
    assert "壊れていました" in desk.recovery(db)
    assert len(salvaged.waiting(data_dir)) == int(with_backup)
    for folder in salvaged.waiting(data_dir):
        assert not set(lists.ids(db, Listing("people"))) & {person.id for person in people[20:]}
        salvaged.take(db, folder)
    got = set(lists.ids(db, Listing("people")))
    assert len(wanted - got) <= (0 if with_backup else 8)
    assert save.get(db, "people", people[0].id).note == "書きかけの続き"
    assert db.device != device
    assert is_whole(db)
    db.close()
    db = desk.open_desk(data_dir)
    assert desk.recovery(db) == ""
    db.close()


def test_an_end_without_closing_is_no_damage(data_dir: Path):
    db = desk.open_desk(data_dir)
    person = save.new("people", name="見本")
    save.save(db, person)
    other = data_dir.with_name("image")
    other.mkdir()
    for file in data_dir.iterdir():
        if file.is_file():
            (other / file.name).write_bytes(file.read_bytes())
    db.close()
    db = desk.open_desk(other)
    assert desk.recovery(db) == ""
    assert save.get(db, "people", person.id) == person
    db.close()
