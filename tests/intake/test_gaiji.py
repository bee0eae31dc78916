"""外字 are told by line, with what they probably are."""

from __future__ import annotations

from zaitaku_desk.intake.gaiji import note, suggestion


def test_a_value_with_gaiji_is_told_once_with_its_line_and_suggestion() -> None:
    rows = [(5, ["\ue192医院", ""]), (6, ["\ue192医院", ""]), (9, ["甲医院", "番町"])]
    said = note(rows, [0, 1])
    assert "5行目「〓医院」の〓は辻か" in said
    assert "1件" in said and "6行目" not in said


def test_only_some_of_many_are_named() -> None:
    rows = [(line, [f"\ue000{line}"]) for line in range(1, 9)]
    assert note(rows, [0]).endswith("、ほか3件")


def test_no_gaiji_no_note() -> None:
    assert note([(1, ["甲医院"])], [0]) == ""


def test_an_unknown_character_is_not_guessed() -> None:
    assert [suggestion(text) for text in ("\ue18d原", "\ue123原", "\ue18d\ue123", "原")] == [
        "榊原",
        "",
        "",
        "",
    ]
