"""Papers: records in, file out, no Qt; window and command line make them by `make`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import directory_papers
from zaitaku_desk.reports.report import Report as Report
from zaitaku_desk.reports.request import Made as Made
from zaitaku_desk.reports.request import Request as Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def find(name: str) -> Report:
    """The paper called `name`; UserError when there is none."""
    for report in REPORTS:
        if report.name == name:
            return report
    raise UserError(
        f"「{name[:40]}」という書類はありません。",
        f"作れる書類は次のとおりです：{'、'.join(report.name for report in REPORTS)}",
    )


def of_kind(kind: str) -> list[Report]:
    """The papers of a tab, in the order of its menu."""
    return [report for report in REPORTS if report.kind == kind]


def make(name: str, db: Database, request: Request, path: Path | None = None) -> Made:
    """The finished paper; with `path` also written there, whole or not at all.

    Its `warnings` are told before it is printed or sent. UserError when something is missing (a record, a
    period the right way round), or when the file cannot be written (it is open in Word or Excel).
    """
    from zaitaku_desk.store import conflicts

    paper = find(name)
    made = paper.made(db, request)
    if paper.kind:
        said = conflicts.warnings(db, paper.kind, request.id if paper.needs == "id" else "")
        made = replace(made, warnings=(*said, *made.warnings))
    if path is not None:
        save(made, path)
    return made


def save(made: Made, path: Path) -> None:
    """Put a finished paper in its place; UserError when the place refuses it."""
    from zaitaku_desk.files import atomic_write

    try:
        atomic_write(Path(path), made.data)
    except PermissionError as error:
        raise UserError(
            f"「{Path(path).name}」に書き込めませんでした。",
            "同じファイルをWordやExcelで開いていれば閉じてから、または別の名前で保存してください。",
        ) from error
    except OSError as error:
        raise UserError(
            f"「{Path(path).name}」を保存できませんでした。",
            "保存先のフォルダーがあるか、空き容量があるかを確かめてください。",
        ) from error


def template(db: Database, name: str) -> Path:
    """The office's own copy of a Word template, else ours."""
    from zaitaku_desk.reports import word

    return word.template_path(db.data_dir, name)


def _invitation_pdf(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import invitation

    return invitation.write_pdf(invitation.gather(db, request))


def _invitation_word(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import invitation

    return invitation.write_word(invitation.gather(db, request), template(db, "invitation"))


def _minutes_word(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import minutes

    return minutes.write_word(minutes.gather(db, request), template(db, "minutes"))


def _minutes_formal_word(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import minutes

    return minutes.write_word(minutes.gather(db, request), template(db, "minutes_formal"))


def _board_report_word(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import board_report

    return board_report.write_word(board_report.gather(db, request), template(db, "board_report"))


def _board_report_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import board_report

    return board_report.write_excel(board_report.gather(db, request))


def _directory_edition_pdf(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import directory, directory_editions

    return directory.write_pdf(directory_editions.gather(db, request))


def _directory_edition_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import directory, directory_editions

    return directory.write_excel(directory_editions.gather(db, request))


def _directory_changes_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import directory_editions

    return directory_editions.write_changes_excel(directory_editions.gather_changes(db, request))


def _directory_changes_pdf(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import directory_editions

    return directory_editions.write_changes_pdf(directory_editions.gather_changes(db, request))


def _coverage_pdf(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import coverage

    return coverage.write_pdf(coverage.gather(db, request))


def _coverage_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import coverage

    return coverage.write_excel(coverage.gather(db, request))


def _confirmation_sheets_pdf(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import confirmation_sheet

    return confirmation_sheet.write_sheets(db, request)


def _confirmation_open_pdf(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import confirmation_sheet

    return confirmation_sheet.write_open_pdf(confirmation_sheet.gather_open(db, request))


def _confirmation_open_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import confirmation_sheet

    return confirmation_sheet.write_open_excel(confirmation_sheet.gather_open(db, request))


def _unconfirmed_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import unconfirmed

    return unconfirmed.write_excel(unconfirmed.gather(db, request))


def _relations_pdf(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import relations

    return relations.write_pdf(relations.gather(db, request))


def _relations_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import relations

    return relations.write_excel(relations.gather(db, request))


def _hearing_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import hearing

    return hearing.write_excel(hearing.gather(db, request))


def _consultation_summary_excel(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import consultation_summary

    return consultation_summary.write_excel(consultation_summary.gather(db, request))


REPORTS: list[Report] = [
    Report("invitation_pdf", "開催案内（PDF・FAX返信票つき）", "pdf", "id", "meetings", _invitation_pdf),
    Report("invitation_word", "開催案内（Word）", "docx", "id", "meetings", _invitation_word),
    Report("minutes_word", "議事録（Word）", "docx", "id", "meetings", _minutes_word, personal=True),
    Report(
        "minutes_formal_word",
        "議事録 と　き・ところ形式（Word）",
        "docx",
        "id",
        "meetings",
        _minutes_formal_word,
        personal=True,
    ),
    Report(
        "board_report_word",
        "理事会 活動報告（Word）",
        "docx",
        "period",
        "meetings",
        _board_report_word,
        personal=True,
    ),
    Report(
        "board_report_excel",
        "理事会 活動報告 資料（Excel）",
        "xlsx",
        "period",
        "meetings",
        _board_report_excel,
        personal=True,
    ),
    *directory_papers.REPORTS,
    Report(
        "directory_edition_pdf",
        "関係機関情報一覧表 この版（PDF）",
        "pdf",
        "id",
        "editions",
        _directory_edition_pdf,
    ),
    Report(
        "directory_edition_excel",
        "関係機関情報一覧表 この版（Excel）",
        "xlsx",
        "id",
        "editions",
        _directory_edition_excel,
    ),
    Report("directory_changes_pdf", "変更点一覧（PDF）", "pdf", "id", "editions", _directory_changes_pdf),
    Report(
        "directory_changes_excel",
        "変更点一覧（Excel）",
        "xlsx",
        "id",
        "editions",
        _directory_changes_excel,
    ),
    Report("coverage_pdf", "空白エリア（PDF）", "pdf", "", "institutions", _coverage_pdf),
    Report("coverage_excel", "空白エリア（Excel）", "xlsx", "", "institutions", _coverage_excel),
    Report(
        "confirmation_sheets_pdf",
        "確認票（PDF）",
        "pdf",
        "id",
        "confirmation_rounds",
        _confirmation_sheets_pdf,
    ),
    Report(
        "confirmation_open_pdf",
        "未返信の機関（PDF）",
        "pdf",
        "id",
        "confirmation_rounds",
        _confirmation_open_pdf,
    ),
    Report(
        "confirmation_open_excel",
        "未返信の機関（Excel）",
        "xlsx",
        "id",
        "confirmation_rounds",
        _confirmation_open_excel,
    ),
    Report("unconfirmed_excel", "未確認の項目（Excel）", "xlsx", "", "institutions", _unconfirmed_excel),
    Report(
        "relations_pdf", "会っていない先（PDF）", "pdf", "", "institutions", _relations_pdf, personal=True
    ),
    Report(
        "relations_excel",
        "会っていない先（Excel）",
        "xlsx",
        "",
        "institutions",
        _relations_excel,
        personal=True,
    ),
    Report(
        "hearing_excel", "ヒアリング集計（Excel）", "xlsx", "period", "visits", _hearing_excel, personal=True
    ),
    Report(
        "consultation_summary_excel",
        "相談件数と内容のまとめ（Excel）",
        "xlsx",
        "period",
        "consultations",
        _consultation_summary_excel,
        personal=True,
    ),
]
"""Every paper the program makes; names are doors and stay."""
