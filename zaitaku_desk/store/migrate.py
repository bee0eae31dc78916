"""Bringing a file to this program's schema: Alembic, a backup before each step, a newer file refused
(decisions 3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zaitaku_desk import paths
from zaitaku_desk.errors import UserError

if TYPE_CHECKING:
    from alembic.config import Config

    from zaitaku_desk.store.connection import Database

REBUILD = "rebuild"
"""The key in `local` that says so to the next start, should this one be cut off."""

_REVISION = re.compile(r'^revision = "([0-9a-z_]+)"', re.MULTILINE)
_DOWN = re.compile(r'^down_revision = "([0-9a-z_]+)"', re.MULTILINE)


def revisions() -> list[str]:
    """This program's schema versions, oldest first, read from the migration files without importing them."""
    after: dict[str | None, str] = {}
    for file in (paths.db_folder() / "migrations" / "versions").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        found, down = _REVISION.search(text), _DOWN.search(text)
        if found:
            after[down[1] if down else None] = found[1]
    ordered: list[str] = []
    step = after.get(None)
    while step:
        ordered.append(step)
        step = after.get(step)
    return ordered


def version(db: Database) -> str | None:
    """The schema version of the file; None for an empty one."""
    if not db.row("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"):
        return None
    row = db.row("SELECT version_num FROM alembic_version")
    return row[0] if row else None


def is_current(db: Database) -> bool:
    """True when nothing has to be done; Alembic is not imported to find out."""
    return version(db) == revisions()[-1]


def is_newer(raw: Any) -> bool:
    """Whether the file behind a raw connection comes from a newer program."""
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return False
    found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return bool(found) and found[0] not in revisions()


def upgrade(db: Database) -> None:
    """Bring the file to this program's schema, in one transaction; a backup of it is made first.

    Afterwards the tables are to be made anew from the journal (REBUILD): it may hold values that had no
    column yet. UserError when the file comes from a newer program: it is left untouched.
    """
    known, current = revisions(), version(db)
    if current == known[-1]:
        return
    if current is not None and current not in known:
        raise UserError(
            "このデータは、より新しい在宅デスクで作られています。",
            "新しい版の在宅デスクで開いてください。データには手を加えていません。",
        )
    if current is not None:
        from zaitaku_desk.store import backups

        backups.make(db, why="migration")
    from alembic import command

    with db.begin() as connection:
        command.upgrade(config(connection), "head")
        if current is not None:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO local (key, value) VALUES (?, '1')", (REBUILD,)
            )


def config(connection: Any, target_metadata: Any = None) -> Config:
    """Alembic's configuration over an open connection; nothing is read from a file."""
    from alembic.config import Config

    found = Config()
    found.set_main_option("script_location", str(paths.db_folder() / "migrations").replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    found.attributes["connection"] = connection
    found.attributes["target_metadata"] = target_metadata
    return found


def write_migration(db: Database, message: str) -> None:
    """Write a new migration file from the difference between the file and the records (for developers)."""
    from alembic import command

    from zaitaku_desk.store.mapping import metadata

    number = f"{len(revisions()) + 1:04d}"
    with db.begin() as connection:
        command.revision(config(connection, metadata()), message, autogenerate=True, rev_id=number)


def schema_sql(db: Database) -> str:
    """The whole schema as SQL, for db/schema.sql; FTS shadow tables and Alembic's own left out."""
    rows = db.rows(
        "SELECT sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_text\\_%' ESCAPE '\\'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'alembic_version' ORDER BY type DESC, name"
    )
    return "".join(f"{row[0].strip()};\n\n" for row in rows)
