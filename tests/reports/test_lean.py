from __future__ import annotations

from reportlab.pdfbase.ttfonts import TTFontFace

from zaitaku_desk import paths
from zaitaku_desk.reports.lean import without_hints


def test_hints_go_and_outlines_stay() -> None:
    face = TTFontFace(str(paths.japanese_font()), subfontIndex=0)
    subset = face.makeSubset([ord(letter) for letter in "東西南北髙﨑がぱ①A"])
    lean = without_hints(subset)
    assert len(lean) < len(subset)
    assert without_hints(lean) == lean


def test_a_glyph_without_outline_is_left_alone() -> None:
    face = TTFontFace(str(paths.japanese_font()), subfontIndex=0)
    assert without_hints(face.makeSubset([32]))[:4] == b"\0\1\0\0"
