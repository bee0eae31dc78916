"""Every paper of the registry as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from zaitaku_desk.tour.desk import NOW, fullest

_RECORDS = {
    "meetings": "minutes",
    "editions": "edition",
    "confirmation_rounds": "round",
    "institutions": "institution",
    "people": "person",
}
_INVITATIONS = ("invitation_pdf", "invitation_word")
_START = date(2026, 4, 1)


def make(district: Path, out: Path) -> list[Path]:
    """Make each paper, of the record or the fiscal year that has most to show."""
    from zaitaku_desk import reports
    from zaitaku_desk.store import desk

    out.mkdir(parents=True, exist_ok=True)
    made = []
    db = desk.open_desk(district)
    try:
        for report in reports.REPORTS:
            what = "invitation" if report.name in _INVITATIONS else _RECORDS.get(report.kind, "minutes")
            record = fullest(db, what) if report.needs == "id" else ""
            start = _START if report.needs == "period" else None
            path = out / f"{report.name}.{report.format}"
            request = reports.Request(id=record, start=start, today=NOW.date())
            reports.make(report.name, db, request, path)
            made.append(path)
    finally:
        db.close()
    return made
