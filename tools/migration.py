"""Write a migration for what changed in records/, and db/schema.sql anew.

python3 dev.py migration "visits: who drove"     both
python3 dev.py migration                         only schema.sql
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zaitaku_desk import paths
from zaitaku_desk.store import migrate
from zaitaku_desk.store.connection import Database, create_database


@contextmanager
def newest() -> Iterator[Database]:
    """An empty file of the newest schema."""
    with tempfile.TemporaryDirectory() as folder:
        db = create_database(Path(folder), os.urandom(32))
        try:
            migrate.upgrade(db)
            yield db
        finally:
            db.close()


def main(message: str) -> None:
    """Write the files; the migration is to be read and tidied by a person before it is committed."""
    if message:
        with newest() as db:
            migrate.write_migration(db, message)
    with newest() as db:
        (paths.db_folder() / "schema.sql").write_text(migrate.schema_sql(db), "utf-8", newline="\n")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
