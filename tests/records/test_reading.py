from __future__ import annotations

from datetime import date, datetime

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.reading import parse

TODAY = date(2026, 11, 22)
CODES = {
    "institution_kinds": {"clinic": "診療所"},
    "topics": {"home_care": "在宅療養", "discharge": "退院調整"},
}


def read(kind: str, name: str, text: str):
    return parse(spec(KINDS[kind], name), text, today=TODAY, codes=CODES)


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("institutions", "name", "　港医院 ", "港医院"),
        ("institutions", "support_class", "支援診3", "clinic3"),
        ("institutions", "support_class", "clinic3", "clinic3"),
        ("institutions", "kind", "診療所", "clinic"),
        ("institutions", "beds", "１９床", 19),
        ("institutions", "member", "はい", True),
        ("institutions", "confirmed_on", "R8.6.2", date(2026, 6, 2)),
        ("institutions", "note", "", None),
        ("consultations", "topics", "在宅療養、退院調整", ["home_care", "discharge"]),
        ("consultations", "topics", "", []),
        ("consultations", "received_at", "2026/4/1 10:30", datetime(2026, 4, 1, 10, 30)),
        ("consultations", "received_at", "2026-04-01T10:30", datetime(2026, 4, 1, 10, 30)),
    ],
)
def test_typed_text_becomes_the_value_it_means(kind, name, text, value):
    assert read(kind, name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("beds", "たくさん"), ("member", "たぶん"), ("confirmed_on", "2/30"), ("support_class", "支援診9")],
)
def test_what_cannot_be_meant_is_refused_in_words(name, text):
    with pytest.raises(UserError, match=text):
        read("institutions", name, text)
