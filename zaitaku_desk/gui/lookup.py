"""Labels of choices and codes, and names of records, for the widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zaitaku_desk.records.fields import Spec
    from zaitaku_desk.store.connection import Database


class Choice(NamedTuple):
    """One thing to choose: key, label, and how it is read."""

    key: str
    label: str
    kana: str = ""
    retired: bool = False

    def folded(self) -> tuple[str, ...]:
        """What typing is compared with."""
        from zaitaku_desk.japanese.fold import fold

        return tuple(fold(text) for text in (self.label, self.kana) if text)


def choices_of(db: Database | None, spec: Spec) -> list[Choice]:
    """The choices of a field: its closed list, else its code list (empty without a database)."""
    if spec.choices:
        return [Choice(key, label) for key, label in spec.choices]
    return codes(db, spec.codes) if db is not None and spec.codes else []


def codes(db: Database, list_name: str) -> list[Choice]:
    """The code list in the order of the screen, retired ones included."""
    from zaitaku_desk.store.codes import entries

    return [
        Choice(code.key or "", code.label or "", code.kana or "", bool(code.retired))
        for code in entries(db, list_name, retired=True)
    ]


def label(db: Database | None, spec: Spec, key: str | None) -> str:
    """The label of a key, the key itself where nothing knows it."""
    if key is None:
        return ""
    return next((choice.label for choice in choices_of(db, spec) if choice.key == key), key)


def name_of(db: Database, kind: str, record_id: str) -> str:
    """The name of one record, "" when it is not here."""
    from zaitaku_desk.records import KINDS

    rows = db.rows(f'SELECT "{KINDS[kind].NAME}" FROM "{kind}" WHERE id = ?', (record_id,))  # noqa: S608
    return str(rows[0][0] or "（名称なし）") if rows else ""


def first_names(db: Database, kind: str, limit: int) -> list[tuple[str, str]]:
    """(id, name) of the first records in their own order, for a list that opens before anything is typed."""
    from zaitaku_desk.records import KINDS

    record = KINDS[kind]
    order = ", ".join(f'"{name}"' + (" DESC" if record.NEWEST_FIRST else "") for name in record.ORDER) or "id"
    return db.rows(
        f'SELECT id, "{record.NAME}" FROM "{kind}" WHERE NOT deleted AND merged_into IS NULL'  # noqa: S608
        f' AND "{record.NAME}" IS NOT NULL ORDER BY {order} LIMIT ?',
        (limit,),
    )
