from __future__ import annotations

import io
from pathlib import Path

import msoffcrypto
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from pypdf import PasswordType, PdfReader

from zaitaku_desk import reports
from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import tables
from zaitaku_desk.reports import protect
from zaitaku_desk.reports.request import Request
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

PASSWORD = "Kaze-no-oto27"


@pytest.fixture
def desk(db: Database) -> Database:
    save.save(db, save.new("people", name="潮見　灯", kana="しおみ あかり"))
    return db


def paper(db: Database, name: str) -> bytes:
    return reports.make(name, db, Request()).data


@pytest.mark.parametrize("name", ["people_mailing_excel", "people_mailing_word"])
def test_an_office_file_opens_with_the_password_only_and_is_the_same(desk: Database, name: str) -> None:
    plain = paper(desk, name)
    closed = protect.protect(plain, "xlsx" if "excel" in name else "docx", PASSWORD)
    file = msoffcrypto.OfficeFile(io.BytesIO(closed))
    assert file.is_encrypted()
    with pytest.raises(InvalidKeyError):
        file.load_key(password="Kaze-no-oto28", verify_password=True)
    opened = io.BytesIO()
    file.load_key(password=PASSWORD, verify_password=True)
    file.decrypt(opened, verify_integrity=True)
    assert opened.getvalue() == plain


def test_a_pdf_opens_with_the_password_only_and_says_the_same(desk: Database) -> None:
    plain = paper(desk, "people_mailing_pdf")
    reader = PdfReader(io.BytesIO(protect.protect(plain, "pdf", PASSWORD)))
    assert reader.is_encrypted and reader.decrypt("Kaze-no-oto28") == PasswordType.NOT_DECRYPTED
    assert reader.decrypt(PASSWORD) != PasswordType.NOT_DECRYPTED
    assert reader.pages[0].extract_text() == PdfReader(io.BytesIO(plain)).pages[0].extract_text()


def test_the_encryption_of_a_pdf_is_aes_256(desk: Database) -> None:
    closed = protect.protect(paper(desk, "people_mailing_pdf"), "pdf", PASSWORD)
    assert b"/AESV3" in closed and b"/R 6" in closed


def test_nothing_of_it_can_be_read(desk: Database) -> None:
    for name, form in (("people_mailing_excel", "xlsx"), ("people_mailing_pdf", "pdf")):
        closed = protect.protect(paper(desk, name), form, PASSWORD)
        assert "潮見".encode() not in closed and b"xl/worksheets" not in closed


@pytest.mark.parametrize("bad", ["short12", "ぱすわーどです123", "aaaaaaaaaaaa", " spaced-out", ""])
def test_a_password_nobody_can_type_or_anybody_can_guess_is_refused(bad: str) -> None:
    with pytest.raises(UserError):
        protect.protect(b"", "pdf", bad)


def test_a_format_without_passwords_says_so() -> None:
    with pytest.raises(UserError, match="形式"):
        protect.protect(b"", "csv", PASSWORD)


def test_our_own_import_names_the_password_as_the_reason(desk: Database, tmp_path: Path) -> None:
    path = tmp_path / "closed.xlsx"
    path.write_bytes(protect.protect(paper(desk, "people_mailing_excel"), "xlsx", PASSWORD))
    with pytest.raises(UserError, match="パスワード"):
        tables.read_table(path)


def test_every_paper_about_people_is_marked() -> None:
    marked = {report.name for report in reports.REPORTS if report.personal}
    kinds = {
        report.name for report in reports.REPORTS if report.kind in ("people", "visits", "consultations")
    }
    assert kinds <= marked
    assert {"minutes_word", "board_report_excel", "liaison_pdf", "disaster_excel"} <= marked
    assert not marked & {"directory_pdf", "coverage_pdf", "invitation_pdf", "institutions_csv"}
