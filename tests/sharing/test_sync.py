"""What a sync does and says, whatever the share does meanwhile (T5, T9)."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

import pytest

from tests.sharing.world import VAULT, Killed, Laptop, Share, edit, meet, server_has_it_otherwise
from zaitaku_desk.sharing import place, sync
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.sharing.place import DEVICES, Unreachable
from zaitaku_desk.sharing.sync import ALONE, EQUAL, UNSENT, WAITING
from zaitaku_desk.store.ledger import WORDS_KEPT


def test_what_one_wrote_the_other_has(share: Share, desks: list[Laptop]) -> None:
    one, other = desks
    edit(one)
    assert meet(one, share)[:4] == (1, 0, 0, ALONE)
    assert meet(other, share)[1] == 1
    assert meet(one, share).state == EQUAL
    assert one.ids() == other.ids()


def test_until_the_other_has_fetched_it_waits(share: Share, desks: list[Laptop]) -> None:
    one, other = desks
    meet(one, share), meet(other, share)
    edit(one)
    made = meet(one, share)
    assert (made.state, made.waiting) == (WAITING, (other.device.name,))


def test_an_idle_sync_writes_nothing(share: Share, desks: list[Laptop]) -> None:
    for _ in range(2):
        for desk in desks:
            edit(desk, desk.device.id)
            meet(desk, share)
    for desk in desks:
        meet(desk, share)
    before = dict(share.files)
    for desk in desks:
        assert meet(desk, share).state == EQUAL
    assert share.files == before


def test_a_copied_profile_is_told_of_its_twin(share: Share, desks: list[Laptop]) -> None:
    one = desks[0]
    twin = Laptop(one.device.id, one.db.copy(one.device.id))
    edit(one)
    meet(one, share)
    assert meet(twin, share).twin
    assert twin.ids() == one.ids()


def test_where_nobody_may_delete_old_words_make_no_twin(
    share: Share, desks: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: str) -> None:
        raise PermissionError

    monkeypatch.setattr(share, "remove", refuse)
    for number in range(WORDS_KEPT + 5):
        edit(desks[0], f"r{number}")
        assert not meet(desks[0], share).twin
    twin = Laptop(desks[0].device.id, desks[0].db.copy(desks[0].device.id))
    edit(twin)
    meet(twin, share)
    assert meet(desks[0], share).twin


def test_what_this_one_could_not_find_is_not_called_waiting_for_the_others(
    share: Share, desks: list[Laptop]
) -> None:
    one, other = desks
    edit(one)
    meet(one, share)
    share.rot(one.device.id)
    made = meet(other, share)
    assert (made.state, made.lacking, made.behind, made.bad) == (WAITING, 1, 0, 1)


def test_a_file_nobody_can_read_is_counted_until_its_device_is_retired(
    share: Share, desks: list[Laptop]
) -> None:
    one, other = desks
    meet(one, share), meet(other, share)
    share.files[f"{DEVICES}/{other.device.id}/00000009-{'a' * 32}-abcdef.zsg"] = b"junk"
    made = meet(one, share)
    assert (made.state, made.bad, made.behind, made.lacking) == (WAITING, 1, 0, 0)
    without = sync.sync(one.ledger, share, one.device, now_ms=0, retired=frozenset({other.device.id}))
    assert (without.state, without.bad) == (ALONE, 0)


def test_a_clock_far_ahead_is_only_told(share: Share, desks: list[Laptop]) -> None:
    one, other = desks
    sync.sync(one.ledger, share, one.device, now_ms=10 * 86_400_000)
    assert meet(other, share).ahead == (one.device.name,)


class FailingCall(Share):
    """Fails the n-th call, once or from then on."""

    def __init__(self, files: dict[str, bytes], nth: int, *, once: bool, kill: bool) -> None:
        super().__init__()
        self.files, self.nth, self.once, self.kill = files, nth, once, kill

    def _call(self) -> None:
        self.calls += 1
        if self.calls == self.nth or (not self.once and self.calls > self.nth):
            raise Killed if self.kill else OSError(5, "refused")


@pytest.mark.parametrize("once", [True, False])
@pytest.mark.parametrize("kill", [True, False])
def test_whichever_call_fails_nothing_is_lost(*, once: bool, kill: bool) -> None:
    nth = 0
    while True:
        nth += 1
        share, desks = Share(), [Laptop(f"{number:032x}") for number in (1, 2)]
        place.found(share, VAULT)
        for desk in desks:
            edit(desk, desk.device.id)
        meet(desks[1], share)
        failing = FailingCall(share.files, nth, once=once, kill=kill)
        with contextlib.suppress(Unreachable, Killed):
            meet(desks[0], failing)
        share.files = failing.files
        for _ in range(2):
            for desk in desks:
                meet(desk, share)
        assert desks[0].ids() == desks[1].ids()
        assert len(desks[0].ids()) == 2
        if failing.calls < nth:
            assert nth > 10
            return


def test_junk_in_the_folders_is_passed_over(share: Share, desks: list[Laptop]) -> None:
    for number in range(2_000):
        share.files[f"{DEVICES}/{desks[1].device.id}/~${number}.tmp"] = b"x"
        share.files[f"{DEVICES}/not a device {number}/x.zsg"] = b"x"
    edit(desks[0])
    meet(desks[0], share), meet(desks[1], share)
    assert desks[1].ids() == desks[0].ids()


@pytest.mark.parametrize(("together", "often"), [(1, {8}), (1_500, {2, 3, 4}), (10**9, {1})])
def test_segments_that_are_taken_in_together_are_known_each_by_itself(
    share: Share, desks: list[Laptop], together: int, often: set[int]
) -> None:
    for number in range(9):
        edit(desks[0], f"r{number}")
        meet(desks[0], share)
    lying = sorted(name for name in share.files if name.endswith(".zsg"))
    astray = lying[4].replace(desks[0].device.id, "e" * 32)
    share.files[astray] = share.files[lying[4]]
    whole = share.files.pop(lying[2])
    share.files[lying[2]] = whole[:-1]
    one = Laptop("d" * 32)
    taken: list[int] = []
    apply = one.ledger._apply
    one.ledger._apply = lambda db, ops, also: taken.append(len(ops)) or apply(db, ops, also)
    made = sync.sync(one.ledger, share, one.device, now_ms=0, together=together)
    assert (made.received, made.bad, sum(taken)) == (8, 1, 8)
    assert len(taken) in often
    assert [held.ops for held in one.ledger.held()] == [1] * 8
    share.files[lying[2]] = whole
    assert meet(one, share).received == 1
    for desk in (desks[0], one, desks[0]):
        made = meet(desk, share)
    assert one.ids() == desks[0].ids()
    assert one.ledger.total() == desks[0].ledger.total()


def test_two_laptops_meet_in_a_real_folder(tmp_path: Path, desks: list[Laptop]) -> None:
    folder = Folder(tmp_path)
    place.found(folder, VAULT)
    for desk in desks:
        edit(desk, desk.device.id)
    for desk in (*desks, desks[0]):
        made = meet(desk, folder)
    assert made.state == EQUAL
    assert made.state != UNSENT


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="this system cannot be told to forget")
def test_what_only_this_machine_remembers_is_not_on_the_share(
    tmp_path: Path, desks: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    place.found(folder, VAULT)
    edit(desks[0])
    with monkeypatch.context() as server:
        server_has_it_otherwise(server, lambda name: name.endswith(".zsg"))
        made = meet(desks[0], folder)
    assert (made.state, made.unsent) == (UNSENT, 1)
    meet(desks[0], folder), meet(desks[1], folder)
    assert desks[1].ids() == desks[0].ids()


class Trouble:
    """Fails the n-th call to the system below a folder, once or from then on, or takes the folder away before
    it; fsync too.
    """

    CALLS = frozenset({"open", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.scandir"})
    now: Trouble | None = None

    def __init__(self, root: Path, nth: int, how: str) -> None:
        self.root, self.nth, self.how, self.calls = str(root), nth, how, 0

    def call(self) -> None:
        self.calls += 1
        if self.how == "unplugged":
            if self.calls == self.nth:
                Path(self.root).rename(f"{self.root} unplugged")
        elif self.calls == self.nth or (self.how == "for ever" and self.calls > self.nth):
            raise OSError(errno.EIO, "refused")

    @classmethod
    def hook(cls, event: str, args: tuple[object, ...]) -> None:
        if cls.now is not None and event in cls.CALLS and str(args[0]).startswith(cls.now.root):
            cls.now.call()


sys.addaudithook(Trouble.hook)


@pytest.mark.parametrize("how", ["once", "for ever", "unplugged"])
def test_whichever_call_to_the_system_fails_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """T5 below `Folder`: open, list, make, link, remove, fsync of a real folder."""
    true = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (Trouble.now and Trouble.now.call()) or true(file))
    nth = 0
    while True:
        nth += 1
        folder = Folder(tmp_path / str(nth))
        folder.root.mkdir()
        place.found(folder, VAULT)
        desks = [Laptop(f"{number:032x}") for number in (1, 2)]
        for desk in desks:
            edit(desk, desk.device.id)
        meet(desks[1], folder)
        trouble = Trouble(folder.root, nth, how)
        monkeypatch.setattr(Trouble, "now", trouble)
        with contextlib.suppress(Unreachable):
            meet(desks[0], folder)
        monkeypatch.setattr(Trouble, "now", None)
        if how == "unplugged" and trouble.calls >= nth:
            assert not folder.root.exists()  # nothing was made in its place, on this computer's own disk
            folder.root.with_name(f"{nth} unplugged").rename(folder.root)
        for _ in range(2):
            for desk in desks:
                meet(desk, folder)
        assert desks[0].ids() == desks[1].ids()
        assert len(desks[0].ids()) == 2
        if trouble.calls < nth:
            assert nth > 15
            return
