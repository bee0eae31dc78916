"""The papers of `reports` as a page offers them: one adapter for all tabs."""

from __future__ import annotations

from typing import Any

from zaitaku_desk import reports
from zaitaku_desk.gui.papers import Paper, Work


def papers(*names: str | tuple[str, ...]) -> tuple[Paper, ...]:
    """Papers by their names in the registry: of the record that is open, of a period she is asked for, or of
    the list as it is shown.

    Several names in a tuple are one paper in several formats; the first is the one that is previewed. "—"
    draws a line in the menu.
    """
    found, group = [], 0
    for name in names:
        if name == "—":
            group += 1
        else:
            first, *others = name if isinstance(name, tuple) else (name,)
            found.append(_paper(first, *others, group=str(group)))
    return tuple(found)


def in_all_formats(*names: str) -> tuple[tuple[str, ...], ...]:
    """Lists that come as PDF, Excel and Word."""
    return tuple((f"{name}_pdf", f"{name}_excel", f"{name}_word") for name in names)


def _paper(name: str, *others: str, group: str = "") -> Paper:
    report = reports.find(name)
    title = report.title.rpartition("（")[0] or report.title

    def make(tab: Any) -> Work | None:
        record, office = tab.form.record, tab.office
        start = end = None
        if report.needs == "period":
            period = office.dialogs.ask_period(office, title)
            if period is None:
                return None
            start, end = period
        request = reports.Request(
            id=record.id if report.needs == "id" and record is not None else "",
            start=start,
            end=end,
            today=office.today(),
            listing=tab.list.table.listing,
        )
        db = office.db

        def work(_progress: Any) -> reports.Made:
            return reports.make(name, db, request)

        return work

    also = tuple(_paper(other) for other in others)
    return Paper(
        title,
        report.format,
        make,
        needs_record=report.needs == "id",
        also=also,
        group=group,
        personal=report.personal,
    )
