"""The thresholds of the office's profile, read at every list: from when on a fact is old."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.records.fields import by_name
from zaitaku_desk.records.office import PROFILE_ID, Profile

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


class Thresholds(NamedTuple):
    """A capability is old after so many months, a vacancy after so many days; who began is new so many years;
    an institution wants to be seen every so many months (A168).

    None: nothing of that kind ever counts as old (A303: every threshold can be switched off).
    """

    unconfirmed_months: int | None = 12
    vacancy_days: int | None = 7
    new_entry_years: int = 3
    visit_months: int | None = 12


def thresholds(db: Database) -> Thresholds:
    """As the office has set them; the usual ones before there is a profile."""
    found: Thresholds | None = db.cache.get("profiles.thresholds")
    if found is None:
        names = ", ".join(f'"{by_name(Profile)[name].name}"' for name in Thresholds._fields)
        row = db.row(f"SELECT {names} FROM profiles WHERE id = ? AND deleted = 0", (PROFILE_ID,))
        found = (
            Thresholds(row[0] or None, row[1] or None, row[2] or 0, row[3] or None) if row else Thresholds()
        )
        db.cache["profiles.thresholds"] = found
    return found
