from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.store.sticks import plug_in, stick
from zaitaku_desk import cli
from zaitaku_desk.commands import folder
from zaitaku_desk.store import backups, connection, desk, second_factor, slots, vault

PASSPHRASE = "みなと野の灯台から海 2026"


def run(data: Path, *words: object) -> int:
    return cli.main(["--data", str(data), "--json", *map(str, words)])


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_protected_folder_opens_with_its_passphrase_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, file = tmp_path / "desk", tmp_path / "phrase.txt"
    monkeypatch.setenv(folder.PASSPHRASE, PASSPHRASE)
    assert run(data, "init") == 0
    made = answer(capsys)
    assert made["protected"] is True
    assert vault.unlock_with_recovery(data, made["recovery_code"])
    assert run(data, "list", "institutions") == 0
    monkeypatch.delenv(folder.PASSPHRASE)
    assert run(data, "list", "institutions") == 1
    assert folder.PASSPHRASE in capsys.readouterr().err
    file.write_text(f"{PASSPHRASE}\r\n", "utf-8")
    assert run(data, "list", "institutions", "--passphrase-file", file) == 0
    file.write_text("違う言葉です 1234567", "utf-8")
    assert run(data, "list", "institutions", "--passphrase-file", file) == 1
    assert "パスフレーズが違います" in capsys.readouterr().err


def test_an_unprotected_folder_is_made_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "desk", "init", "--no-passphrase") == 0
    assert answer(capsys) == {"data": str(tmp_path / "desk"), "protected": False, "recovery_code": None}
    assert not vault.is_protected(tmp_path / "desk")
    assert run(tmp_path / "desk", "init", "--no-passphrase") == 1
    assert "既にデータがあります" in capsys.readouterr().err


@pytest.mark.parametrize("phrase", ["", "短い", "aaaaaaaaaaaaaaaa"])
def test_no_folder_is_made_without_a_good_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phrase: str
) -> None:
    monkeypatch.setenv(folder.PASSPHRASE, phrase)
    assert run(tmp_path / "desk", "init") == 1
    assert not vault.exists(tmp_path / "desk")


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_passphrase_file_that_says_nothing_is_refused(
    tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "phrase").write_bytes(content)
    assert run(data_dir, "list", "people", "--passphrase-file", tmp_path / "phrase") == 1
    assert "パスフレーズのファイル" in capsys.readouterr().err


def test_a_backup_brings_back_what_was_there(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data_dir, "add", "institutions", "name=前からの医院")
    capsys.readouterr()
    assert run(data_dir, "backup", tmp_path / "usb") == 0
    file = Path(answer(capsys)["file"])
    assert file.parent == tmp_path / "usb"
    run(data_dir, "add", "institutions", "name=あとからの医院")
    capsys.readouterr()
    assert run(data_dir, "restore", file) == 0
    assert Path(answer(capsys)["replaced"]).is_dir()
    assert run(data_dir, "list", "institutions") == 0
    assert [row["name"] for row in answer(capsys)] == ["前からの医院"]


def test_a_backup_opens_on_a_new_machine_with_its_own_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(folder.PASSPHRASE, PASSPHRASE)
    run(tmp_path / "old", "init")
    run(tmp_path / "old", "add", "people", "name=人")
    capsys.readouterr()
    run(tmp_path / "old", "backup")
    file = answer(capsys)["file"]
    assert run(tmp_path / "new", "restore", file) == 0
    capsys.readouterr()
    assert run(tmp_path / "new", "list", "people") == 0
    assert [row["name"] for row in answer(capsys)] == ["人"]
    monkeypatch.delenv(folder.PASSPHRASE)
    assert run(tmp_path / "new", "list", "people") == 1


def devices(data: Path) -> tuple[str, set[str]]:
    """Which device it is, and those nobody need wait for any more."""
    db = desk.open_desk(data)
    try:
        return db.device, set(desk.former_devices(db))
    finally:
        db.close()


def test_a_folder_restored_twice_is_another_device_each_time_and_nobody_waits_for_those_before(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """T14."""
    first, _none = devices(data_dir)
    run(data_dir, "backup")
    file = answer(capsys)["file"]
    assert run(data_dir, "restore", file) == 0
    second, _first = devices(data_dir)
    assert run(data_dir, "restore", file) == 0
    third, former = devices(data_dir)
    assert len({first, second, third}) == 3
    assert former == {first, second}


def test_of_a_backup_on_a_second_computer_the_first_one_is_still_waited_for(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data_dir, "backup")
    assert run(tmp_path / "second", "restore", answer(capsys)["file"]) == 0
    assert answer(capsys)["replaced"] is None
    device, former = devices(tmp_path / "second")
    assert device != devices(data_dir)[0]
    assert former == set()


@pytest.mark.parametrize("content", [None, b"rubbish" * 2000])
def test_what_is_no_backup_is_refused_and_nothing_is_touched(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    run(data_dir, "add", "people", "name=人")
    if content is not None:
        (tmp_path / "x.zbk").write_bytes(content)
    assert run(data_dir, "restore", tmp_path / "x.zbk") == 1
    capsys.readouterr()
    assert run(data_dir, "list", "people") == 0
    assert len(answer(capsys)) == 1


def test_sound_data_has_no_problems(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(data_dir, "add", "people", "name=人")
    capsys.readouterr()
    assert run(data_dir, "check") == 0
    said = answer(capsys)
    assert (said["ok"], said["problems"], said["taken"]) == (True, [], 0)
    assert [part["title"] for part in said["parts"]][:2] == ["データのファイル", "記録と変更履歴"]


def test_a_damaged_file_is_a_problem(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data_dir / connection.FILE_NAME
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4096] = bytes(4096)
    file.write_bytes(content)
    assert run(data_dir, "check") == 1
    found = answer(capsys)
    assert found["ok"] is False
    assert found["problems"]


def test_a_row_that_is_not_what_the_journal_says_is_a_problem(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from zaitaku_desk.store import desk

    run(data_dir, "add", "people", "name=人")
    db = desk.open_desk(data_dir)
    with db.begin_raw() as raw:
        raw.execute("UPDATE people SET name = 'だれか'")
        raw.execute("DELETE FROM search_doc")
    db.close()
    capsys.readouterr()
    assert run(data_dir, "check") == 1
    assert len(answer(capsys)["problems"]) == 2


def test_a_folder_that_lost_its_key_file_says_so(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (vault.FILE_NAME, vault.COPY_NAME):
        (data_dir / name).unlink()
    assert run(data_dir, "list", "people") == 1
    assert "鍵のファイル" in capsys.readouterr().err
    shutil.rmtree(data_dir)


def test_a_restore_can_be_looked_at_before(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data_dir, "backup", tmp_path / "usb")
    file = answer(capsys)["file"]
    run(data_dir, "add", "people", "name=あとの人")
    capsys.readouterr()
    assert run(data_dir, "restore", file, "--preview") == 0
    said = answer(capsys)
    assert said["counts"] == {"people": {"back": 0, "changed": 0, "gone": 1}}
    assert [(one["what"], one["name"]) for one in said["records"]] == [("gone", "あとの人")]
    assert said["newest_change_in_backup"] is None
    run(data_dir, "list", "people")
    assert len(answer(capsys)) == 1


def test_what_was_read_from_a_damaged_file_is_taken_in_when_told_so(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data_dir, "backup")
    for number in range(9):
        run(data_dir, "add", "people", f"name=人{number}", "note=" + "あ" * 2000)
    file = data_dir / connection.FILE_NAME
    with file.open("r+b") as content:
        content.seek(30 * 4096 + 9)
        content.write(b"\x00\xff\x00")
    (data_dir / connection.SUSPECT).touch()
    capsys.readouterr()
    assert run(data_dir, "check") == 1
    assert "9件の記録" in answer(capsys)["problems"][-1]
    assert run(data_dir, "check", "--take") == 0
    assert answer(capsys)["taken"] >= 9
    run(data_dir, "list", "people")
    assert len(answer(capsys)) == 9


def test_where_a_file_is_needed_it_is_named_or_found_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, usb = tmp_path / "desk", stick(tmp_path)
    monkeypatch.setenv(folder.PASSPHRASE, PASSPHRASE)
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)
    plug_in(monkeypatch, tmp_path)
    db, _code = desk.create_desk(data, PASSPHRASE)
    path = second_factor.begin(db, PASSPHRASE, usb, staff="")
    backup = backups.make(db, "manual", tmp_path / "medium")
    db.close()
    assert run(data, "list", "institutions") == 0  # the stick is plugged in
    pulled = usb.rename(tmp_path / "pulled")
    for words in (("list", "institutions"), ("restore", backup), ("sync", tmp_path)):
        assert run(data, *words) == 1
        assert "--key-file" in capsys.readouterr().err
    for words in (("list", "institutions"), ("restore", backup), ("check",)):
        assert run(data, *words, "--key-file", pulled / path.name) == 0
    assert run(tmp_path / "new", "restore", backup, "--key-file", pulled / path.name) == 0
    capsys.readouterr()
    (tmp_path / "other.txt").write_text("x")
    assert run(data, "list", "institutions", "--key-file", tmp_path / "other.txt") == 1
    assert "鍵ファイルではありません" in capsys.readouterr().err
