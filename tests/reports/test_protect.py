from __future__ import annotations

import base64
import io
from pathlib import Path

import msoffcrypto
import olefile
import pytest
from defusedxml import ElementTree
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile
from pypdf import PasswordType, PdfReader

from zaitaku_desk import reports
from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import tables
from zaitaku_desk.reports import protect
from zaitaku_desk.reports.request import Request
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

PASSWORD = "Kaze-no-oto27"
CIPHER = {
    "cipherAlgorithm": "AES",
    "keyBits": "256",
    "cipherChaining": "ChainingModeCBC",
    "hashAlgorithm": "SHA512",
    "saltSize": "16",
}


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


def test_the_encryption_of_an_office_file_is_what_office_writes(desk: Database) -> None:
    closed = protect.protect(paper(desk, "people_mailing_excel"), "xlsx", PASSWORD)
    head = olefile.OleFileIO(io.BytesIO(closed)).openstream("EncryptionInfo").read()
    assert head[:8] == bytes([4, 0, 4, 0, 0x40, 0, 0, 0])  # agile
    said = {node.tag.rpartition("}")[2]: node.attrib for node in ElementTree.fromstring(head[8:]).iter()}
    for part in ("keyData", "encryptedKey"):
        assert {name: said[part][name] for name in CIPHER} == CIPHER
    assert said["encryptedKey"]["spinCount"] == "100000"
    assert len(base64.b64decode(said["dataIntegrity"]["encryptedHmacValue"])) == 64


def test_all_256_bits_of_the_key_are_drawn(desk: Database) -> None:
    keys = set()
    for _ in range(2):
        file = OOXMLFile(io.BytesIO(protect.protect(paper(desk, "people_mailing_word"), "docx", PASSWORD)))
        file.load_key(password=PASSWORD)
        assert len(file.secret_key) == 32 and len(set(file.secret_key[16:])) > 4
        keys |= {file.secret_key[:16], file.secret_key[16:]}
    assert len(keys) == 4


def test_nothing_of_it_can_be_read(desk: Database) -> None:
    for name, form in (("people_mailing_excel", "xlsx"), ("people_mailing_pdf", "pdf")):
        closed = protect.protect(paper(desk, name), form, PASSWORD)
        assert "潮見".encode() not in closed and b"xl/worksheets" not in closed


def test_a_pdf_of_somebody_else_that_cannot_be_rewritten_is_told() -> None:
    with pytest.raises(UserError, match="このPDF"):
        protect.protect(b"%PDF-1.4 nothing", "pdf", PASSWORD)


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
    assert {"minutes_word", "board_report_excel", "liaison_pdf", "disaster_excel", "relations_pdf"} <= marked
    assert not marked & {"directory_pdf", "coverage_pdf", "invitation_pdf", "institutions_csv"}
