"""点検と修復: what is wrong is counted in words and mended, all or nothing."""

from __future__ import annotations

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk.store import backups, ballast, check, examine, save
from zaitaku_desk.store.connection import FILE_NAME, Database, open_database


def parts(found: examine.Examination) -> dict[str, examine.Finding]:
    return {finding.part: finding for finding in found.findings}


def test_a_sound_desk_has_a_sentence_for_each_part(db: Database) -> None:
    save.save(db, save.new("people", name="人"))
    said: list[tuple[int, int]] = []
    found = examine.examine(db, lambda done, total: said.append((done, total)))
    assert found.ok
    assert list(parts(found)) == [
        "file",
        "tables",
        "search",
        "references",
        "audit",
        "files",
        "copies",
        "room",
    ]
    assert all(finding.words.endswith(("。", "MB あります。")) for finding in found.findings)
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert said[-1][0] == said[-1][1]


def test_the_result_is_kept_without_any_word_of_a_record(db: Database) -> None:
    save.save(db, save.new("people", name="ひみつの人"))
    found = examine.examine(db)
    assert examine.last(db.data_dir) == found
    assert "ひみつ" not in (db.data_dir / examine.REPORT).read_text("utf-8")


def test_a_row_that_is_not_what_the_journal_says_is_made_again(db: Database) -> None:
    save.save(db, save.new("people", id="p", name="人"))
    with db.begin_raw() as raw:
        raw.execute("UPDATE people SET name = 'だれか'")
    finding = parts(examine.examine(db))["tables"]
    assert (finding.ok, finding.wrong, finding.mend) == (False, 1, examine.REBUILD)
    examine.mend(db, finding.mend)
    assert save.get(db, "people", "p").name == "人"
    assert is_whole(db)


def test_a_gap_in_the_index_is_closed(db: Database) -> None:
    save.save(db, save.new("people", name="人"))
    with db.begin_raw() as raw:
        raw.execute("DELETE FROM search_doc")
    finding = parts(examine.examine(db))["search"]
    assert (finding.ok, finding.mend) == (False, examine.REINDEX)
    examine.mend(db, finding.mend)
    assert is_whole(db)


@pytest.mark.parametrize("how", [examine.REBUILD, examine.REINDEX])
def test_mending_that_is_stopped_leaves_everything_as_it_was(db: Database, how: str) -> None:
    save.save(db, save.new("people", name="人"))

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examine.mend(db, how, stop)
    assert is_whole(db)


def test_a_record_that_has_not_arrived_is_named_and_no_fault(db: Database) -> None:
    save.save(db, save.new("contacts", id="c", institution_id="まだない", content="相談"))
    found = examine.examine(db)
    assert found.ok
    assert parts(found)["references"].wrong == 1
    assert [(one.id, one.name, one.field) for one in examine.dangling(db)] == [
        ("c", "（未着） ▸ 相談", "機関")
    ]


def test_of_a_damaged_file_only_the_damage_is_told(db: Database) -> None:
    save.save(db, save.new("people", name="人"))
    folder, key = db.data_dir, bytes(db.key)
    db.close()
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek(-3000, 2)
        file.write(b"\x00\xff\x00")
    again = open_database(folder, key)
    found = examine.examine(again)
    again.close()
    assert parts(found)["file"].mend == examine.RECOVER
    assert "tables" not in parts(found)
    assert check.unclean(folder)


def test_a_newest_backup_that_does_not_open_is_told(db: Database) -> None:
    made = backups.make(db)
    assert parts(examine.examine(db))["copies"].ok
    made.write_bytes(made.read_bytes()[:9000])
    assert not parts(examine.examine(db))["copies"].ok


def test_little_room_is_told(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "free", lambda _folder: 300 * 2**20)
    finding = parts(examine.examine(db))["room"]
    assert (finding.ok, finding.looked) == (False, 300)


def test_a_damaged_photo_is_told_and_makes_room_for_a_whole_one(db: Database) -> None:
    from tests.store.test_blobs import attach
    from zaitaku_desk.store import blobs

    name = attach(db)
    blobs.path_of(db.data_dir, name).write_bytes(b"torn")
    finding = parts(examine.examine(db))["files"]
    assert (finding.ok, finding.looked, finding.wrong) == (False, 1, 1)
    finding = parts(examine.examine(db))["files"]
    assert (finding.ok, finding.wrong) == (True, 1)  # from now on it is one that has yet to come
