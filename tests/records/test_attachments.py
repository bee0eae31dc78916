"""What a photo or file is put to."""

from __future__ import annotations

from zaitaku_desk.records import SLICES
from zaitaku_desk.records.attachments import PARENTS


def test_every_page_can_hold_photos_and_files() -> None:
    assert set(PARENTS) == set(SLICES)
