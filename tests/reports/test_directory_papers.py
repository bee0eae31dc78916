from __future__ import annotations

from zaitaku_desk.reports import directory_papers


def test_every_list_comes_in_three_formats() -> None:
    names = [report.name for report in directory_papers.REPORTS]
    assert {"liaison_pdf", "liaison_excel", "liaison_word"} <= set(names)
    assert len(names) == len(set(names))
