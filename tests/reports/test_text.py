from __future__ import annotations

from zaitaku_desk.reports import text


def test_line_ends_become_one_kind_and_unfit_characters_are_counted() -> None:
    assert text.clean("a\r\nb\rc\x00\x0bd\ud800\tE") == ("a\nb\nc��d�\tE", 3)
