from __future__ import annotations

from zaitaku_desk.reports import Made, Report


def test_the_file_is_called_after_the_papers_own_title() -> None:
    report = Report("minutes", "議事録", "docx", "id", "meetings", lambda _db, _request: Made(b"", ""))
    assert report.suggested_name(Made(b"", "第10回コア会議 議事録")) == "第10回コア会議 議事録.docx"
