"""Eleven deliberate bugs, planted one at a time into a copy of the program: who finds them? (T2)

python -m tests.sharing.mutants [--most SCHEDULES] [NAME …]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
BEYOND = ("tests/sharing/test_sync.py", "tests/gui/test_open_across_a_pull.py")
"""Tests that are asked after the random days."""


class Patch(NamedTuple):
    """In this file, this text becomes that."""

    file: str
    old: str
    new: str


_SYNC, _MENDING = "zaitaku_desk/sharing/sync.py", "zaitaku_desk/sharing/mending.py"
_LEDGER = "zaitaku_desk/store/ledger.py"
_JOURNAL, _SAVE = "zaitaku_desk/store/journal.py", "zaitaku_desk/store/save.py"

MUTANTS: dict[str, tuple[Patch, ...]] = {
    "publish_once": (
        Patch(
            _MENDING,
            "if not one.guards or lies[one.id]:",
            "if True:  # what was sent once is never looked at again",
        ),
    ),
    "overwrite_same_name": (
        Patch(
            _SYNC,
            "    except FileExistsError:\n        return False",
            "    except FileExistsError:\n        folder.put(path, data)",
        ),
        Patch("zaitaku_desk/sharing/segments.py", "{secrets.token_hex(3)}.zsg", "000000.zsg"),
    ),
    "no_hash_check": (
        Patch(
            _SYNC,
            "            bad[hash_in(name)] = owner\n            continue",
            "            ledger.take([Fetched(hash_in(name), owner, name, 0, 0, ())])\n"
            "            known.add(hash_in(name))\n            continue",
        ),
    ),
    "seen_at_save": (
        Patch(
            _SAVE,
            "        prev = seen.heads.get(grp, ())",
            "        prev = journal.heads(db, record.id).ids(grp)",
        ),
    ),
    "sup_not_recorded": (Patch(_JOURNAL, "    if gone:\n", "    if gone and False:\n"),),
    "apply_not_atomic": (
        Patch(
            _SYNC,
            "            received += ledger.take(fetched)\n            fetched = []",
            "            ledger.take([one._replace(ops=()) for one in fetched])\n"
            "            try:  # a kill may come here\n"
            '                folder.size(f"{DEVICES}/{owner}/{name}")\n'
            "            except OSError:\n"
            "                continue\n"
            "            finally:\n"
            "                done, fetched = fetched, []\n"
            "            received += ledger.take(done)",
        ),
    ),
    "cut_not_atomic": (
        Patch(
            _LEDGER,
            "        name = new_name(number, data)\n",
            "        name = new_name(number, data)\n"
            "        with self.db.begin_raw() as raw:\n"
            "            for op in ops:\n"
            '                raw.execute("UPDATE op SET segment = -1 WHERE id = ?", (op.id,))\n'
            "        _kill_sometimes()\n"
            "        with self.db.begin_raw() as raw:\n"
            "            for op in ops:\n"
            '                raw.execute("UPDATE op SET segment = NULL WHERE id = ?", (op.id,))\n',
        ),
        Patch(
            _LEDGER,
            "_HELD = ",
            "def _kill_sometimes():\n"
            "    import random\n\n"
            "    from tests.sharing.world import Killed\n\n"
            "    if random.random() < 0.05:\n"
            "        raise Killed\n\n\n"
            "_HELD = ",
        ),
    ),
    "lww_drop_loser": (
        Patch(
            _JOURNAL,
            "            found[op.record].ops.setdefault(op.grp, []).append(op)\n"
            "    return found\n\n\ndef heads_at",
            "            found[op.record].ops.setdefault(op.grp, []).append(op)\n"
            "    for one in found.values():\n"
            "        for grp in one.ops:\n"
            "            one.ops[grp] = [one.winner(grp)]\n"
            "    return found\n\n\ndef heads_at",
        ),
    ),
    "crash_on_bad_file": (
        Patch(
            _SYNC,
            "        except (OSError, segments.Invalid):\n            bad",
            "        except OSError:\n            bad",
        ),
    ),
    "settled_without_acks": (
        Patch(
            _MENDING,
            "            if place < reached:\n                settled",
            "            if True:\n                settled",
        ),
    ),
    "no_readback": (
        Patch(
            _SYNC,
            '            whole = folder.read(f"{DEVICES}/{device.id}/{name}") == data',
            "            whole = True",
        ),
    ),
}

_DAYS = """
import sys
from tests.sharing import schedules
for seed in range(int(sys.argv[1])):
    try:
        story = schedules.run(seed)
    except BaseException as error:
        sys.exit(f"schedule {seed}: {type(error).__name__}")
    if not story.well:
        wrong = [name for name in ("lost", "false_words", "diverged", "rewritten", "heads_differ")
                 if getattr(story, name)]
        sys.exit(f"schedule {seed}: {', '.join(wrong)}")
"""


def copy_of(place: Path) -> None:
    """The program and its tests."""
    for name in ("zaitaku_desk", "tests", "db", "resources"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)


def plant(place: Path, patches: tuple[Patch, ...]) -> None:
    """Change the sources; AssertionError when a text is not there (any more)."""
    for patch in patches:
        file = place / patch.file
        text = file.read_text("utf-8")
        assert patch.old in text, f"{patch.file} has changed: {patch.old!r}"
        file.write_text(text.replace(patch.old, patch.new, 1), "utf-8")


def found_by(name: str, most: int) -> str:
    """What notices the bug; "" when nothing does. The name "" is the program as it is."""
    with tempfile.TemporaryDirectory(prefix="mutant-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "copy"
        copy_of(place)
        plant(place, MUTANTS.get(name, ()))
        environment = {**os.environ, "PYTHONPATH": str(place), "QT_QPA_PLATFORM": "offscreen"}
        days = subprocess.run(
            [sys.executable, "-c", _DAYS, str(most)],
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
        )
        if days.returncode:
            return days.stderr.strip().splitlines()[-1]
        for test in BEYOND:
            words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
            if subprocess.run(words, cwd=place, env=environment, capture_output=True).returncode:
                return test
    return ""


def main() -> None:
    """Plant what is named (all), say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("names", nargs="*", default=list(MUTANTS))
    arguments = parser.parse_args()
    caught = 0
    for name in arguments.names:
        by = found_by(name, arguments.most)
        caught += bool(by)
        sys.stdout.write(f"{name:22} {by or 'survived'}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{caught} of {len(arguments.names)} found\n")


if __name__ == "__main__":
    main()
