from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from zaitaku_desk import cli, reports
from zaitaku_desk.commands import papers
from zaitaku_desk.store import audit, desk


def run(data: Path, *words: object) -> int:
    return cli.main(["--data", str(data), "--json", "report", *map(str, words)])


def test_the_papers_are_listed_without_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none", "--list") == 0
    found = json.loads(capsys.readouterr().out)
    assert [item["name"] for item in found] == [paper.name for paper in reports.REPORTS]
    assert set(found[0]) == {"name", "title", "format"}


def test_a_paper_of_a_period_is_written(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "相談.xlsx"
    words = ("consultation_summary_excel", "--from", "R8.4.1", "--to", "2026-09-30", "-o", file)
    assert run(data_dir, *words) == 0
    assert json.loads(capsys.readouterr().out)["file"] == str(file)
    assert "xl/workbook.xml" in ZipFile(file).namelist()


def test_a_paper_is_noted_without_a_word_of_it(data_dir: Path, tmp_path: Path) -> None:
    """S6."""
    words = (
        "consultation_summary_excel",
        "--from",
        "R8.4.1",
        "--to",
        "2026-09-30",
        "-o",
        tmp_path / "x.xlsx",
    )
    assert run(data_dir, *words) == 0
    db = desk.open_desk(data_dir)
    (row,) = audit.page(db, audit.Wanted(what="export"))
    title = next(one.title for one in reports.REPORTS if one.name == words[0])
    assert row.detail == f"{title} xlsx" and audit.problems(db) == []
    db.close()


def test_a_paper_of_a_meeting_needs_one_that_is_there(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "議事録.docx"
    assert run(data_dir, "minutes_word", "--id", "none", "-o", file) == 1
    assert "会議は見つかりません" in capsys.readouterr().err
    words = ["add", "meetings", "title=コア会議", "held_on=2026-06-09"]
    cli.main(["--data", str(data_dir), "--json", *words])
    made = json.loads(capsys.readouterr().out)["id"]
    assert run(data_dir, "minutes_word", "--id", made, "-o", file) == 0
    assert "word/document.xml" in ZipFile(file).namelist()


def test_a_period_the_wrong_way_round_is_refused(data_dir: Path, tmp_path: Path) -> None:
    words = ("hearing_excel", "--from", "2026-09-30", "--to", "2026-04-01", "-o", tmp_path / "x.xlsx")
    assert run(data_dir, *words) == 1
    assert not (tmp_path / "x.xlsx").exists()


def test_a_place_that_cannot_be_written_is_refused(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data_dir, "consultation_summary_excel", "-o", tmp_path / "none" / "x.xlsx") == 1
    assert "保存できませんでした" in capsys.readouterr().err
    assert papers.report.__doc__


def test_what_a_paper_asks_besides_is_given_as_options(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["add", "institutions", "name=浜医院", "address=浜町1"]
    assert cli.main(["--data", str(data_dir), *words]) == 0
    file = tmp_path / "a.pdf"
    sheet = ("--option", "sheet=24-66x33.9", "--option")
    assert run(data_dir, "labels_pdf", *sheet, "start=24", "-o", file) == 0
    assert file.read_bytes().startswith(b"%PDF")
    assert run(data_dir, "labels_pdf", *sheet, "start=25", "-o", file) == 1
    assert run(data_dir, "labels_pdf", "--option", "start", "-o", file) == 2


def test_a_paper_about_people_reminds_and_can_have_a_password(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, secret = tmp_path / "名簿.xlsx", tmp_path / "secret"
    secret.write_text("Kaze-no-oto27\n", "utf-8")
    desk = ["--data", str(data_dir)]
    assert cli.main([*desk, "add", "people", "name=潮見　灯"]) == 0
    words = [*desk, "report", "people_mailing_excel", "-o", str(paper)]
    assert cli.main(words) == 0
    assert "個人の情報" in capsys.readouterr().err
    assert cli.main([*words, "--password-file", str(secret)]) == 0
    assert "個人の情報" not in capsys.readouterr().err
    assert paper.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
