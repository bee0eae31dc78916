"""`python3 dev.py bench`: speed as ratios, ours and the reference in one run on the same file (decisions 39).

Milliseconds are only for information. `--quick` takes a small desk and few turns: does it run at all?
`--only WORD` measures the lines whose name has that word, `--sync` what the shared folder costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Measure and give back {"lines": […], "text": […]}; what is being done is told on standard error."""
    import argparse

    from zaitaku_desk.bench import measures, table

    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small desk, few turns")
    parser.add_argument("--only", default="", help="start, list, search, find, keys, save, papers, intake")
    parser.add_argument("--sync", action="store_true", help="the shared folder, on a desk of its own")
    found = parser.parse_args(list(arguments))
    only = "sync" if found.sync else found.only
    lines = measures.measure(measures.QUICK if found.quick else measures.FULL, only)
    return {"lines": [line.to_json() for line in lines], "text": table.text(lines)}
