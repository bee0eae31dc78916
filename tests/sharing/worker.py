"""A process that edits and syncs until it is killed: python -m tests.sharing.worker DATA DRIVE.

Each operation is written to standard output once its save has returned.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from tests.sharing import desks
from zaitaku_desk.store import desk, journal, save


def main(data: Path, drive: Path) -> None:
    chance = random.Random()
    db = desk.open_desk(data, desks.PASSPHRASE)
    records = [row[0] for row in db.rows("SELECT id FROM institutions ORDER BY id")]
    desks.write(db, records[0], note=f"{chance.random()}")  # everything is imported now
    desks.knock(db, drive)
    say("ready")
    while True:
        for _ in range(chance.randrange(1, 6)):
            desks.write(
                db,
                chance.choice(records),
                **{chance.choice(("note", "telephone", "address")): f"{chance.random()}"},
            )
            for op in journal.of_batch(db, db.last_batch):
                say(op.id)
        if chance.random() < 0.2:
            record = save.new("institutions", name=f"{chance.random()}")
            save.save(db, record)
            for op in journal.of_batch(db, db.last_batch):
                say(op.id)
        if not desks.knock(db, drive):
            say("refused")


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
