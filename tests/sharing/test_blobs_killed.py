"""Photos while the program is killed −9 wherever it is: none that was put to a record is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from zaitaku_desk import paths
from zaitaku_desk.sharing import blobs as moving
from zaitaku_desk.sharing import place
from zaitaku_desk.sharing import sync as engine
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.store import blobs, desk, save
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.ledger import Ledger

CHILD = """
import os, sys
from datetime import date
from pathlib import Path
from tests.sharing.test_blobs_killed import meet
from zaitaku_desk.store import attachments, desk
db = desk.open_desk(Path(sys.argv[1]))
while True:
    kept = attachments.keep(db, "photo.jpg", "image/jpeg", os.urandom(2_500_000))
    attachments.add(db, "visits", sys.argv[3], [kept], date(2026, 11, 27))
    print(kept.content, flush=True)
    meet(db, "1" * 32, Path(sys.argv[2]))
"""


def meet(db: Database, device_id: str, share: Path) -> moving.Moved:
    """A sync of operations, then of photos."""
    device = place.Device(device_id, "PC", db.key, db.vault_id)
    engine.sync(Ledger(db), Folder(share), device, now_ms=0)
    return moving.send_and_fetch(db, Folder(share), device)


def run_and_kill(folder: Path, share: Path, visit: str, seconds: float) -> list[str]:
    """What the child said it had kept, before it was killed that long after its first word."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), str(share), visit],
        stdout=subprocess.PIPE,
        text=True,
        cwd=paths.root(),
        env={**os.environ, "PYTHONPATH": str(paths.root())},
    )
    assert child.stdout is not None
    said = [child.stdout.readline().strip()]
    time.sleep(seconds)
    child.kill()
    said += child.stdout.read().split("\n")
    child.stdout.close()
    child.wait()
    return [name for name in said if len(name) == 64]


@pytest.mark.nightly
def test_killed_thirty_times_no_photo_is_lost(data_dir: Path, tmp_path: Path) -> None:
    chance, share = random.Random(27), tmp_path / "share"
    share.mkdir()
    other = Path(shutil.copytree(data_dir, tmp_path / "other"))
    with closing(desk.open_desk(data_dir)) as db:
        visit = save.new("visits")
        save.save(db, visit)
        place.found(Folder(share), db.vault_id)
    kept: list[str] = []
    for _ in range(30):
        kept += run_and_kill(data_dir, share, visit.id, chance.random() * 0.4)
    with closing(desk.open_desk(data_dir)) as db:
        moved = meet(db, "1" * 32, share)
        assert (moved.unsent, moved.lost) == (0, 0)
        assert all(blobs.is_whole(db, name) for name in kept)
        assert [name for name in Folder(share).names(moving.FOLDER) if name.startswith(".tmp-")] == []
    with closing(desk.open_desk(other)) as db:
        meet(db, "2" * 32, share)
        assert set(kept) <= blobs.needed(db)
        assert all(blobs.is_whole(db, name) for name in kept)
    assert len(kept) >= 30, len(kept)
