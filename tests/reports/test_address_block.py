from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_desk.reports import fonts
from zaitaku_desk.reports.address_block import fitted
from zaitaku_desk.reports.addressees import Addressee

LONG = "社会福祉法人みなと野市社会福祉事業団みなと野市在宅医療・介護連携総合相談支援センター"


def to(name: str, *above: str, address: str = "汐路県みなと野市錨町1丁目2番3号") -> Addressee:
    return Addressee("000-0001", address, above, name, "御中")


def test_a_short_name_is_as_large_as_asked() -> None:
    block = fitted(to("浜医院"), 200, 110, 14)
    assert block.fits and block.lines[-1][:2] == ("浜医院　御中", 14)


@pytest.mark.parametrize(("width", "height"), [(220, 100), (150, 70), (110, 58)])
def test_a_long_name_is_shrunk_and_wrapped_and_stays_whole(width: float, height: float) -> None:
    block = fitted(to(LONG), width, height, 14)
    assert block.fits
    assert LONG in "".join(text for text, _, _ in block.lines)
    assert block.lines[-1][0].endswith("　御中") and len(block.lines[-1][0]) > 3


@given(st.text("医療法人会クリニック第一錨町", min_size=1, max_size=60), st.floats(100, 250))
def test_no_line_leaves_the_box_and_nothing_is_lost(name: str, width: float) -> None:
    block = fitted(to(name, "医療法人社団みなと野会"), width, 90, 14)
    text = "".join(line for line, _, _ in block.lines)
    assert name in text.replace("　", "") and "御中" in text
    assert not block.fits or all(
        fonts.width(line, size) + at <= width + 0.5 for line, size, at in block.lines
    )


def test_what_cannot_fit_says_so() -> None:
    assert not fitted(to(LONG * 4), 60, 30, 14).fits
