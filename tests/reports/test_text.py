from __future__ import annotations

import pytest

from zaitaku_desk.reports import text


def test_line_ends_become_one_kind_and_unfit_characters_are_counted() -> None:
    assert text.clean("a\r\nb\rc\x00\x0bd\ud800\tE") == ("a\nb\nc��d�\tE", 3)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("議事録", "議事録.pdf"),
        ("../../a:b", "ab.pdf"),
        ("CON", "_CON.pdf"),
        ("", "書類.pdf"),
        ("長" * 200, "長" * 80 + ".pdf"),
        ("a\u202egpj", "agpj.pdf"),
    ],
)
def test_file_names_are_accepted_everywhere(title: str, name: str) -> None:
    assert text.file_name(title, "pdf") == name
