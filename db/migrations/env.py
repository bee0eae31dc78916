"""Alembic's entry: runs on the connection the program hands over, in the program's own transaction.

Imports nothing of the program: a frozen folder has no source tree. For `dev.py migration` its tables
come in as `target_metadata`.
"""

from alembic import context

HIDDEN = ("search_text", "sqlite_")


def include_object(_object, name, type_, _reflected, _compare_to):
    """Leave the full-text tables alone: SQLite keeps them, not SQLAlchemy."""
    return not (type_ == "table" and name.startswith(HIDDEN))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("target_metadata"),
    include_object=include_object,
    render_as_batch=True,
    transactional_ddl=False,
)
with context.begin_transaction():
    context.run_migrations()
