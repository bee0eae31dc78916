from __future__ import annotations

import io
import zipfile

from zaitaku_desk.rules import packages


def test_a_part_that_unpacks_to_much_is_not_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(4):
            out.writestr(f"word/_rels/{number}.rels", bytes(64 * 2**20) + b'/vbaProject"')
    assert packages.hidden(packed.getvalue()) == ""


def test_names_are_told_of_a_zip_only() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("写真/1.jpg", b"x")
    assert packages.names_in(packed.getvalue()) == ["写真/1.jpg"]
    assert packages.names_in(b"PKnothing") == packages.names_in(b"%PDF-") == []
