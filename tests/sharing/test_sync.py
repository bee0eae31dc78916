"""States of the share, and what a sync says of them (T5, T9)."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import pytest

from tests.sharing.world import VAULT, Killed, Laptop, Share, server_has_it_otherwise
from zaitaku_desk.sharing import sync
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.sharing.sync import (
    ALONE,
    DEVICES,
    EQUAL,
    FORMAT_FILE,
    UNSENT,
    WAITING,
    Outcome,
    Unreachable,
)
from zaitaku_desk.store.ledger import WORDS_KEPT


@pytest.fixture
def share() -> Share:
    made = Share()
    sync.found(made, VAULT)
    return made


@pytest.fixture
def desks() -> list[Laptop]:
    return [Laptop(f"{number:032x}") for number in (1, 2)]


def meet(desk: Laptop, share: Share | Folder) -> Outcome:
    return sync.sync(desk.ledger, share, desk.device, now_ms=0)


def edit(desk: Laptop, record: str = "r") -> None:
    import random

    desk.open(record)
    desk.edit(random.Random(1))


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


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "つながりません"),
        ({FORMAT_FILE: b"{}"}, "読めません"),
        ({FORMAT_FILE: b"torn"}, "読めません"),
        ({FORMAT_FILE: b'{"format": 1, "vault": "other"}'}, "別のデータ"),
        ({FORMAT_FILE: b'{"format": 9, "vault": "' + VAULT.encode() + b'"}'}, "より新しい"),
    ],
)
def test_a_share_that_is_not_ours_changes_nothing(
    share: Share, desks: list[Laptop], files: dict[str, bytes], words: str
) -> None:
    edit(desks[0])
    share.files = files
    with pytest.raises(Unreachable, match=words):
        meet(desks[0], share)
    assert desks[0].ledger.unsent() == 1


class Slow(Share):
    """Each answer takes so many seconds, by a clock of its own."""

    now, seconds = 0.0, 0.01

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []

    def _call(self) -> None:
        self.now += self.seconds

    def read(self, path: str) -> bytes:
        self.said.append(("read", path))
        return super().read(path)

    def size(self, path: str) -> int:
        self.said.append(("size", path))
        return super().size(path)


@pytest.mark.parametrize(
    ("others", "seconds"), [(1, sync.AUDITED_SECONDS), (0, sync.AUDITED_LACKING_SECONDS)]
)
def test_an_idle_sync_over_a_slow_line_asks_for_little_and_in_time_for_everything(
    desks: list[Laptop], monkeypatch: pytest.MonkeyPatch, others: int, seconds: float
) -> None:
    desks = desks[: 1 + others]
    share = Slow()
    monkeypatch.setattr(sync.time, "monotonic", lambda: share.now)
    sync.found(share, VAULT)
    segments = int(seconds / share.seconds * 4)
    monkeypatch.setattr(share, "seconds", 0.0)
    for number in range(segments):
        edit(desks[0], f"r{number}")
        meet(desks[0], share)
    for desk in (*desks, *desks):
        meet(desk, share)
    monkeypatch.undo()
    monkeypatch.setattr(sync.time, "monotonic", lambda: share.now)
    read, most = set(), 0
    for _ in range(5):
        share.said.clear()
        assert meet(desks[0], share).state == (EQUAL if others else ALONE)
        most = max(most, len(share.said))
        read |= {path for how, path in share.said if how == "read" and path.endswith(".zsg")}
    assert most <= seconds / share.seconds + 10
    assert len(read) == segments


def test_of_what_is_not_read_again_the_length_is_seen(
    share: Share, desks: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        edit(desks[0], f"r{number}")
        meet(desks[0], share)
    for desk in (*desks, *desks):
        meet(desk, share)
    names = sorted(name for name in share.files if name.endswith(".zsg") and desks[0].device.id in name)
    share.files[names[-1]] = share.files[names[-1]][:-1]
    del share.files[names[-2]]
    monkeypatch.setattr(sync, "AUDITED_BYTES", 1)
    assert meet(desks[0], share).sent == 2


def test_another_vaults_folder_is_not_taken_over(share: Share) -> None:
    with pytest.raises(Unreachable, match="別のデータ"):
        sync.found(share, "6" * 32)


def test_deleted_files_are_no_deletions_and_come_back(share: Share, desks: list[Laptop]) -> None:
    edit(desks[0])
    meet(desks[0], share), meet(desks[1], share), meet(desks[0], share)
    share.files = {name: data for name, data in share.files.items() if not name.endswith(".zsg")}
    newcomer = Laptop("9" * 32)
    for _ in range(3):
        for desk in (*desks, newcomer):
            meet(desk, share)
    assert newcomer.ids() == desks[0].ids()


def test_a_dead_authors_folder_is_passed_on_by_who_has_it(share: Share, desks: list[Laptop]) -> None:
    edit(desks[0])
    meet(desks[0], share), meet(desks[1], share)
    gone = f"{DEVICES}/{desks[0].device.id}/"
    share.files = {name: data for name, data in share.files.items() if not name.startswith(gone)}
    newcomer = Laptop("9" * 32)
    for desk in (newcomer, desks[1], newcomer):
        meet(desk, share)
    assert newcomer.ids() == desks[0].ids()


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
    rot(share, one.device.id)
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


def rot(share: Share, owner: str) -> None:
    """One byte of each segment of a device becomes another; sizes stay."""
    for name, data in share.files.items():
        if name.startswith(f"{DEVICES}/{owner}/") and name.endswith(".zsg"):
            share.files[name] = data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]


def test_what_everybody_has_and_rots_at_equal_size_is_found_and_sent_again(
    share: Share, desks: list[Laptop]
) -> None:
    """Nobody complains: the one who has it never reads it again, and may be set back to an older disk."""
    one, other = desks
    edit(one)
    meet(one, share), meet(other, share)
    assert meet(one, share).state == EQUAL
    rot(share, one.device.id)
    meet(one, share)
    assert one.own() <= share.whole_ops()


def test_of_much_some_is_read_again_each_time_until_all_of_it_was(
    share: Share, desks: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "AUDITED_BYTES", 1)
    one, other = desks
    for number in range(5):
        edit(one, f"r{number}")
        meet(one, share)
    for desk in (other, one, other):
        assert meet(desk, share).unsent == 0
    rot(share, one.device.id)
    meet(one, share)
    assert len(share.whole_ops()) == 1
    for _ in range(10):
        meet(one, share)
    assert one.own() <= share.whole_ops()


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
        sync.found(share, VAULT)
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


def test_a_real_folder_that_refuses_is_told_in_words(tmp_path: Path, desks: list[Laptop]) -> None:
    (tmp_path / "zaitaku_sync").write_bytes(b"a file where a folder should be")
    with pytest.raises(Unreachable, match="置いたときと違っています"):
        sync.found(Folder(tmp_path), VAULT)
    with pytest.raises(Unreachable, match="置いたときと違っています"):
        meet(desks[0], Folder(tmp_path))


@pytest.mark.parametrize("path", ["dev", "dev/mine", "FORMAT.json"])
def test_a_file_for_a_folder_or_a_folder_for_a_file_is_told_in_words(
    tmp_path: Path, desks: list[Laptop], path: str
) -> None:
    folder = Folder(tmp_path)
    sync.found(folder, VAULT)
    edit(desks[0])
    meet(desks[0], folder)
    edit(desks[0], "other")
    place = tmp_path / "zaitaku_sync" / path.replace("mine", desks[0].device.id)
    if place.is_dir():
        shutil.rmtree(place)
        place.write_bytes(b"")
    else:
        place.unlink()
        place.mkdir()
    with pytest.raises(Unreachable, match="置いたときと違っています"):
        meet(desks[0], folder)
    assert desks[0].ledger.unsent() == 1


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_without_the_right_to_it_the_folder_is_told_in_words(
    tmp_path: Path, desks: list[Laptop], mode: int, not_root: None
) -> None:
    folder = Folder(tmp_path / "drive")
    folder.root.mkdir()
    sync.found(folder, VAULT)
    edit(desks[0])
    (folder.root / "zaitaku_sync" / "dev").chmod(mode)
    with pytest.raises(Unreachable, match="権限がありません"):
        meet(desks[0], folder)
    (folder.root / "zaitaku_sync" / "dev").chmod(0o755)
    assert meet(desks[0], folder).sent == 1


def test_two_laptops_meet_in_a_real_folder(tmp_path: Path, desks: list[Laptop]) -> None:
    folder = Folder(tmp_path)
    sync.found(folder, VAULT)
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
    sync.found(folder, VAULT)
    edit(desks[0])
    with monkeypatch.context() as server:
        server_has_it_otherwise(server, lambda name: name.endswith(".zsg"))
        made = meet(desks[0], folder)
    assert (made.state, made.unsent) == (UNSENT, 1)
    meet(desks[0], folder), meet(desks[1], folder)
    assert desks[1].ids() == desks[0].ids()
