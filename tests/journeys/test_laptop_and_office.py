"""A laptop and the office PC: a week apart, the drive pulled in the middle, one field written on both."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.hands import CONTROL, KEY, Hands, desk, wait_for
from tests.sharing import desks
from zaitaku_desk.gui.join_page import JoinPage
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.store import conflicts, save
from zaitaku_desk.store import desk as store

WEEK_NS = 7 * 86_400 * 10**9


@pytest.fixture
def drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    desks.cheap_keys(monkeypatch)
    made = tmp_path / "drive"
    made.mkdir()
    return made


@pytest.fixture
def office(tmp_path: Path, drive: Path) -> Iterator[Hands]:
    """The PC at the office, with one institution, sharing in the drive through its page."""
    db, _ = store.create_desk(tmp_path / "office", desks.PASSPHRASE)
    clinic = save.new("institutions", name="みなと診療所", telephone="0000-31-0001", note="はじめのメモ")
    save.save(db, clinic)
    db.close()
    with desk(tmp_path / "office", drive, passphrase=desks.PASSPHRASE) as hands:
        hands.key(KEY.Key_F5)  # no folder yet: that page
        hands.button("フォルダーを選ぶ")
        wait_for(lambda: "ほかの端末はまだありません" in hands.window.sharing.words)
        settle(hands)
        hands.key(KEY.Key_Escape)
        yield hands


@pytest.fixture
def laptop(tmp_path: Path, drive: Path, office: Hands) -> Iterator[Hands]:
    """A laptop that has begun with nothing but the drive and the passphrase."""
    page = JoinPage(office.window.office, tmp_path / "laptop")
    office.dialogs.answers.append(drive)
    page.choose()
    page.passphrase.setText(desks.PASSPHRASE)
    opened: list[Any] = []
    page.joined.connect(opened.append)
    page.join()
    wait_for(lambda: opened)
    opened[0].close()
    page.deleteLater()
    with desk(tmp_path / "laptop", passphrase=desks.PASSPHRASE) as hands:
        hands.window.sharing.use(drive)
        settle(hands)
        yield hands


def settle(hands: Hands) -> None:
    """Until no sync is under way."""
    hands.rest()
    wait_for(lambda: not hands.window.sharing.running)
    hands.rest()


def at(hands: Hands) -> Hands:
    """Sit down at this one."""
    hands.window.activateWindow()
    wait_for(hands.window.isActiveWindow)
    return hands


def sync(hands: Hands) -> str:
    """F5, and what the foot of the window says then."""
    at(hands).window.sync()
    settle(hands)
    return hands.window.status.share_button.text()


def open_clinic(hands: Hands) -> Any:
    tab = hands.tab("institutions")
    at(hands).window.tabs.setCurrentWidget(tab)
    tab.open_record(hands.db.rows("SELECT id FROM institutions")[0][0])
    QApplication.processEvents()
    return tab


def test_a_week_apart_and_both_are_equal_again(
    office: Hands, laptop: Hands, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(office)
    sync(laptop)
    assert sync(office).startswith("全端末一致")

    away = drive.rename(drive.with_name("unplugged"))
    open_clinic(laptop)
    laptop.fill(telephone="0000-31-7777", note="ノートのメモ")
    assert sync(laptop).startswith("共有フォルダ未接続 — 未送信 ")
    open_clinic(office)
    office.fill(telephone="0000-31-8888")
    office.fill(fax="0000-31-9999")
    assert sync(office).startswith("共有フォルダ未接続 — 未送信 ")

    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + WEEK_NS)
    away.rename(drive)
    sync(office)

    pulled = pull_in_the_middle(monkeypatch, drive)
    assert sync(laptop).startswith("共有フォルダ未接続 — 未送信 ")
    assert pulled
    drive.with_name("pulled").rename(drive)
    sync(laptop)
    sync(office)
    for hands in (laptop, office):
        assert conflicts.count(hands.db) == 1
    assert office.window.status.conflict_button.text() == "確認が必要な食い違い 1件"
    clinic = office.db.rows("SELECT note, fax FROM institutions")
    assert clinic == laptop.db.rows("SELECT note, fax FROM institutions")
    assert clinic == [("ノートのメモ", "0000-31-9999")]

    at(office).click(office.window.status.conflict_button)
    page = office.window.tabs.currentWidget()._stack.currentWidget()
    assert (page.before.text.text(), page.left.head.text()) == ("0000-31-0001", "このパソコン")
    office.key(KEY.Key_2)
    assert page.none.isVisible()
    office.key(KEY.Key_Escape)
    sync(office)
    sync(laptop)
    assert sync(office).startswith("全端末一致")
    assert sync(laptop).startswith("全端末一致")
    assert desks.tables(office.db) == desks.tables(laptop.db)
    assert desks.shown(laptop.db, clinic_id(laptop), "telephone") == "0000-31-7777"
    assert {"0000-31-8888", "0000-31-7777"} <= history_of(laptop)

    open_clinic(office)
    office.key(KEY.Key_Z, CONTROL)  # the decision, taken back: both are asked again
    sync(office)
    sync(laptop)
    assert desks.tables(office.db) == desks.tables(laptop.db)


def clinic_id(hands: Hands) -> str:
    return str(hands.db.rows("SELECT id FROM institutions")[0][0])


def history_of(hands: Hands) -> set[str]:
    from zaitaku_desk.store import history

    return {change.after for change in history.of(hands.db, "institutions", clinic_id(hands))}


def pull_in_the_middle(monkeypatch: pytest.MonkeyPatch, drive: Path) -> list[str]:
    """The drive goes away while the laptop's own segment is being written."""
    pulled: list[str] = []
    write = Folder.write_new

    def write_new(self: Folder, path: str, data: bytes) -> None:
        if not pulled and path.endswith(".zsg"):
            pulled.append(path)
            drive.rename(drive.with_name("pulled"))
        write(self, path, data)

    monkeypatch.setattr(Folder, "write_new", write_new)
    return pulled
