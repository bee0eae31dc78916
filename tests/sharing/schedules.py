"""Random days of two or three laptops on a share that fails, and what must hold at the end (sync.md §4.6)."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field

from tests.sharing.world import VAULT, Killed, Laptop, Memory, Share
from zaitaku_desk.sharing import place
from zaitaku_desk.sharing import sync as engine
from zaitaku_desk.sharing.place import Unreachable
from zaitaku_desk.sharing.sync import ALONE, EQUAL, WAITING, Outcome

YEAR_MS = 365 * 86_400_000


@dataclass
class Story:
    """What happened in one schedule; `false_words` counts 同期済み of what a fault-free reader would not find
    on the share at that moment (I9), whoever else may hold it. `misled` are those where the share itself had
    answered this very sync with bytes that no longer lie there: no reader can tell.
    """

    seed: int
    edits: int = 0
    syncs: int = 0
    lost: set[str] = field(default_factory=set)
    false_words: int = 0
    misled: int = 0
    diverged: bool = False
    rewritten: list[str] = field(default_factory=list)
    heads_differ: bool = False
    confirmed: int = 0

    @property
    def well(self) -> bool:
        """Nothing was lost, everybody agrees, and nobody was told what was not so."""
        return not (self.lost or self.false_words or self.diverged or self.rewritten or self.heads_differ)


def run(seed: int, *, steps: int = 60, rate: float = 0.25) -> Story:
    """One schedule; the same seed is the same day."""
    chance = random.Random(seed)
    story = Story(seed)
    share = Share(chance, rate if chance.random() < 0.9 else 0.0)
    calm(share, lambda: place.found(share, VAULT))
    desks = [Laptop(f"{number + 1:032x}") for number in range(chance.choice((2, 2, 3)))]
    images: dict[int, Memory] = {}
    seen: dict[str, tuple[str, ...]] = {}
    for _ in range(steps):
        at = chance.randrange(len(desks))
        act(chance, story, share, desks, at, images, seen)
    settle(story, share, desks)
    judge(story, share, desks, seen)
    return story


def act(
    chance: random.Random,
    story: Story,
    share: Share,
    desks: list[Laptop],
    at: int,
    images: dict[int, Memory],
    seen: dict[str, tuple[str, ...]],
) -> None:
    """One thing that may happen on a day."""
    desk, dice = desks[at], chance.random()
    if dice < 0.42:
        for _ in range(chance.randrange(1, 4)):
            before = desk.form
            op_id = desk.edit(chance)
            seen[op_id] = desk.db.rows("SELECT prev FROM op WHERE id = ?", (op_id,))[0][0]
            assert before is None or before[0] == desk.form[0]
            story.edits += 1
        if chance.random() < 0.5:
            desk.form = None
    elif dice < 0.52:
        desk.open(f"r{chance.randrange(6)}")
    elif dice < 0.86:
        one_sync(chance, story, share, desk)
    elif dice < 0.91:
        share.damage()
    elif dice < 0.93:
        images[at] = desk.db.copy(desk.device.id)
    elif dice < 0.95 and at in images:
        desks[at] = Laptop(desk.device.id, images[at].copy(desk.device.id))
    elif dice < 0.97 and len(desks) < 4:
        desks.append(Laptop(desk.device.id, desk.db.copy(desk.device.id)))
    elif dice < 0.99:
        desk.db.clock += chance.choice((-YEAR_MS, YEAR_MS)) if chance.random() < 0.2 else 0
    else:
        share.remember()


def one_sync(chance: random.Random, story: Story, share: Share, desk: Laptop) -> None:
    """A sync as the program makes it; a kill ends it wherever it is."""
    share.gone = False
    share.remembered.clear()
    before = desk.ids()
    try:
        outcome = meet(desk, share, chance)
    except (Unreachable, Killed):
        assert before <= desk.ids()  # I8, I11
        return
    finally:
        share.gone = False
    story.syncs += 1
    share.watch()
    if outcome.unsent == 0 and outcome.state in (EQUAL, WAITING, ALONE):
        story.confirmed += 1
        if not desk.own() <= share.whole_ops():
            misled = desk.own() <= share.whole_ops(share.remembered)
            story.misled += misled
            story.false_words += not misled


def meet(desk: Laptop, share: Share, chance: random.Random) -> Outcome:
    """A sync as the program does it: an id that others use too, or that was retired, is given up."""
    if desk.device.id in desk.retired():
        desk.take_new_id(chance)
    made = engine.sync(desk.ledger, share, desk.device, now_ms=0, retired=desk.retired())
    if made.twin:
        desk.take_new_id(chance)
    return made


def settle(story: Story, share: Share, desks: list[Laptop]) -> None:
    """The faults end; some rounds later everybody must have everything."""

    def rounds() -> None:
        for number in range(15):
            made = [
                meet(desk, share, random.Random(f"{story.seed} {number} {desk.device.id}")) for desk in desks
            ]
            if all(one.state in (EQUAL, ALONE) and not one.twin for one in made):
                return

    calm(share, rounds)


def judge(story: Story, share: Share, desks: list[Laptop], seen: dict[str, tuple[str, ...]]) -> None:
    """I1, I2, I6 and what a fresh reader finds."""
    every = [desk.ids() for desk in desks]
    union = frozenset.union(*every)
    story.diverged = any(ids != union for ids in every) or len({desk.ledger.total() for desk in desks}) > 1
    story.lost = set(union - share.whole_ops() - frozenset.intersection(*every))
    newcomer = Laptop("e" * 32)
    settle(story, share, [newcomer, *desks])
    story.lost |= union - newcomer.ids()
    oracle = {op_id: seen[op_id] for op_id in union if op_id in seen}
    replaced = {older for prev in oracle.values() for older in json.loads(prev)}
    heads = {op_id for op_id in oracle if op_id not in replaced}
    for desk in desks:
        found = {op_id for ids in desk.heads().values() for op_id in ids}
        story.heads_differ = story.heads_differ or found != heads
    share.watch()
    story.rewritten = share.changed


def calm(share: Share, work) -> None:
    """Without faults."""
    rate, share.rate, share.gone = share.rate, 0.0, False
    old, share.old = share.old, share.files
    work()
    share.rate, share.old = rate, old
