from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk import cli
from zaitaku_desk.commands import intake
from zaitaku_desk.intake import mapping_memory
from zaitaku_desk.intake.tables import read_table
from zaitaku_desk.store import backups, desk

LIST = "名称,住所,電話番号\n錨町医院,汐路県みなと野市錨町1-1,0999-20-1111\n,住所だけ,\n"


def run(data: Path, *words: object, capsys: pytest.CaptureFixture[str]) -> Any:
    assert cli.main(["--data", str(data), "--json", "import", *map(str, words)]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_list_is_planned_and_only_taken_in_when_asked(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, "utf-8")
    planned = run(data_dir, file, capsys=capsys)
    assert (planned["read"], planned["new"], planned["applied"]) == (2, 1, False)
    assert planned["rejected"][0]["line"] == 3
    assert run(data_dir, file, "--apply", capsys=capsys)["applied"] is True
    again = run(data_dir, file, "--apply", capsys=capsys)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)


def test_a_backup_is_made_before_a_list_is_taken_in(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, "utf-8")
    run(data_dir, file, capsys=capsys)
    assert backups.list_generations(data_dir) == []
    run(data_dir, file, "--apply", capsys=capsys)
    assert [made.why for made in backups.list_generations(data_dir)] == ["import"]


def test_what_is_no_list_is_refused(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_bytes(b"")
    assert cli.main(["--data", str(data_dir), "--json", "import", str(tmp_path / "x.csv"), "--apply"]) == 1
    said = capsys.readouterr()
    assert (said.out, "空です" in said.err) == ("", True)


def test_the_plan_is_told_in_words(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST + "".join(f"診療所{line},,\n,{line}丁目,\n" for line in range(30)), "utf-8")
    assert cli.main(["--data", str(data_dir), "import", str(file)]) == 0
    out = capsys.readouterr().out
    assert "新規 31" in out
    assert out.count("行目: ") == intake.SHOWN


@pytest.mark.parametrize(
    ("name", "words", "read", "found"),
    [
        ("mhlw_care_services/jigyosho_160.csv", ("--city", "高松市"), 7737, 43),
        ("city_iizuka/hospitals.csv", (), 140, 140),
        ("city_kumamoto/byouin_list.xlsx", (), 90, 90),
    ],
)
def test_the_real_lists_give_their_known_figures_and_nothing_the_second_time(
    data_dir: Path,
    shared: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    words: tuple[str, ...],
    read: int,
    found: int,
) -> None:
    file = shared / "data" / name
    first = run(data_dir, file, *words, "--apply", capsys=capsys)
    assert (first["read"], first["institutions"], first["new"]) == (read, found, found)
    second = run(data_dir, file, *words, "--apply", capsys=capsys)
    assert (second["new"], second["changed"], second["unchanged"]) == (0, 0, found)


def test_a_list_of_people_is_read_when_its_columns_are_known(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "名簿.csv"
    file.write_text("氏名,職種,所属\n海野　灯,看護師,錨町医院\n", "utf-8")
    assert cli.main(["--data", str(data_dir), "--json", "import", str(file)]) == 1
    assert "列の対応" in capsys.readouterr().err
    db = desk.open_desk(data_dir)
    mapping_memory.remember(db, read_table(file), "people", {"name": 0, "profession": 1, "institution": 2})
    db.close()
    taken = run(data_dir, file, "--apply", capsys=capsys)
    assert (taken["people"], taken["new"], taken["applied"]) == (1, 1, True)
