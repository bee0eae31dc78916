"""What is measured: in fresh processes, taken in turns so that a busy machine slows all of them alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from zaitaku_desk import paths
from zaitaku_desk.bench import data
from zaitaku_desk.bench.table import Line

MB = 1024
AS_MANY = 10  # the desk the big one is compared with has a tenth of the rows


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured, how often."""

    institutions: int
    consultations: int
    repeats: int
    rounds: int
    excel_rows: int
    letters: int
    watch: int
    filings: int = 13_120
    care_rows: int = 50_000
    where: Path | None = None
    operations: int = 250_000


FULL = Plan(50_000, 200_000, 7, 40, 10_000, 200, 1_500)
QUICK = Plan(200, 2_000, 1, 2, 200, 3, 100, 180, 200, operations=3_000)


def measure(plan: Plan, only: str = "") -> list[Line]:
    """Every line whose part (start, list …) has `only` in its name; "sync" makes a desk of its own."""
    if only == "sync":
        return list(sharing(plan))
    place = data.folder(plan.institutions, plan.consultations, tell, plan.where)
    parts: Mapping[str, Callable[[Plan, Path], Iterator[Line]]] = {
        "start": starts,
        "list": lists,
        "search": searches,
        "find": finds,
        "keys": keys,
        "save": saves,
        "papers": papers,
        "intake": intake,
    }
    found = []
    for name, part in parts.items():
        if only in name:
            tell(f"measuring: {name} ...")
            found += list(part(plan, place))
    return found


def starts(plan: Plan, place: Path) -> Iterator[Line]:
    """Process started → first page painted, and what comes after."""
    locked, rows = data.protected(place), _first_page(place)
    found = _turns(
        plan.repeats,
        {
            "bare": ("starts.bare", {}),
            "rows": ("starts.rows", rows),
            "ours": ("starts.ours", {"data": str(place), "watch": plan.watch}),
            "unlock": (
                "starts.unlocked",
                {"data": str(locked), "passphrase": data.PASSPHRASE, "watch": plan.watch},
            ),
        },
    )
    bare, same = _mid(found["bare"], "painted"), _mid(found["rows"], "painted")
    ours, unlock = found["ours"], found["unlock"]
    yield Line("start: first page painted", _mid(ours, "painted"), "ms", bare, "bare window", 1.5)
    yield Line("start: first page painted", _mid(ours, "painted"), "ms", same, "same rows, bare window", 1.2)
    yield Line("start: unlock prompt painted", _mid(unlock, "prompt"), "ms", bare, "bare window", 1.5)
    yield Line(
        "start: passphrase → page, without key derivation",
        max(1.0, _mid(unlock, "opened") - _key_derivation(plan.repeats)),
        "ms",
        same,
        "same rows, bare window",
        1.2,
    )
    yield Line("start: longest stall after first paint", _mid(ours, "stall"), "ms", most=25)
    heavy = sorted({name for run in ours for name in run["heavy"]})
    yield Line("start: heavy libraries before first paint", len(heavy), "", most=0, note=" ".join(heavy))
    yield Line(
        "start: peak memory", _mid(ours, "peak") / MB, "MB", _mid(found["bare"], "peak") / MB, "bare window"
    )


def lists(plan: Plan, place: Path) -> Iterator[Line]:
    """A list of all consultations against a model that always says the same."""
    found = _turns(
        plan.repeats,
        {
            "constant": ("lists.show", {"data": str(place), "model": "constant"}),
            "ours": ("lists.show", {"data": str(place), "model": "ours"}),
        },
    )
    ours, floor, model = found["ours"], found["constant"], "constant model"
    yield Line("list: show", _mid(ours, "show"), "ms", _mid(floor, "show"), model, 1.7)
    yield Line("list: scroll frame p50", _mid(ours, "scroll"), "ms", _mid(floor, "scroll"), model, 1.15)
    yield Line("list: scroll frame p95", _mid(ours, "scroll95"), "ms", _mid(floor, "scroll95"), model)
    yield Line("list: jump p95", _mid(ours, "jump95"), "ms", _mid(floor, "jump95"), model)
    yield Line("list: memory above the empty window", _mid(ours, "memory") / MB, "MB", most=20)
    sorts = _child("lists.sort", data=str(place))
    for name, in_order in sorts["in_order"].items():
        kind, most = ("in an index", 1.5) if in_order else ("in none", 1.2)
        one = sorts["times"][name]
        yield Line(
            f"list: sort by {name} ({kind})", one["ours"], "ms", one["raw"], "raw ORDER BY … LIMIT", most
        )


def sharing(plan: Plan) -> Iterator[Line]:
    """The shared folder against copying the whole file there in the same run (sync.md §4.5)."""
    from zaitaku_desk.bench import sharing as shared

    with tempfile.TemporaryDirectory(prefix="zaitaku-bench-", ignore_cleanup_errors=True) as folder:
        found = shared.measure(Path(folder) / "sync", plan.operations, plan.repeats, tell)
    day, copy, whole = found["day"] * 1000, found["copy"] * 1000, "whole file copied"
    note = f"{plan.operations:,} operations"
    yield Line("sync: a day of 120 edits, sent and taken in", day, "ms", copy, whole, 0.1, note=note)
    yield Line(
        "sync: a day of 120 edits", found["day_bytes"], "bytes", found["copy_bytes"], whole, 0.001, note=note
    )
    yield Line("sync: nothing new", found["idle"] * 1000, "ms", most=150, note=note)
    worked = f"{note}, {found['join_worked']:.1f} s of processor time"
    yield Line("sync: a new laptop from the share alone", found["join"], "s", most=30, note=worked)
    yield Line("sync: all of it sent for the first time", found["publish"], "s", note=note)
    yield Line(
        "sync: all conflicts listed",
        found["conflicts_read"] * 1000,
        "ms",
        most=100,
        note=f"{found['conflicts']} of {note}",
    )
    yield Line("sync: desks that differ afterwards", 0 if found["equal"] else 1, "", most=0)


def searches(plan: Plan, place: Path) -> Iterator[Line]:
    """Query and fetch of the first page: 1–5 characters and two words."""
    for kind in ("consultations", "institutions"):
        found = _child(
            "keys.queries", data=str(place), kind=kind, rounds=plan.rounds, scans=max(2, plan.rounds // 4)
        )
        ours, raw, like = found["ours"], found["raw"], found["like"]
        yield Line(f"search {kind}: first page p50", ours[0], "ms", raw[0], "raw FTS5")
        yield Line(f"search {kind}: first page p95", ours[1], "ms", raw[1], "raw FTS5")
        yield Line(f"search {kind}: first page p95", ours[1], "ms", most=3)
        least = 50 if kind == "consultations" else None  # few short names are quickly read through
        yield Line(f"search {kind}: first page p95", ours[1], "ms", like[1], "LIKE", least=least)


def finds(plan: Plan, place: Path) -> Iterator[Line]:
    """First page while somebody waits on the telephone: selective filters of all institutions."""
    for what, (half, most_of_them) in _child("finding.asked", data=str(place), rounds=plan.rounds).items():
        yield Line(f"find {what}: first page p50", half, "ms")
        limit = None if what == "nearest" else 3
        yield Line(f"find {what}: first page p95", most_of_them, "ms", most=limit)
    tap = _child("finding.tapped", data=str(place), rounds=plan.rounds)
    yield Line("find: first page after a tap p95", tap[1], "ms", most=50)


def keys(plan: Plan, place: Path) -> Iterator[Line]:
    """Keystroke → painted, through the window."""
    small = data.folder(plan.institutions // AS_MANY, plan.consultations // AS_MANY, tell, plan.where)
    found = _turns(
        max(1, plan.repeats // 2),
        {
            "tenth": ("keys.type_phrases", {"data": str(small)}),
            "ours": ("keys.type_phrases", {"data": str(place)}),
        },
    )
    typed = [median(run["typed"][at] for run in found["ours"]) for at in (0, 1)]
    again = [median(run["repaint"][at] for run in found["ours"]) for at in (0, 1)]
    before = [median(run["typed"][at] for run in found["tenth"]) for at in (0, 1)]
    yield Line("keystroke → painted p50", typed[0], "ms", again[0], "repaint of the list", 1.3)
    yield Line("keystroke → painted p95", typed[1], "ms", again[1], "repaint of the list", 1.3)
    yield Line("keystroke → painted p95", typed[1], "ms", most=16)
    yield Line("keystroke → painted p95, ten times the rows", typed[1], "ms", before[1], "a tenth", 1.2)


def saves(plan: Plan, place: Path) -> Iterator[Line]:
    """One autosave while she types."""
    found = _child("saves.single", data=str(place), times=plan.rounds)
    for at, name in enumerate(("p50", "p95")):
        yield Line(f"single save {name}", found["ours"][at], "ms", found["raw"][at], "the bare statements")


def intake(plan: Plan, place: Path) -> Iterator[Line]:
    """A list planned against the big desk; many rows taken in, taken back, and in how much memory."""
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            way: (
                "intake.plan",
                {"data": str(place), "rows": plan.filings, "way": way, "out": f"{folder}/filings.xlsx"},
            )
            for way in ("raw", "ours")
        }
        found = _turns(max(1, plan.repeats // 2), ways)
        what = f"{plan.filings:,} filings planned against {plan.institutions:,} institutions"
        yield Line(what, _mid(found["ours"], "s"), "s", _mid(found["raw"], "s"), "calamine", 2)
        few, many = (
            _child("intake.care", rows=rows, out=f"{folder}/{rows}.csv")
            for rows in (plan.care_rows // AS_MANY, plan.care_rows)
        )
        what = f"{plan.care_rows:,} care services"
        yield Line(f"{what}: planned and taken in (CPU)", many["plan"] + many["apply"], "s")
        yield Line(f"{what}: taken back (CPU)", many["undo"], "s", many["apply"], "taking in", 0.7)
        yield Line(f"{what}: and again (CPU)", many["redo"], "s", many["apply"], "taking in", 1.3)
        yield Line(f"{what}: memory", many["kb"] / MB, "MB", few["kb"] / MB, "a tenth of the rows", 3)


def papers(plan: Plan, _place: Path) -> Iterator[Line]:
    """Files against the same made with the bare library."""
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            way: ("papers.excel", {"rows": plan.excel_rows, "way": way, "out": f"{folder}/{way}.xlsx"})
            for way in ("raw", "ours")
        }
        found = _turns(max(1, plan.repeats // 2), ways)
        ours, raw = found["ours"], found["raw"]
        what = f"Excel list {plan.excel_rows:,} × 30"
        yield Line(what, _mid(ours, "s"), "s", _mid(raw, "s"), "openpyxl write-only", 1.1)
        yield Line(f"{what}: memory", _mid(ours, "kb") / MB, "MB", most=5)
        ways = {
            way: ("papers.read", {"rows": plan.excel_rows, "way": way, "out": f"{folder}/raw.xlsx"})
            for way in ("raw", "ours")
        }
        found = _turns(max(1, plan.repeats // 2), ways)
        what = f"reading {plan.excel_rows:,} × 30 for import"
        yield Line(what, _mid(found["ours"], "s"), "s", _mid(found["raw"], "s"), "calamine", 1.2)
    one = _child("papers.minutes", times=plan.rounds)
    yield Line("Word minutes", one["ours"] * 1000, "ms", one["raw"] * 1000, "docxtpl", 1.1)
    one = _child("papers.sheets", count=plan.letters, times=max(1, plan.repeats // 2))
    what = f"{plan.letters} confirmation sheets"
    yield Line(what, one["ours"] * 1000, "ms", one["raw"] * 1000, "same strokes, raw canvas", 2.5)
    letters = _child("papers.invitations", count=plan.letters, times=max(1, plan.repeats // 2))
    for way, most in (("separate", 1.2), ("merged", 2.5)):
        one = letters[way]
        what = f"{plan.letters} invitations, {way}"
        yield Line(what, one["ours"] * 1000, "ms", one["raw"] * 1000, "raw canvas", most)


def tell(words: str) -> None:
    """What is being done now."""
    print(words, file=sys.stderr, flush=True)


def _first_page(place: Path) -> dict[str, Any]:
    """What the bare window needs to show the rows the program shows first."""
    from zaitaku_desk.records.visits import Visit
    from zaitaku_desk.store import listing_sql as stored

    sql = (
        f"SELECT {stored.columns_of(Visit.KIND)} FROM visits t {stored.JOINS[Visit.KIND]}"
        " WHERE t.deleted = 0 ORDER BY t.visited_on DESC, t.start DESC LIMIT 32"
    )
    return {
        "sql": sql,
        "columns": len(Visit.COLUMNS),
        "path": str(place / "desk.db"),
        "key": data.raw_key(place),
        "font": str(paths.japanese_font()),
    }


def _key_derivation(repeats: int) -> float:
    """ms of the key derivation alone, on this machine now."""
    import hashlib

    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        hashlib.scrypt(b"bench", salt=bytes(16), n=1 << 17, r=8, p=1, maxmem=1 << 28)
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def _turns(repeats: int, ways: Mapping[str, tuple[str, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Each way `repeats` times, one after the other; the very first turn only warms the disk cache."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in ways}
    for turn in range(repeats + (repeats > 1)):
        for name, (function, how) in ways.items():
            result = _child(function, **how)
            if turn or repeats == 1:
                found[name].append(result)
    return found


def _mid(runs: list[dict[str, Any]], name: str) -> float:
    return float(median(run[name] for run in runs))


def _child(function: str, **how: Any) -> Any:
    """What `function` answers in a process of its own; one that starts is told when it was begun."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if function.startswith("starts."):
        how["began"] = time.monotonic_ns()
    command = [sys.executable, "-m", "zaitaku_desk.bench.child", function, json.dumps(how)]
    done = subprocess.run(command, cwd=paths.root(), env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{function} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])
