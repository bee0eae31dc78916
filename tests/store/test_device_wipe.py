"""S8: after the erasing nothing in the folder opens, and what is hers stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk import settings
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import backups, ballast, blobs, crash_log, desk, device_wipe, save, vault
from zaitaku_desk.store.lock import FolderLock

PHRASE = "みどりの屋根 ahiru 27"


@pytest.fixture
def used(tmp_path: Path) -> tuple[Path, str]:
    """A folder in which everything was used that leaves files."""
    folder = tmp_path / "desk"
    db, code = desk.create_desk(folder, PHRASE)
    assert code is not None
    save.save(db, save.new("institutions", name="みどり台クリニック"))
    backups.make(db, "manual")
    generation = backups.make(db, "manual")
    key = bytes(db.key)
    db.close()
    db = desk.restored(folder, generation, key)
    ballast.keep(folder)
    blobs.put(db, b"a photo")
    db.close()
    crash_log.write(folder, ValueError())
    machine = settings.load(folder)
    machine.set("text_step", 2)
    machine.save()
    with pytest.raises(vault.WrongPassphrase):
        vault.unlock(folder, "ちがうことばを入れました 9")
    (folder / "tmp").mkdir(exist_ok=True)
    (folder / "tmp" / "x").write_text("みどり台")
    return folder, code


def test_nothing_is_left_in_the_folder(used: tuple[Path, str]) -> None:
    assert device_wipe.wipe(used[0]) == []
    assert not used[0].exists()


def test_what_is_hers_stays(used: tuple[Path, str]) -> None:
    (used[0] / "議事録.docx").write_text("x")
    device_wipe.wipe(used[0])
    assert [path.name for path in used[0].iterdir()] == ["議事録.docx"]


def test_even_if_the_disk_gives_everything_back_no_word_opens_it(
    used: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, code = used
    monkeypatch.setattr(Path, "unlink", lambda *_args, **_kwargs: None)
    monkeypatch.setattr(device_wipe, "_remove", lambda _path: None)
    device_wipe.wipe(folder)
    monkeypatch.undo()
    (folder / "unlock.json").unlink(missing_ok=True)
    keys = [path for path in folder.rglob("*") if ".key" in path.name and path.is_file()]
    assert len(keys) >= 4
    for opens in (lambda: vault.unlock(folder, PHRASE), lambda: vault.unlock_with_recovery(folder, code)):
        with pytest.raises(vault.VaultUnreadable):
            opens()
    for path in keys:
        with pytest.raises(vault.VaultUnreadable):
            vault.unlock_file(path, PHRASE)


def test_an_open_desk_is_not_erased(used: tuple[Path, str]) -> None:
    with FolderLock(used[0]), pytest.raises(UserError, match="開かれています"):
        device_wipe.wipe(used[0])
    assert vault.exists(used[0])
