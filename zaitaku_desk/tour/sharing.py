"""The shared folder: founding it, a colleague's computer that wrote something else, deciding."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from zaitaku_desk.sharing import meeting, membership
from zaitaku_desk.store import save, vault
from zaitaku_desk.tour.camera import Camera
from zaitaku_desk.tour.desk import fullest

PASSPHRASE = "みなと の ゆうひ は あかい 8"


def stop(camera: Camera, window: Any) -> None:
    """共有フォルダー before and after, 食い違い, the mark on a record, a drive that is not there."""
    office = window.office
    window.run_house("show_share")
    camera.take("sharing-no-passphrase", window)
    window.tabs.currentWidget().back()
    db = office.db
    with tempfile.TemporaryDirectory(prefix="zaitaku-share-", ignore_cleanup_errors=True) as place:
        drive = Path(place) / "共有" / "在宅医療"
        drive.mkdir(parents=True)
        vault.set_passphrase(db.data_dir, db.key, PASSPHRASE)
        window.show_protection()
        membership.found(db, drive)
        meeting.call(db, "訪問用ノート")
        window.sharing.use(drive)
        camera.settle(window, 2.5)
        other = _colleague(db, Path(place) / "other", drive)
        _both_write(db, other, drive)
        other.close()
        window.sync()
        camera.settle(window, 1.0)
        window.run_house("show_share")
        camera.take("sharing", window)
        window.tabs.currentWidget().back()
        window.run_house("show_conflicts")
        camera.take("conflicts", window)
        window.tabs.currentWidget().back()
        tab = window.page("consultations")
        window.tabs.setCurrentWidget(tab)
        window.reload()
        camera.settle(window)
        tab.open_record(fullest(db, "consultation"))
        camera.take("conflict-on-a-record", window)
        drive.rename(drive.with_name("pulled"))
        window.sync()
        camera.settle(window, 0.5)
        window.run_house("show_share")
        camera.take("sharing-not-there", window)
        window.tabs.currentWidget().back()
        window.sharing.use(None)


def _colleague(db: Any, place: Path, drive: Path) -> Any:
    """A second computer that has joined."""
    meeting.meet(db, meeting.open_folder(drive))
    other, _ = membership.join(place, drive, passphrase=PASSPHRASE)
    meeting.call(other, "事務所のパソコン")
    other.staff = db.staff
    return other


def _both_write(db: Any, other: Any, drive: Path) -> None:
    """The same things said differently on both sides."""
    consultation, institution = fullest(db, "consultation"), fullest(db, "institution")
    said = (
        ("consultations", consultation, "content", "退院後の訪問診療を探している。夜間の往診も希望。"),
        ("institutions", institution, "telephone", "0000-31-7788"),
    )
    for kind, record, name, words in said:
        for one in (other, db):
            found, seen = save.open_record(one, kind, record)
            setattr(found, name, words)
            save.save(one, found, seen)
            words = words.replace("夜間の往診も希望", "まず週1回から").replace("7788", "7799")
    meeting.meet(other, meeting.open_folder(drive))
