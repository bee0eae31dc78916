"""The key file: passphrase, recovery key, unprotected; damage is never a wrong passphrase."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.store import vaults
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import passphrases, slots, vault

PHRASE = "ガラスの靴と２つの鍵 Ａbc"
OTHER = "青い鳥が三羽とんで山をこえた"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)
    monkeypatch.setattr(vault.time, "sleep", lambda _seconds: None)


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_the_passphrase_opens_in_every_form_it_can_be_typed(tmp_path: Path) -> None:
    key, _code = vaults.made(tmp_path, PHRASE)
    assert len(key) == 32
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert vault.unlock(tmp_path, unicodedata.normalize(form, PHRASE)) == key
    assert vault.is_protected(tmp_path)


def test_the_cost_of_trying_is_two_to_the_seventeenth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    key, _code = vaults.made(tmp_path, PHRASE)
    slot = vault.read(tmp_path).slots[0]
    assert (slot.n, slot.r, slot.p) == (2**17, 8, 1)
    assert vault.unlock(tmp_path, PHRASE) == key


def test_a_wrong_passphrase_is_told_as_such_and_the_wait_survives_a_restart(tmp_path: Path) -> None:
    vaults.made(tmp_path, PHRASE)
    waits = []
    for _ in range(3):
        with pytest.raises(vault.WrongPassphrase) as told:
            vault.unlock(tmp_path, OTHER)
        waits.append(told.value.wait)
    assert waits == [1, 2, 4]
    assert "データは壊れていません" in told.value.hint
    assert json.loads((tmp_path / "unlock.json").read_bytes())["failures"] == 3


def test_the_next_try_waits_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(vault.time, "sleep", slept.append)
    key, _code = vaults.made(tmp_path, PHRASE)
    with pytest.raises(vault.WrongPassphrase):
        vault.unlock(tmp_path, OTHER)
    assert vault.unlock(tmp_path, PHRASE) == key
    assert slept[0] == 0
    assert 0.5 < slept[1] <= 1
    assert passphrases.seconds_to_wait(tmp_path) == 0


def test_no_passphrase_at_all_is_asked_for_and_not_counted(tmp_path: Path) -> None:
    vaults.made(tmp_path, PHRASE)
    for nothing in (None, ""):
        with pytest.raises(vault.PassphraseNeeded):
            vault.unlock(tmp_path, nothing)
    assert not (tmp_path / "unlock.json").exists()


def test_an_unprotected_vault_opens_by_itself(tmp_path: Path) -> None:
    key, code = vaults.made(tmp_path)
    assert code is None
    assert vault.unlock(tmp_path) == vault.unlock(tmp_path, "anything") == key
    assert not vault.is_protected(tmp_path)


def test_setting_a_passphrase_protects_both_copies_and_gives_a_recovery_key(tmp_path: Path) -> None:
    key, _none = vaults.made(tmp_path)
    code = vault.set_passphrase(tmp_path, key, PHRASE)
    assert vault.is_protected(tmp_path)
    assert vault.unlock(tmp_path, PHRASE) == key
    assert code is not None
    assert vault.unlock_with_recovery(tmp_path, code) == key
    for path in tmp_path.iterdir():
        assert key.hex().encode() not in path.read_bytes()


def test_a_changed_passphrase_leaves_no_way_in_by_the_old_one(tmp_path: Path) -> None:
    key, code = vaults.made(tmp_path, PHRASE)
    assert vault.set_passphrase(tmp_path, key, OTHER) is None
    assert vault.unlock(tmp_path, OTHER) == key
    for name in ("vault.key", "vault.key.bak"):
        with pytest.raises(vault.WrongPassphrase):
            vault.unlock_file(tmp_path / name, PHRASE)
    assert code is not None
    assert vault.unlock_with_recovery(tmp_path, code) == key


def test_colleagues_have_their_own_passphrases(tmp_path: Path) -> None:
    key, _code = vaults.made(tmp_path, PHRASE, staff="a")
    vault.set_passphrase(tmp_path, key, OTHER, staff="b")
    assert vault.unlock(tmp_path, PHRASE) == vault.unlock(tmp_path, OTHER) == key


def test_a_new_recovery_key_ends_the_old_one(tmp_path: Path) -> None:
    key, old = vaults.made(tmp_path, PHRASE)
    new = vault.new_recovery(tmp_path, key)
    assert vault.unlock_with_recovery(tmp_path, new.lower().replace("-", " ")) == key
    with pytest.raises(vault.WrongRecoveryKey):
        vault.unlock_with_recovery(tmp_path, old or "")
    assert vault.unlock(tmp_path, PHRASE) == key


def test_the_recovery_key_of_another_vault_does_not_open(tmp_path: Path) -> None:
    vaults.made(tmp_path / "a", PHRASE)
    _key, code = vaults.made(tmp_path / "b", PHRASE)
    with pytest.raises(vault.WrongRecoveryKey):
        vault.unlock_with_recovery(tmp_path / "a", code or "")


def test_the_wrong_key_cannot_be_wrapped(tmp_path: Path) -> None:
    vaults.made(tmp_path, PHRASE)
    with pytest.raises(RuntimeError):
        vault.set_passphrase(tmp_path, bytes(32), OTHER)


def test_an_empty_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="空"):
        vaults.made(tmp_path, " 　")
    assert not vault.exists(tmp_path)


@pytest.mark.parametrize("name", ["vault.key", "vault.key.bak"])
def test_one_damaged_or_missing_copy_is_mended_from_the_other(tmp_path: Path, name: str) -> None:
    key, _code = vaults.made(tmp_path, PHRASE)
    whole = (tmp_path / name).read_bytes()
    for place in range(0, len(whole), 7):
        flip(tmp_path / name, place)
        assert vault.unlock(tmp_path, PHRASE) == key
        assert (tmp_path / name).read_bytes() == whole
    (tmp_path / name).unlink()
    assert vault.unlock(tmp_path, PHRASE) == key
    assert (tmp_path / name).read_bytes() == whole


def test_a_kill_between_the_two_copies_leaves_the_newer_one_in_force(tmp_path: Path) -> None:
    key, _code = vaults.made(tmp_path, PHRASE)
    old = (tmp_path / "vault.key.bak").read_bytes()
    vault.set_passphrase(tmp_path, key, OTHER)
    (tmp_path / "vault.key.bak").write_bytes(old)
    assert vault.unlock(tmp_path, OTHER) == key
    assert (tmp_path / "vault.key.bak").read_bytes() != old


def test_damage_of_both_copies_is_never_a_wrong_passphrase(tmp_path: Path) -> None:
    vaults.made(tmp_path, PHRASE)
    whole = (tmp_path / "vault.key").read_bytes()
    for place in range(len(whole)):
        for name in ("vault.key", "vault.key.bak"):
            (tmp_path / name).write_bytes(whole)
            flip(tmp_path / name, place)
        with pytest.raises(vault.VaultUnreadable) as told:
            vault.unlock(tmp_path, PHRASE)
        assert "壊れている" in told.value.message
        assert "バックアップ" in told.value.hint


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"format": 1}', b"\xff" * 100])
def test_rubbish_for_a_key_file_is_damage(tmp_path: Path, content: bytes) -> None:
    for name in ("vault.key", "vault.key.bak"):
        (tmp_path / name).write_bytes(content)
    with pytest.raises(vault.VaultUnreadable):
        vault.unlock(tmp_path, PHRASE)


def test_a_missing_key_file_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(vault.VaultUnreadable, match="見つかりません"):
        vault.unlock(tmp_path, PHRASE)


def test_a_newer_format_is_refused_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as future:
        future.setattr(slots, "PLAIN_FORMAT", slots.FORMAT + 1)
        vaults.made(tmp_path, PHRASE)
    with pytest.raises(UserError, match="新しい版"):
        vault.unlock(tmp_path, PHRASE)


def test_derived_keys_differ_by_purpose_and_follow_the_standard() -> None:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = bytes(range(32))
    standard = HKDF(SHA256(), 32, salt=None, info=b"zaitaku_desk/segment/1").derive(key)
    assert vault.derive(key, "segment") == standard
    assert len({vault.derive(key, purpose) for purpose in ("database", "segment", "export")}) == 3


def test_an_unprotected_vault_needs_no_cryptography(tmp_path: Path) -> None:
    vaults.made(tmp_path)
    code = (
        "import sys; from pathlib import Path; from zaitaku_desk.store import vault\n"
        f"vault.unlock(Path({str(tmp_path)!r})); sys.exit('cryptography' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_id_of_the_vault_stays_when_the_passphrase_changes(tmp_path: Path) -> None:
    key, _code = vaults.made(tmp_path, PHRASE)
    before = vault.vault_id(tmp_path)
    vault.set_passphrase(tmp_path, key, OTHER)
    assert vault.vault_id(tmp_path) == before


def test_with_both_copies_gone_the_one_beside_the_newest_backup_counts(tmp_path: Path) -> None:
    key, _code = vaults.made(tmp_path, PHRASE)
    (tmp_path / "backups").mkdir()
    for day, harm in (("20260101", b""), ("20260102", b"x")):
        whole = (tmp_path / "vault.key").read_bytes()
        (tmp_path / "backups" / f"desk-{day}-000000.key").write_bytes(harm + whole)
    for name in ("vault.key", "vault.key.bak"):
        (tmp_path / name).write_bytes(b"rubbish")
    assert vault.unlock(tmp_path, PHRASE) == key
    assert (tmp_path / "vault.key").read_bytes() == whole == (tmp_path / "vault.key.bak").read_bytes()


def test_key_files_of_two_vaults_beside_backups_are_no_help(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    for day in ("20260101", "20260102"):
        vaults.made(tmp_path / day, PHRASE)
        (tmp_path / day / "vault.key").rename(tmp_path / "backups" / f"desk-{day}-000000.key")
    with pytest.raises(vault.VaultUnreadable):
        vault.unlock(tmp_path, PHRASE)
