"""The papers of the directory, for the registry: lists in every format they make sense in."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from zaitaku_desk.reports.report import Report
from zaitaku_desk.reports.request import Made, Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

WORDS = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word"}
NAMES = {"pdf": "pdf", "xlsx": "excel", "docx": "word"}


NAMES_PEOPLE = ("liaison", "disaster")
"""Lists of institutions that name who answers there."""


def _directory(form: str) -> Callable[[Database, Request], Made]:
    def made(db: Database, request: Request) -> Made:
        from zaitaku_desk.reports import directory

        write = {"pdf": directory.write_pdf, "xlsx": directory.write_excel, "docx": directory.write_word}
        return write[form](directory.gather(db, request))

    return made


def _listing(home: str, form: str) -> Callable[[Database, Request], Made]:
    """A list made by `module.function` and written in one format."""

    def made(db: Database, request: Request) -> Made:
        from zaitaku_desk.reports import list_excel, list_page, list_word

        module, _, name = home.partition(".")
        paper = getattr(importlib.import_module(f"zaitaku_desk.reports.{module}"), name)(db, request)
        if form == "pdf":
            return list_page.write_pdf(paper)
        return list_excel.write_excel(paper) if form == "xlsx" else list_word.write_word(paper)

    return made


def _lists(
    name: str, title: str, home: str, kind: str = "institutions", needs: str = ""
) -> tuple[Report, ...]:
    """PDF, Excel and Word of one list."""
    return tuple(
        Report(
            f"{name}_{NAMES[form]}",
            f"{title}（{word}）",
            form,
            needs,
            kind,
            _directory(form) if name == "directory" else _listing(home, form),
            personal=kind == "people" or name in NAMES_PEOPLE,
        )
        for form, word in WORDS.items()
    )


def _made(home: str) -> Callable[[Database, Request], Made]:
    """A paper that `module.function` makes as it is."""

    def made(db: Database, request: Request) -> Made:
        module, _, name = home.partition(".")
        paper: Made = getattr(importlib.import_module(f"zaitaku_desk.reports.{module}"), name)(db, request)
        return paper

    return made


def _letter(name: str) -> Callable[[Database, Request], Made]:
    """A sheet to one institution from the office's template."""

    def made(db: Database, request: Request) -> Made:
        from zaitaku_desk.reports import letters, word

        return letters.write(db, request, name, word.template_path(db.data_dir, name))

    return made


def _person_letter(db: Database, request: Request) -> Made:
    from zaitaku_desk.reports import letters, word

    template = word.template_path(db.data_dir, letters.CONTACT_SHEET)
    return letters.write_to_person(db, request, template)


def _data(kind: str) -> tuple[Report, ...]:
    """The list on the screen for other programs."""
    return (
        Report(
            f"{kind}_csv",
            "名簿データ UTF-8（CSV）",
            "csv",
            "",
            kind,
            _made(f"csv_file.{kind}"),
            kind == "people",
        ),
        Report(
            f"{kind}_csv_cp932",
            "名簿データ Shift_JIS（CSV）",
            "csv",
            "",
            kind,
            _made(f"csv_file.{kind}_cp932"),
            kind == "people",
        ),
        Report(f"{kind}_vcard", "連絡先（vCard）", "vcf", "", kind, _made(f"vcard.{kind}"), kind == "people"),
    )


REPORTS: tuple[Report, ...] = (
    *_lists("directory", "関係機関情報一覧表", ""),
    *_lists("liaison", "連携室担当者一覧", "liaison.gather"),
    *_lists("dementia", "認知症対応医療機関一覧", "care_lists.gather_dementia"),
    *_lists("homes", "高齢者向け施設一覧", "care_lists.gather_homes"),
    *_lists("procedures", "機関×処置・機能 対応表", "procedures.gather"),
    *_lists("partners", "新規参入診療所向け 連携先リスト", "partners.gather", needs="id"),
    *_lists("disaster", "災害時連絡票", "disaster.gather"),
    *_lists("mailing", "メーリング一覧", "mailing.gather_institutions"),
    *_lists("schedule", "会議の予定表", "meeting_schedule.gather", kind="meetings"),
    Report("meetings_ics", "会議の予定（ICS）", "ics", "", "meetings", _made("meeting_calendar.feed")),
    Report("meeting_ics", "この会議の予定（ICS）", "ics", "id", "meetings", _made("meeting_calendar.one")),
    *_lists("people_mailing", "メーリング一覧", "mailing.gather_people", kind="people"),
    Report("labels_pdf", "宛名ラベル", "pdf", "", "institutions", _made("labels.institutions")),
    Report("envelopes_pdf", "封筒", "pdf", "", "institutions", _made("envelopes.institutions")),
    Report("people_labels_pdf", "宛名ラベル", "pdf", "", "people", _made("labels.people"), True),
    Report("contact_sheet_word", "連絡票（Word）", "docx", "id", "institutions", _letter("contact_sheet")),
    Report("people_contact_sheet_word", "連絡票（Word）", "docx", "id", "people", _person_letter, True),
    Report(
        "support_sheet_word",
        "主治医・ケアマネ連携支援シート（Word）",
        "docx",
        "id",
        "institutions",
        _letter("support_sheet"),
    ),
    Report(
        "backup_request_word",
        "後方病床の協力依頼（Word）",
        "docx",
        "id",
        "institutions",
        _letter("backup_request"),
    ),
    *_data("institutions"),
    *_data("people"),
    Report("people_envelopes_pdf", "封筒", "pdf", "", "people", _made("envelopes.people"), True),
)
"""Names are doors and stay."""
