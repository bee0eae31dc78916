"""Backups and recovery: what a restore would change, 点検と修復, the review list, the bands."""

from __future__ import annotations

import dataclasses
import shutil
from typing import Any

from zaitaku_desk.errors import Unopenable
from zaitaku_desk.gui.bands import bands_of
from zaitaku_desk.gui.checking import CheckingPage, CheckingPanel
from zaitaku_desk.gui.examine_page import ExaminePage
from zaitaku_desk.gui.rescue_page import RescuePage
from zaitaku_desk.gui.restore_page import RestorePage
from zaitaku_desk.tour.camera import Camera
from zaitaku_desk.tour.desk import NOW, fullest


def restoring(camera: Camera, window: Any) -> None:
    """バックアップから戻す, before and after something was chosen."""
    from zaitaku_desk.store import backups, save

    db, tab = window.office.db, window.tabs.currentWidget()
    camera.settle(window)
    made = backups.make(db, "exit")
    made.rename(made.with_name(f"desk-{NOW:%Y%m%d}-083000-exit.zbk"))
    place: Any = save.get(db, "institutions", fullest(db, "institution"))
    place.telephone, place.note = "0000-31-0999", "受付は9時から。駐車場は裏手に3台。"
    save.save(db, place)
    person = save.new("people", name="浜辺　凪", kana="はまべ　なぎ")
    save.save(db, person)
    gone = fullest(db, "consultation")
    save.delete(db, "consultations", gone)
    window.run_house("show_restore")
    camera.take("restore", window)
    page = tab.findChild(RestorePage)
    page.compare(page.generations.chosen())
    camera.take("restore-what-would-change", window)
    page.lines.selectRow(0)
    page.take_back()
    camera.settle(window)
    page.closed.emit()
    save.restore(db, "consultations", gone)
    save.delete(db, "people", person.id)


def examining(camera: Camera, window: Any) -> None:
    """点検と修復 of a sound desk, then of one with something to mend."""
    from zaitaku_desk.store import examine, save

    db, tab = window.office.db, window.tabs.currentWidget()
    window.run_house("show_examine")
    page = tab.findChild(ExaminePage)
    camera.take("examine", window)
    place: Any = save.get(db, "institutions", fullest(db, "institution"))
    save.save(db, save.new("agreements", id="tour", institution_id=place.id, partner_id="?", content="夜間"))
    with db.begin_raw() as raw:
        raw.execute("UPDATE institutions SET telephone = '' WHERE id = ?", (place.id,))
    page.examine()
    camera.settle(window)
    page.show_missing()
    camera.take("examine-something-to-mend", window)
    examine.mend(db, examine.REBUILD)
    save.delete(db, "agreements", "tour")
    page.closed.emit()


def reviewing(camera: Camera, window: Any) -> None:
    """What was read of a damaged file, the bands, and the check that stands before the desk."""
    from zaitaku_desk.gui import keeping
    from zaitaku_desk.store import ballast, journal, salvaged
    from zaitaku_desk.store.journal import dump

    db = window.office.db
    folder = db.data_dir / f"damaged-{NOW:%Y%m%d}-081500"
    folder.mkdir()
    ops = [op for op in journal.everything(db) if op.kind in ("visits", "consultations")][-14:]
    rows = []
    for at, op in enumerate(ops):
        later = dataclasses.replace(op, id=f"tour{at}", prev=(op.id,))
        rows.append(
            {**dataclasses.asdict(later), "value": dump(later.value), "prev": dump(later.prev), "sealed": 1}
        )
    salvaged.keep(folder, db.key, rows)
    keeping.tell_recovery(window)
    window.run_house("show_salvaged")
    camera.take("review-of-a-damaged-file", window)
    shutil.rmtree(folder)
    window.tabs.currentWidget().back()
    bands = bands_of(window)
    bands.put("recovered", None)
    bands.put("room", keeping._room(window, ballast.WARN_BELOW - 80 * 2**20))
    camera.take("band-of-a-full-disk", window)
    bands.put("room", None)
    window.office.settings.set(keeping.FIRST, "2026-01-05")
    bands.put("medium", keeping._medium(window))
    camera.take("band-of-the-removable-medium", window)
    bands.put("medium", None)
    panel = CheckingPanel(window.office, db.data_dir)
    panel.offer_later(True)
    window.cover(CheckingPage(panel, window.office, "", lambda _progress: None))
    camera.settle(window)
    panel._on_progress(62, 100)
    camera.take("check-after-an-unclean-end", window)
    lost = Unopenable(
        "鍵のファイル（vault.key）が見つかりません。", "データのフォルダーが正しいかを確かめてください。"
    )
    window.cover(RescuePage(window.office, db.data_dir, lost))
    camera.take("data-that-does-not-open", window)
    window.uncover()
