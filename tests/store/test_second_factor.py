"""S4: the passphrase and the 鍵ファイル open together, neither alone; the recovery key does without."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.store.sticks import plug_in, stick
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import (
    audit,
    backups,
    copies,
    desk,
    returning,
    second_factor,
    second_key,
    slots,
    vault,
)
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.second_key import SecondKey, SecondKeyNeeded, WrongSecondKey

PHRASE = "ガラスの靴と２つの鍵 Ａbc"
OTHER = "青い鳥が三羽とんで山をこえた"


class Kept(NamedTuple):
    db: Database
    code: str
    usb: Path
    key: SecondKey

    @property
    def folder(self) -> Path:
        return self.db.data_dir


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A desk that needs both, with a generation from before."""
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)
    monkeypatch.setattr(vault.time, "sleep", lambda _seconds: None)
    plug_in(monkeypatch, tmp_path)
    db, code = desk.create_desk(tmp_path / "desk", PHRASE)
    backups.make(db, "manual")
    usb = stick(tmp_path)
    path = second_factor.begin(db, PHRASE, usb, staff="")
    yield Kept(db, code or "", usb, second_key.read(path))
    db.close()


def test_both_are_needed(kept: Kept) -> None:
    with pytest.raises(SecondKeyNeeded):
        vault.unlock(kept.folder, PHRASE)
    with pytest.raises(vault.PassphraseNeeded):
        vault.unlock(kept.folder, None, [kept.key])
    with pytest.raises(vault.WrongPassphrase):
        vault.unlock(kept.folder, OTHER, [kept.key])
    assert vault.unlock(kept.folder, PHRASE, [kept.key]) == kept.db.key


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_passphrase_may_be_typed_in_every_form(kept: Kept, form: str) -> None:
    assert vault.unlock(kept.folder, unicodedata.normalize(form, PHRASE), [kept.key]) == kept.db.key


def test_another_file_is_told_from_a_missing_one_and_counted(kept: Kept) -> None:
    with pytest.raises(WrongSecondKey):
        vault.unlock(kept.folder, PHRASE, [second_key.new()])
    assert json.loads((kept.folder / "unlock.json").read_bytes())["failures"] == 1
    assert (kept.folder / audit.FAILED_FILE).exists()
    vault.unlock(kept.folder, PHRASE, [second_key.new(), kept.key])
    assert not (kept.folder / "unlock.json").exists()


def test_a_missing_one_is_not_counted(kept: Kept) -> None:
    for _ in range(3):
        with pytest.raises(SecondKeyNeeded):
            vault.unlock(kept.folder, OTHER)
    assert not (kept.folder / "unlock.json").exists()


def test_a_file_that_only_claims_the_number_opens_nothing(kept: Kept) -> None:
    forged = SecondKey(kept.key.id, bytes(32))
    with pytest.raises(vault.WrongPassphrase):
        vault.unlock(kept.folder, PHRASE, [forged])


def test_taking_the_number_out_of_the_slot_opens_nothing(kept: Kept) -> None:
    held = vault.read(kept.folder)
    first, *others = held.slots
    bare = slots.replace(held, slots=(slots.replace(first, second=""), *others))
    assert slots.opened_by(bare, PHRASE) is None
    assert slots.opened_by(bare, PHRASE, [kept.key]) is None


def test_the_recovery_key_opens_without_it(kept: Kept) -> None:
    assert vault.unlock_with_recovery(kept.folder, kept.code) == kept.db.key


def test_a_changed_passphrase_keeps_it(kept: Kept) -> None:
    with pytest.raises(SecondKeyNeeded):
        vault.set_passphrase(kept.folder, kept.db.key, OTHER)
    vault.set_passphrase(kept.folder, kept.db.key, OTHER, second=[second_key.new(), kept.key])
    with pytest.raises(SecondKeyNeeded):
        vault.unlock(kept.folder, OTHER)
    assert vault.unlock(kept.folder, OTHER, [kept.key]) == kept.db.key


def test_who_has_lost_it_sets_a_passphrase_without(kept: Kept) -> None:
    vault.set_passphrase(kept.folder, kept.db.key, OTHER, let_go=True)
    assert vault.unlock(kept.folder, OTHER) == kept.db.key


def test_taking_it_away_needs_both_and_gives_the_passphrase_alone_back(kept: Kept) -> None:
    for passphrase, second in ((PHRASE, []), (OTHER, [kept.key]), (PHRASE, [second_key.new()])):
        with pytest.raises(UserError):
            second_factor.end(kept.db, passphrase, second, staff="")
    second_factor.end(kept.db, PHRASE, [kept.key], staff="")
    assert vault.unlock(kept.folder, PHRASE) == kept.db.key
    assert vault.second_of(kept.folder, "") == ""


def test_one_with_and_one_without(kept: Kept) -> None:
    vault.set_passphrase(kept.folder, kept.db.key, OTHER, staff="b")
    assert vault.unlock_as(kept.folder, OTHER) == (kept.db.key, "b")
    assert vault.unlock_as(kept.folder, PHRASE, [kept.key]) == (kept.db.key, "")
    with pytest.raises(vault.WrongPassphrase, match="違います") as told:
        vault.unlock(kept.folder, PHRASE)
    assert "鍵ファイルを使っている職員" in told.value.hint
    assert json.loads((kept.folder / "unlock.json").read_bytes())["failures"] == 1


def test_a_wrong_passphrase_makes_no_file(kept: Kept, tmp_path: Path) -> None:
    vault.set_passphrase(kept.folder, kept.db.key, OTHER, staff="b")
    fresh, before = stick(tmp_path, "usb-b"), (kept.folder / "vault.key").read_bytes()
    with pytest.raises(vault.WrongPassphrase):
        second_factor.begin(kept.db, PHRASE, fresh, staff="b")
    assert not list(fresh.iterdir())
    assert (kept.folder / "vault.key").read_bytes() == before


def test_a_file_that_reads_otherwise_than_it_was_written_changes_nothing(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that lies: the passphrase must go on opening alone."""
    vault.set_passphrase(kept.folder, kept.db.key, OTHER, staff="b")
    fresh, whole = stick(tmp_path, "usb-b"), second_key.write_whole
    monkeypatch.setattr(second_key, "write_whole", lambda path, data: whole(path, data[:-40]))
    with pytest.raises(second_key.DamagedSecondKey):
        second_factor.begin(kept.db, OTHER, fresh, staff="b")
    assert not list(fresh.iterdir())
    assert vault.unlock(kept.folder, OTHER) == kept.db.key


def test_a_vault_key_that_cannot_be_written_leaves_no_file(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.set_passphrase(kept.folder, kept.db.key, OTHER, staff="b")
    fresh = stick(tmp_path, "usb-b")

    def full(*_args: object) -> None:
        raise UserError("ディスクの空きがありません。")

    with monkeypatch.context() as disk:
        disk.setattr(vault, "overwrite_secret", full)
        with pytest.raises(UserError, match="空き"):
            second_factor.begin(kept.db, OTHER, fresh, staff="b")
    assert not list(fresh.iterdir())
    assert vault.unlock(kept.folder, OTHER) == kept.db.key


def test_generations_of_before_do_not_open_by_the_passphrase_alone(kept: Kept, tmp_path: Path) -> None:
    [old] = backups.list_generations(kept.folder)
    new = backups.make(kept.db, "manual", tmp_path / "elsewhere")
    for file in (old.path, new):
        with pytest.raises(SecondKeyNeeded):
            backups.key_of(file, PHRASE)
        assert backups.key_of(file, PHRASE, [kept.key]) == kept.db.key
        assert backups.key_by_code(file, kept.code) == kept.db.key


def test_those_on_the_share_follow_with_the_next_daily_one(kept: Kept, tmp_path: Path) -> None:
    share = tmp_path / "share"
    (share / "zaitaku_sync").mkdir(parents=True)
    second_factor.end(kept.db, PHRASE, [kept.key], staff="")
    day = dt.datetime(2026, 11, 26, 9)
    old = copies.to_share(kept.db, share, day)
    assert old is not None and backups.key_of(old, PHRASE) == kept.db.key
    second = second_factor.begin(kept.db, PHRASE, stick(tmp_path, "usb-2"), staff="")
    backups.make(kept.db, "manual")
    assert copies.to_share(kept.db, share, day + dt.timedelta(days=1)) is not None
    with pytest.raises(SecondKeyNeeded):
        backups.key_of(old, PHRASE)
    assert backups.key_of(old, PHRASE, [second_key.read(second)]) == kept.db.key


def test_those_on_a_share_that_is_there_follow_at_once(kept: Kept, tmp_path: Path) -> None:
    share = tmp_path / "share"
    (share / "zaitaku_sync").mkdir(parents=True)
    second_factor.end(kept.db, PHRASE, [kept.key], staff="")
    old = copies.to_share(kept.db, share, dt.datetime(2026, 11, 26, 9))
    second_factor.begin(kept.db, PHRASE, stick(tmp_path, "usb-2"), staff="", share=share)
    assert old is not None
    with pytest.raises(SecondKeyNeeded):
        backups.key_of(old, PHRASE)


def test_a_backup_begins_a_new_laptop_with_both_or_the_recovery_key(kept: Kept, tmp_path: Path) -> None:
    made = backups.make(kept.db, "manual", tmp_path / "medium")
    with pytest.raises(SecondKeyNeeded):
        returning.begin_from(tmp_path / "new", made, PHRASE)
    returning.begin_from(tmp_path / "new", made, PHRASE, second=[kept.key]).close()
    returning.begin_from(tmp_path / "newer", made, recovery=kept.code).close()
    desk.open_desk(tmp_path / "new", PHRASE, second=[kept.key]).close()


def test_programs_of_before_are_told_and_can_read_it_again_afterwards(kept: Kept) -> None:
    """FORMAT 1 knew no such slots: it must not take the file for damaged."""
    path = kept.folder / "vault.key"
    assert json.loads(path.read_bytes())["format"] == 2
    second_factor.end(kept.db, PHRASE, [kept.key], staff="")
    body = json.loads(path.read_bytes())
    assert body["format"] == 1
    assert all("second" not in slot for slot in body["slots"])


def test_it_is_noted_without_the_number(kept: Kept) -> None:
    audit.flush(kept.db)
    assert ("settings", "second_key") in kept.db.rows("SELECT what, detail FROM audit")


def test_without_vault_key_the_one_beside_the_backup_needs_both_too(kept: Kept) -> None:
    """Who deletes it must not get the passphrase alone back."""
    for name in ("vault.key", "vault.key.bak"):
        (kept.folder / name).unlink()
    with pytest.raises(SecondKeyNeeded):
        vault.unlock(kept.folder, PHRASE)
    assert vault.unlock(kept.folder, PHRASE, [kept.key]) == kept.db.key


def test_a_folder_that_does_not_open_is_rescued_with_both(kept: Kept, tmp_path: Path) -> None:
    made = backups.make(kept.db, "manual", tmp_path / "medium")
    kept.db.close()
    for path in [*kept.folder.glob("vault.key*"), *kept.folder.glob("backups/*.key")]:
        path.unlink()
    with pytest.raises(SecondKeyNeeded):
        returning.rescue(kept.folder, made, PHRASE)
    returning.rescue(kept.folder, made, PHRASE, second=[kept.key]).close()
    desk.open_desk(kept.folder, PHRASE, second=[kept.key]).close()
