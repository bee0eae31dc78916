from __future__ import annotations

import pytest

from zaitaku_desk.intake import marks


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("○", ("can", "")),
        ("◎", ("can", "")),
        ("可", ("can", "")),
        ("条件付", ("conditional", "")),
        ("△", ("conditional", "")),
        ("×", ("cannot", "")),
        ("対応不可", ("cannot", "")),
        ("○（要予約）", ("conditional", "要予約")),
        ("△ 夜間は電話のみ", ("conditional", "夜間は電話のみ")),
        ("", None),
        ("火曜のみ", None),
    ],
)
def test_a_sign_is_one_of_the_states_of_a_capability(cell, said):
    assert marks.state(cell) == said


def test_a_sign_answers_yes_or_no():
    assert (marks.yes("有"), marks.yes("無"), marks.yes("検討中")) == (True, False, None)
