"""Contents of attachments between two laptops and a share that fails (decisions 27)."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.store.test_blobs import PHOTO, attach, forget
from zaitaku_desk.sharing import blobs as moving
from zaitaku_desk.sharing import place
from zaitaku_desk.sharing import sync as engine
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.sharing.place import Device, Unreachable
from zaitaku_desk.store import blobs, desk
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.ledger import Ledger

LARGE = os.urandom(1000) * 3500
"""3.5 MB: four chunks."""


class World:
    """Two laptops of one vault and their share."""

    def __init__(self, one: Database, two: Database, root: Path) -> None:
        self.one, self.two, self.share = one, two, Folder(root)

    def device(self, db: Database) -> Device:
        return Device("1" * 32 if db is self.one else "2" * 32, "PC", db.key, db.vault_id)

    def sync(self, db: Database, folder: Folder | None = None) -> moving.Moved:
        engine.sync(Ledger(db), self.share, self.device(db), now_ms=0)
        return moving.send_and_fetch(db, folder or self.share, self.device(db))

    @property
    def there(self) -> list[str]:
        return self.share.names(moving.FOLDER)

    def path(self, name: str) -> Path:
        return self.share.root / moving.FOLDER / name


class Failing(Folder):
    """A share whose n-th call on contents fails, once or for ever; counts them."""

    def __init__(self, root: Path, fails_at: int, *, for_ever: bool = False) -> None:
        super().__init__(root)
        self.calls, self._at, self._for_ever = 0, fails_at, for_ever

    def _count(self) -> None:
        self.calls += 1
        if self.calls == self._at or (self._for_ever and self.calls > self._at > 0):
            raise OSError(errno.EIO, "the cable")

    def write_part(self, path: str, offset: int, data: bytes) -> None:
        self._count()
        super().write_part(path, offset, data)

    def read_part(self, path: str, offset: int, length: int) -> bytes:
        self._count()
        return super().read_part(path, offset, length)

    def read(self, path: str) -> bytes:
        self._count()
        return super().read(path)

    def size(self, path: str) -> int:
        self._count()
        return super().size(path)

    def finish(self, unfinished: str, path: str) -> None:
        self._count()
        super().finish(unfinished, path)


@pytest.fixture
def world(data_dir: Path, tmp_path: Path) -> Iterator[World]:
    other = Path(shutil.copytree(data_dir, tmp_path / "other"))
    one, two = desk.open_desk(data_dir), desk.open_desk(other)
    made = World(one, two, tmp_path / "share")
    made.share.root.mkdir()
    place.found(made.share, one.vault_id)
    yield made
    one.close()
    two.close()


def test_a_photo_goes_from_one_laptop_to_the_other(world: World) -> None:
    name = attach(world.one)
    assert world.sync(world.one).sent == 1
    assert world.sync(world.two).fetched == 1
    assert blobs.read(world.two, name) == PHOTO


def test_it_is_sent_once(world: World) -> None:
    attach(world.one)
    world.sync(world.one)
    assert world.sync(world.one) == moving.Moved()
    assert len(world.there) == 1


def test_nothing_on_the_share_is_readable(world: World) -> None:
    attach(world.one, b"MINATONO " * 1000, "みなと野 花子.jpg")
    world.sync(world.one)
    every = b"".join(path.read_bytes() for path in world.share.root.rglob("*") if path.is_file())
    assert b"MINATONO" not in every and "花子".encode() not in every


def test_a_cut_sending_is_gone_on_with(world: World) -> None:
    attach(world.one, LARGE)
    with pytest.raises(Unreachable):
        world.sync(world.one, Failing(world.share.root, 5, for_ever=True))
    begun = sum(world.path(name).stat().st_size for name in world.there)
    counting = Failing(world.share.root, 0)
    assert begun >= 2 * moving.CHUNK
    assert world.sync(world.one, counting).sent == 1
    assert counting.calls < 8  # 4 chunks and the rest from the start would be more


def test_a_cut_fetching_is_gone_on_with(world: World) -> None:
    name = attach(world.one, LARGE)
    world.sync(world.one)
    with pytest.raises(Unreachable):
        world.sync(world.two, Failing(world.share.root, 5, for_ever=True))
    part = world.two.data_dir / blobs.FOLDER / f".part-{name}"
    assert part.stat().st_size >= moving.CHUNK
    assert world.sync(world.two).fetched == 1
    assert blobs.read(world.two, name) == LARGE and not part.exists()


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
def test_whichever_call_fails_nothing_is_lost_and_the_next_sync_ends_it(world: World, for_ever: bool) -> None:
    at = most = 0
    while at <= most:
        at += 1
        name = attach(world.one, LARGE[: moving.CHUNK + 5] + bytes([at]))
        for db in (world.one, world.two):
            failing = Failing(world.share.root, at, for_ever=for_ever)
            with suppress(Unreachable):
                world.sync(db, failing)
            most = max(most, failing.calls)
        world.sync(world.one)
        world.sync(world.two)
        assert blobs.is_whole(world.one, name) and blobs.is_whole(world.two, name)
    assert at >= 7


def test_a_damaged_copy_on_the_share_is_never_taken_and_a_whole_one_comes_beside_it(world: World) -> None:
    name = attach(world.one)
    world.sync(world.one)
    damaged = bytearray(world.path(name).read_bytes())
    damaged[50] ^= 1
    world.path(name).write_bytes(damaged)
    assert world.sync(world.two).fetched == 0
    assert world.sync(world.one).mended == 1
    assert world.sync(world.two).fetched == 1
    assert world.path(name).read_bytes() == damaged  # nothing there is overwritten
    assert blobs.read(world.two, name) == PHOTO


def test_what_is_gone_from_the_share_is_sent_again(world: World) -> None:
    name = attach(world.one)
    world.sync(world.one)
    world.path(name).unlink()
    assert world.sync(world.one).sent == 1


def test_what_is_damaged_here_is_fetched_again(world: World) -> None:
    name = attach(world.one)
    world.sync(world.one)
    blobs.path_of(world.one.data_dir, name).write_bytes(b"\x00" * 9)
    blobs.examine(world.one)
    assert world.sync(world.one).fetched == 1
    assert blobs.read(world.one, name) == PHOTO


def test_what_the_share_tears_silently_does_not_count_as_sent(world: World, monkeypatch: Any) -> None:
    name = attach(world.one)
    whole = Folder.write_part
    torn = lambda self, path, offset, data: whole(self, path, offset, data[:-9] + bytes(9))  # noqa: E731
    monkeypatch.setattr(Folder, "write_part", torn)
    assert world.sync(world.one).sent == 0 and name not in world.there
    monkeypatch.undo()
    assert world.sync(world.one).sent == 1 and world.there == [name]


def test_a_damaged_content_is_not_sent(world: World) -> None:
    name = attach(world.one)
    blobs.path_of(world.one.data_dir, name).write_bytes(b"\x00" * 9)
    assert world.sync(world.one).sent == 0
    assert world.there == []


def test_one_that_is_wanted_now_is_fetched_alone(world: World) -> None:
    names = [attach(world.one, PHOTO + bytes([number])) for number in range(2)]
    world.sync(world.one)
    assert moving.fetch_one(world.two, world.share, world.device(world.two), names[1])
    assert blobs.here(world.two.data_dir) == {names[1]}


def test_other_files_there_are_passed_over(world: World) -> None:
    world.share.make(moving.FOLDER)
    for junk in ("Thumbs.db", "写真のコピー.jpg", "a" * 63, ".tmp-x", "A" * 64):
        world.path(junk).write_bytes(b"junk")
    assert world.sync(world.one) == moving.Moved()
    assert len(world.there) == 5


def test_a_file_that_claims_to_be_a_content_and_is_huge_is_not_read(world: World, monkeypatch: Any) -> None:
    name = attach(world.one)
    world.sync(world.one)
    monkeypatch.setattr(blobs, "MOST_SEALED", 10)
    assert world.sync(world.two).fetched == 0
    assert name in world.there


def test_a_share_that_is_not_there_changes_nothing(world: World, tmp_path: Path) -> None:
    attach(world.one)
    before = blobs.here(world.one.data_dir)
    with pytest.raises(Unreachable):
        moving.send_and_fetch(world.one, Folder(tmp_path / "gone"), world.device(world.one))
    assert blobs.here(world.one.data_dir) == before and not (tmp_path / "gone").exists()


def test_stopping_keeps_what_was_begun(world: World) -> None:
    attach(world.one, LARGE)
    engine.sync(Ledger(world.one), world.share, world.device(world.one), now_ms=0)

    def stop(done: int, _total: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moving.send_and_fetch(world.one, world.share, world.device(world.one), progress=stop)
    assert sum(world.path(name).stat().st_size for name in world.there) == 2 * moving.CHUNK


def test_what_was_begun_and_is_not_wanted_any_more_goes_and_that_of_others_stays(world: World) -> None:
    name = attach(world.one, LARGE)
    with suppress(Unreachable):
        world.sync(world.one, Failing(world.share.root, 4, for_ever=True))
    others = f".tmp-{name}-22222222"
    world.path(others).write_bytes(b"half")
    forget(world.one, name)
    world.sync(world.one)
    assert world.there == [others]


def test_what_nothing_names_any_more_goes_there_and_here(world: World) -> None:
    name = attach(world.one)
    world.sync(world.one)
    for db in (world.one, world.two):
        forget(db, name)
    old = time.time() - 2 * 24 * 3600
    os.utime(blobs.path_of(world.one.data_dir, name), (old, old))
    world.sync(world.one)
    assert (world.there, blobs.here(world.one.data_dir)) == ([], set())


def test_a_generation_on_the_share_keeps_what_it_names(world: World) -> None:
    from zaitaku_desk.store import backups

    name = attach(world.one)
    world.sync(world.one)
    folder = world.share.root / place.ROOT / moving.GENERATIONS / ("1" * 32)
    folder.mkdir(parents=True)
    backups.make(world.one, folder=folder)
    forget(world.one, name)
    old = time.time() - 2 * 24 * 3600
    os.utime(blobs.path_of(world.one.data_dir, name), (old, old))
    world.sync(world.one)
    assert world.there == [name]


@pytest.mark.parametrize("refusal", [PermissionError(13, "refused"), OSError(112, "host is down")])
def test_while_the_generations_of_the_share_do_not_open_nothing_goes(
    world: World, monkeypatch: pytest.MonkeyPatch, refusal: OSError
) -> None:
    name = attach(world.one)
    world.sync(world.one)
    forget(world.one, name)
    old = time.time() - 2 * 24 * 3600
    os.utime(blobs.path_of(world.one.data_dir, name), (old, old))
    folder = world.share.root / place.ROOT / moving.GENERATIONS
    (folder / ("1" * 32)).mkdir(parents=True)
    real = os.scandir

    def scandir(path: object) -> object:
        if Path(str(path)) == folder / ("1" * 32):
            raise refusal
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    world.sync(world.one)
    assert (world.there, blobs.here(world.one.data_dir)) == ([name], {name})


def test_an_idle_sync_of_a_thousand_photos_is_quick(world: World) -> None:
    world.share.make(moving.FOLDER)
    for number in range(1000):
        data = PHOTO + number.to_bytes(2)
        name = blobs.put(world.one, data)
        world.path(name).write_bytes(blobs.path_of(world.one.data_dir, name).read_bytes())
    with world.one.begin_raw() as raw:
        raw.executemany(
            "INSERT INTO attachments (id, content, deleted) VALUES (?, ?, 0)",
            [(name, name) for name in blobs.here(world.one.data_dir)],
        )
    began = time.perf_counter()
    moved = moving.send_and_fetch(world.one, world.share, world.device(world.one))
    assert moved == moving.Moved() and time.perf_counter() - began < 1.5
