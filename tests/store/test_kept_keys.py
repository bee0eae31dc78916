"""The vault.key beside a generation is renewed when it is of this data, and left alone when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store import vaults
from zaitaku_desk.store import desk, kept_keys, slots, vault

PHRASE, OTHER = "みどりの屋根 ahiru 27", "さくらの窓辺 kamome 31"


def test_only_the_keys_of_this_data_are_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)
    vaults.made(tmp_path / "other", PHRASE)
    db, _code = desk.create_desk(tmp_path / "desk", PHRASE)
    medium = tmp_path / "medium"
    medium.mkdir()
    contents = {
        "old.key": (tmp_path / "desk" / "vault.key").read_bytes(),
        "of-another.key": (tmp_path / "other" / "vault.key").read_bytes(),
        "torn.key": b"torn",
        "desk.zbk": b"a generation",
    }
    for name, content in contents.items():
        (medium / name).write_bytes(content)
    vault.set_passphrase(db.data_dir, db.key, OTHER)
    kept_keys.renew(db, medium)
    assert vault.unlock_file(medium / "old.key", OTHER) == db.key
    with pytest.raises(vault.WrongPassphrase):
        vault.unlock_file(medium / "old.key", PHRASE)
    del contents["old.key"]
    assert {name: (medium / name).read_bytes() for name in contents} == contents
    kept_keys.renew(db, tmp_path / "gone")
    db.close()
