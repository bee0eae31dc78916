from __future__ import annotations

from zaitaku_desk.intake.column_fields import fields_of
from zaitaku_desk.intake.rows import FIELDS
from zaitaku_desk.intake.words import PARTS
from zaitaku_desk.records.codes import Code


def test_every_field_of_an_institution_can_be_taken_in():
    beside = set(PARTS)
    assert {field.name for field in fields_of("institutions")} <= set(FIELDS) | beside


def test_every_capability_is_a_field_of_its_own():
    found = fields_of("institutions", [Code(key="ventilator", label="人工呼吸器の使用")])[-1]
    assert (found.name, found.section, found.usual) == ("capability:ventilator", "機能・処置", False)


def test_no_field_is_named_twice():
    for target in ("institutions", "people"):
        names = [field.name for field in fields_of(target)]
        assert len(names) == len(set(names))


def test_the_titles_are_those_of_the_record():
    titles = {field.name: field.title for field in fields_of("people")}
    assert (titles["name"], titles["kana"], titles["institution"]) == ("氏名", "ふりがな", "所属機関")
