"""What is missing or damaged on the share comes back (I9, §4.4)."""

from __future__ import annotations

import pytest

from tests.sharing.world import VAULT, Laptop, Share, edit, meet
from zaitaku_desk.sharing import mending, place
from zaitaku_desk.sharing.place import DEVICES
from zaitaku_desk.sharing.sync import ALONE, EQUAL


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
    ("others", "seconds"), [(1, mending.AUDITED_SECONDS), (0, mending.AUDITED_LACKING_SECONDS)]
)
def test_an_idle_sync_over_a_slow_line_asks_for_little_and_in_time_for_everything(
    desks: list[Laptop], monkeypatch: pytest.MonkeyPatch, others: int, seconds: float
) -> None:
    desks = desks[: 1 + others]
    share = Slow()
    monkeypatch.setattr(mending.time, "monotonic", lambda: share.now)
    place.found(share, VAULT)
    segments = int(seconds / share.seconds * 4)
    monkeypatch.setattr(share, "seconds", 0.0)
    for number in range(segments):
        edit(desks[0], f"r{number}")
        meet(desks[0], share)
    for desk in (*desks, *desks):
        meet(desk, share)
    monkeypatch.undo()
    monkeypatch.setattr(mending.time, "monotonic", lambda: share.now)
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
    monkeypatch.setattr(mending, "AUDITED_BYTES", 1)
    assert meet(desks[0], share).sent == 2


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


def test_what_everybody_has_and_rots_at_equal_size_is_found_and_sent_again(
    share: Share, desks: list[Laptop]
) -> None:
    """Nobody complains: the one who has it never reads it again, and may be set back to an older disk."""
    one, other = desks
    edit(one)
    meet(one, share), meet(other, share)
    assert meet(one, share).state == EQUAL
    share.rot(one.device.id)
    meet(one, share)
    assert one.own() <= share.whole_ops()


def test_of_much_some_is_read_again_each_time_until_all_of_it_was(
    share: Share, desks: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "AUDITED_BYTES", 1)
    one, other = desks
    for number in range(5):
        edit(one, f"r{number}")
        meet(one, share)
    for desk in (other, one, other):
        assert meet(desk, share).unsent == 0
    share.rot(one.device.id)
    meet(one, share)
    assert len(share.whole_ops()) == 1
    for _ in range(10):
        meet(one, share)
    assert one.own() <= share.whole_ops()
