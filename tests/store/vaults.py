"""A folder with a key and nothing else."""

from __future__ import annotations

from pathlib import Path

from zaitaku_desk.store import vault


def made(folder: Path, passphrase: str | None = None, staff: str = "") -> tuple[bytes, str | None]:
    """The master key and the recovery code of a new vault.key in `folder`."""
    held, key, code = vault.new(passphrase, staff=staff)
    folder.mkdir(parents=True, exist_ok=True)
    vault.write(folder, held)
    return key, code
