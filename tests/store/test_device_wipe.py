"""S8: after the erasing nothing in the folder opens, and what is hers stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zaitaku_desk import app, paths, settings
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import backups, ballast, blobs, crash_log, desk, device_wipe, returning, save, vault
from zaitaku_desk.store.lock import FolderLock

PHRASE = "みどりの屋根 ahiru 27"
KILLED = 9 if sys.platform == "win32" else -9  # what os.kill(…, 9) leaves as exit code


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
    db = returning.restore(folder, generation, key)
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


BROKEN_OFF = """
import os, sys
from pathlib import Path
from zaitaku_desk.store import device_wipe
left = int(sys.argv[2])
def counted(step):
    def run(*args, **how):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
        return step(*args, **how)
    return run
device_wipe._overwrite = counted(device_wipe._overwrite)
device_wipe._remove = counted(device_wipe._remove)
Path.unlink = counted(Path.unlink)
device_wipe.wipe(Path(sys.argv[1]))
"""


def test_killed_at_any_step_nothing_opens_any_more_and_the_next_start_finishes(
    used: tuple[Path, str], tmp_path: Path
) -> None:
    ended, steps = KILLED, 0
    while ended == KILLED:
        folder = Path(shutil.copytree(used[0], tmp_path / f"killed-{steps}"))
        child = [sys.executable, "-c", BROKEN_OFF, str(folder), str(steps)]
        ended = subprocess.run(child, check=False, cwd=paths.root()).returncode
        for opens in (
            lambda: desk.open_desk(folder, PHRASE),  # noqa: B023
            lambda: desk.create_desk(folder, PHRASE),  # noqa: B023
        ):
            if ended and device_wipe.begun(folder):
                with pytest.raises(UserError, match="消去の途中"):
                    opens()
        if ended and device_wipe.begun(folder):
            assert app.run(folder) == 0
        assert [path.name for path in folder.glob("*") if path.name not in device_wipe.HELD] == []
        steps += 1 if steps < 8 else 6  # the keys go first
    assert ended == 0 and steps > 20


def test_a_stray_file_of_that_name_erases_nothing(used: tuple[Path, str]) -> None:
    (used[0] / device_wipe.MARK).touch()
    assert not device_wipe.begun(used[0])
    desk.open_desk(used[0], PHRASE).close()


def test_a_lost_key_file_is_not_replaced_by_one_that_opens_nothing(used: tuple[Path, str]) -> None:
    for name in (vault.FILE_NAME, vault.COPY_NAME):
        (used[0] / name).unlink()
    with pytest.raises(UserError, match="既にデータがあります"):
        desk.create_desk(used[0], PHRASE)
    assert not vault.exists(used[0])
