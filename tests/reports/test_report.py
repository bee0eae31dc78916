from __future__ import annotations

from zaitaku_desk.reports import REPORTS
from zaitaku_desk.reports.report import PERSONAL_KINDS


def test_every_paper_about_persons_reminds_before_it_leaves() -> None:
    assert [paper.name for paper in REPORTS if paper.kind in PERSONAL_KINDS and not paper.personal] == []
