"""What shows and measures the program: the fictional district, the tour, the bench."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from zaitaku_desk import clock
from zaitaku_desk.commands import Said, folder


def demo(arguments: Namespace) -> Said:
    """`demo`: a data folder with a fictional district; unprotected unless a passphrase is given."""
    from zaitaku_desk import demo as district
    from zaitaku_desk.store import desk

    place = folder.data_dir(arguments)
    if desk.exists(place):
        db = desk.open_desk(place, folder.passphrase(arguments), second=folder.second_keys(arguments))
        code = None
    else:
        db, code = desk.create_desk(place, folder.new_passphrase(arguments))
    try:
        counts = district.fill(db, clock.today())
    finally:
        db.close()
    notes = [f"架空の地区「みなと野市」を作りました: {place}"]
    if code is not None:
        notes.append(f"回復キー: {code}")
    return Said({"data": str(place), **counts}, (str(place),), tuple(notes))


def tour(arguments: Namespace) -> Said:
    """`tour --out DIR`: pictures of every page and every paper, from the fictional district."""
    from zaitaku_desk import tour as guide

    out = Path(arguments.out).expanduser().absolute()
    made = guide.run(out)
    return Said({"out": str(out), "files": [str(path) for path in made]}, tuple(map(str, made)))


def bench(arguments: Namespace) -> Said:
    """`bench`: ratios of speed; what follows the command goes to the bench."""
    from zaitaku_desk import bench as measuring

    value = measuring.run(arguments.further)
    return Said(value, tuple(value["text"]))
