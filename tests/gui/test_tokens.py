from __future__ import annotations

import re
from pathlib import Path

import pytest

from zaitaku_desk.gui import tokens


@pytest.mark.parametrize("pair", tokens.PAIRS)
def test_text_is_readable_on_its_ground(pair):
    assert tokens.contrast(*pair) >= 4.5


def test_contrast_of_black_on_white_is_21():
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21)


def test_no_other_module_holds_a_colour():
    gui = Path(tokens.__file__).parent
    found = [
        file.name
        for file in gui.rglob("*.py")
        if file.name != "tokens.py" and re.search(r"#[0-9a-fA-F]{6}\b", file.read_text("utf-8"))
    ]
    assert found == []
