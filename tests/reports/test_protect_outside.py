"""Protected papers in other people's programs: LibreOffice, qpdf, poppler; what is not here is skipped."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from zaitaku_desk import demo, reports
from zaitaku_desk.reports import protect
from zaitaku_desk.reports.request import Request
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

pytestmark = pytest.mark.nightly
PASSWORD, OTHER = "Kaze-no-oto27", "Kaze-no-oto28"
TODAY = date(2026, 11, 27)
PAPERS = ("people_mailing_excel", "board_report_excel", "people_mailing_word", "board_report_word")
SCRIPT = Path(__file__).with_name("opened_by_office.py")


def has_uno() -> bool:
    """Whether LibreOffice is here and the system's Python can speak to it."""
    if not shutil.which("soffice") or not shutil.which("/usr/bin/python3"):
        return False
    return subprocess.run(["/usr/bin/python3", "-c", "import uno"], capture_output=True).returncode == 0


@pytest.fixture
def district(db: Database) -> Database:
    demo.fill(db, TODAY)
    save.save(db, save.new("people", name="=1+1", kana="しき"))
    return db


def files(db: Database, folder: Path, name: str) -> tuple[Path, Path]:
    """The paper as it is, and with a password."""
    form = reports.find(name).format
    plain, closed = folder / f"{name}.{form}", folder / f"{name}-closed.{form}"
    plain.write_bytes(reports.make(name, db, Request(today=TODAY)).data)
    closed.write_bytes(protect.protect(plain.read_bytes(), form, PASSWORD))
    return plain, closed


def test_libreoffice_opens_them_with_the_password_only(district: Database, tmp_path: Path) -> None:
    if not has_uno():
        pytest.skip("no LibreOffice with python3-uno")
    pairs = [files(district, tmp_path, name) for name in PAPERS]
    torn = tmp_path / "torn.xlsx"
    content = bytearray(pairs[0][1].read_bytes())
    content[len(content) // 2] ^= 1
    torn.write_bytes(content)
    asked = [str(path) for pair in pairs for path in pair] + [str(torn)]
    done = subprocess.run(
        ["/usr/bin/python3", str(SCRIPT), str(tmp_path / f"{tmp_path.name}-profile"), PASSWORD, *asked],
        stdout=subprocess.PIPE,
        timeout=300,
        check=True,
    )
    said = json.loads(done.stdout)
    for plain, closed in pairs:
        assert said[str(plain)][0] and said[str(closed)] == [None, None, said[str(plain)][0]]
    assert said[str(torn)] == [None, None, None]  # the HMAC is looked at
    [_, cells] = said[str(pairs[0][0])][0][0]
    assert ["TEXT", "=1+1"] in cells


def text(path: Path, *password: str) -> bytes | None:
    done = subprocess.run(["pdftotext", *password, str(path), "-"], capture_output=True)
    return done.stdout if done.returncode == 0 else None


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler")
def test_poppler_opens_a_pdf_with_the_password_only(district: Database, tmp_path: Path) -> None:
    plain, closed = files(district, tmp_path, "people_mailing_pdf")
    assert text(closed) is None and text(closed, "-upw", OTHER) is None
    assert text(closed, "-upw", PASSWORD) == text(plain) != b""


@pytest.mark.skipif(not shutil.which("qpdf"), reason="no qpdf")
def test_qpdf_finds_aes_256_and_no_fault(district: Database, tmp_path: Path) -> None:
    _, closed = files(district, tmp_path, "people_mailing_pdf")
    done = subprocess.run(["qpdf", f"--password={PASSWORD}", "--check", str(closed)], capture_output=True)
    assert done.returncode == 0 and b"AESv3" in done.stdout
    for password in ("", OTHER):
        refused = subprocess.run(
            ["qpdf", f"--password={password}", "--check", str(closed)], capture_output=True
        )
        assert refused.returncode == 2
