"""The big invented desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk import bench_data
from zaitaku_desk.store import lists
from zaitaku_desk.store.lists import Listing


def test_the_same_seed_makes_the_same_desk(tmp_path: Path) -> None:
    pages = []
    for name in ("a", "b"):
        db = bench_data.build(tmp_path / name, institutions=60, consultations=80)
        assert lists.count(db, Listing("institutions")) == 60
        assert is_whole(db)
        pages.append(lists.page(db, Listing("consultations")))
        db.close()
    assert pages[0] == pages[1]
    assert len(pages[0]) == 80


@pytest.mark.nightly
def test_building_is_linear_and_memory_stays_flat(tmp_path: Path) -> None:
    import resource
    import time

    took, grown = [], []
    for count in (5_000, 20_000):
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        bench_data.build(tmp_path / str(count), institutions=count, consultations=0).close()
        took.append((time.process_time() - start) / count)
        grown.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    assert took[1] < 1.5 * took[0]
    assert grown[1] < 60_000  # kB
