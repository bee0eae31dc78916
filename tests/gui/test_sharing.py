"""The window's side of the shared folder (sync.md §4.7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.gui.two_desks import Two, two  # noqa: F401
from tests.sharing import desks
from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.sharing import Sharing, last
from zaitaku_desk.settings import SHARED_FOLDER
from zaitaku_desk.store import copies, local, save


@pytest.fixture
def sharing(two: Two) -> Sharing:  # noqa: F811
    made = Sharing(two.office)
    made.sync()
    return made


def test_without_a_folder_nothing_is_said(office) -> None:
    sharing = Sharing(office)
    sharing.sync(asked=True)
    assert (sharing.words, sharing.running) == ("", False)


def test_until_the_other_has_fetched_it_waits_and_then_all_are_equal(sharing, two) -> None:  # noqa: F811
    desks.add(two.office.db, "みなと診療所")
    sharing.sync()
    assert sharing.words.startswith("送信済み・他端末の受取待ち ")
    desks.meet(two.other, two.drive)
    sharing.sync()
    assert sharing.words == "全端末一致 09:30"


def test_without_the_drive_it_counts_what_is_unsent(sharing, two) -> None:  # noqa: F811
    two.drive.rename(two.drive.with_name("pulled"))
    desks.add(two.office.db, "みなと診療所")
    sharing.sync()
    assert sharing.words == f"共有フォルダ未接続 — 未送信 {sharing.unsent}件"
    assert sharing.unsent > 0
    assert "つながりません" in sharing.problem


def test_what_is_typed_after_a_sync_is_unsent_again(sharing, two) -> None:  # noqa: F811
    desks.meet(two.other, two.drive)
    sharing.sync()
    desks.add(two.office.db, "みなと診療所")
    sharing.count()
    assert "未送信" in sharing.words
    assert "一致" not in sharing.words


def test_what_comes_in_is_told_to_whoever_shows_it(sharing, two, qtbot) -> None:  # noqa: F811
    place = desks.add(two.other, "みなと診療所")
    desks.meet(two.other, two.drive)
    told = []
    two.office.changes.saved.connect(lambda kind, ids: told.append((kind, ids)))
    sharing.sync()
    qtbot.waitUntil(lambda: ("institutions", [place]) in told)


def test_she_may_have_a_rest_from_it(sharing, two) -> None:  # noqa: F811
    sharing.pause(True)
    desks.add(two.office.db, "みなと診療所")
    sharing.sync()
    sharing.count()
    assert sharing.words.startswith("同期を休んでいます — 未送信 ")
    now = two.office.now()
    two.office.now = lambda: now + timedelta(hours=9)
    sharing.sync()
    assert not sharing.paused
    assert sharing.unsent == 0


def test_f5_answers_in_words(sharing, two) -> None:  # noqa: F811
    said = []
    sharing.said.connect(said.append)
    sharing.sync(asked=True)
    two.drive.rename(two.drive.with_name("pulled"))
    sharing.sync(asked=True)
    assert [words.split("　")[0] for words in said] == ["送信 0件", "共有フォルダーにつながりません。"]


def test_a_passphrase_changed_elsewhere_is_told(sharing, two) -> None:  # noqa: F811
    from zaitaku_desk.store import vault

    vault.set_passphrase(two.other.data_dir, two.other.key, "あたらしい ことば 2027")
    desks.meet(two.other, two.drive)
    told = []
    sharing.passphrase_changed.connect(lambda: told.append(1))
    sharing.sync()
    assert told == [1]


def test_a_second_sync_is_not_queued_behind_one_that_hangs(two, qtbot) -> None:  # noqa: F811
    calls = []
    two.office.tasks.aside = lambda work, then, failed: calls.append(work)
    sharing = Sharing(two.office)
    for _ in range(5):
        sharing.sync()
    assert len(calls) == 1
    assert sharing.running


def test_at_the_exit_what_is_unsent_goes_out(two) -> None:  # noqa: F811
    place = desks.add(two.office.db, "みなと診療所")
    last(two.office)
    desks.meet(two.other, two.drive)
    assert save.get(two.other, "institutions", place) is not None


def test_at_the_exit_a_drive_that_does_not_answer_is_not_waited_for(two, monkeypatch) -> None:  # noqa: F811
    import threading

    never = threading.Event()
    monkeypatch.setattr("zaitaku_desk.gui.sharing.LAST_SECONDS", 0.05)
    monkeypatch.setattr("zaitaku_desk.sharing.meeting.meet", lambda *_args, **_how: never.wait(5))
    monkeypatch.setattr("zaitaku_desk.store.copies.to_share", lambda *_args: None)
    last(two.office)
    never.set()


def test_a_generation_lies_on_the_share_once_a_day(sharing, two) -> None:  # noqa: F811
    assert list((two.drive / "zaitaku_sync" / "backup").rglob("*.zbk"))


def test_a_generation_that_the_share_refuses_is_told_until_one_lies_there(sharing, two, monkeypatch) -> None:  # noqa: F811
    def refuse(*_args: object) -> None:
        raise UserError("空きがありません。")

    with monkeypatch.context() as full:
        full.setattr(copies, "to_share", refuse)
        sharing.sync()
    assert sharing.remarks == ["バックアップの控えを共有フォルダーに置けませんでした。空きがありません。"]
    sharing.sync()
    assert sharing.remarks == []


def test_after_damage_what_the_share_has_is_fetched_by_a_task(sharing, two) -> None:  # noqa: F811
    place = desks.add(two.other, "みなと診療所")
    desks.meet(two.other, two.drive)
    sharing.begin()
    two.office.tasks.run("取り戻しています", two.office.replay)
    assert save.get(two.office.db, "institutions", place).name == "みなと診療所"
    sharing.use(None)
    assert two.office.replay is None


def test_the_folder_that_comes_later_is_met_without_being_asked(two, qtbot, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr("zaitaku_desk.gui.sharing.SOON_MS", 10)
    monkeypatch.setattr("zaitaku_desk.gui.sharing.EVERY_MS", 50)
    away = two.drive.rename(two.drive.with_name("not mounted yet"))
    desks.add(two.office.db, "みなと診療所")
    sharing = Sharing(two.office)
    sharing.begin()
    qtbot.waitUntil(lambda: sharing.words.startswith("共有フォルダ未接続 — 未送信 "))
    away.rename(two.drive)
    qtbot.waitUntil(lambda: sharing.words.startswith("送信済み"))
    sharing.rest()
    desks.meet(two.other, two.drive)
    assert two.other.rows("SELECT name FROM institutions") == [("みなと診療所",)]


def test_while_she_types_without_pause_it_is_counted_all_the_same(sharing, two, qtbot, monkeypatch) -> None:  # noqa: F811
    desks.meet(two.other, two.drive)
    sharing.sync()
    sharing._count.stop()
    sharing._count.setInterval(60)
    desks.add(two.office.db, "みなと診療所")
    for _ in range(8):
        two.office.changes.saved.emit("institutions", [])
        qtbot.wait(20)
    assert "未送信" in sharing.words


def test_what_she_saves_while_a_sync_ends_is_not_called_sent(two, monkeypatch) -> None:  # noqa: F811
    desks.meet(two.other, two.drive)
    monkeypatch.setattr(copies, "to_share", lambda db, *_where: desks.add(db, "みなと診療所"))
    sharing = Sharing(two.office)
    sharing.sync()
    assert sharing.words.startswith("次の同期で送ります — 未送信 ")


def foreign(two) -> None:  # noqa: F811
    (two.drive / "zaitaku_sync" / "FORMAT.json").write_text('{"format": 1, "vault": "other"}')


def without_passphrase(two) -> None:  # noqa: F811
    from zaitaku_desk.store import vault

    db = two.office.db
    plain = replace(vault.read(db.data_dir).slots[0], kind="none", wrapped=bytes(db.key).hex())
    vault.write(db.data_dir, replace(vault.read(db.data_dir), slots=(plain,)))


@pytest.mark.parametrize(
    ("damage", "why"), [(foreign, "別のデータのもの"), (without_passphrase, "パスフレーズが設定されていない")]
)
def test_a_folder_that_is_there_and_refuses_is_not_called_away(sharing, two, damage, why) -> None:  # noqa: F811
    damage(two)
    for tried in (sharing, Sharing(two.office)):
        tried.sync()
        assert tried.words.startswith("同期できていません — 未送信")
        assert why in tried.problem


def test_what_could_not_be_read_is_told_in_a_sentence(sharing, two) -> None:  # noqa: F811
    desks.add(two.other, "みなと診療所")
    desks.meet(two.other, two.drive)
    newest = max((two.drive / "zaitaku_sync" / "dev" / two.other.device).glob("*.zsg"))
    newest.write_bytes(newest.read_bytes()[:-1])
    sharing.sync()
    assert sharing.words.startswith("送信済み・こちらの受取待ち ")
    assert "自動で送り直されます" in sharing.remarks[0]
    desks.meet(two.other, two.drive)
    sharing.sync()
    assert sharing.remarks == []


def test_the_folder_she_chose_outlives_a_power_cut(two, tmp_path) -> None:  # noqa: F811
    from zaitaku_desk import settings

    Sharing(two.office).use(two.drive)
    assert settings.load(two.office.db.data_dir).get("share.folder") == str(two.drive)


def test_a_join_that_was_broken_off_goes_on_as_a_sync_until_she_gives_the_folder_up(two) -> None:  # noqa: F811
    sharing = Sharing(two.office)
    two.office.settings.set(SHARED_FOLDER, None)
    local.put(two.office.db, local.JOINING, str(two.drive))
    sharing.begin()
    assert sharing.folder == two.drive
    sharing.use(None)
    sharing.begin()
    assert sharing.folder is None
