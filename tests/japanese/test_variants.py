from __future__ import annotations

import unicodedata

from zaitaku_desk.japanese import variants

BLOCKS = (
    variants._OLD_FORMS,
    variants._NAME_AND_JIS_FORMS,
    variants._FAMILY_NAME_FORMS,
    variants._RADICALS,
)
ENTRIES = [entry for block in BLOCKS for entry in block.split()]


def test_the_table_has_several_hundred_variants() -> None:
    assert len(variants.table()) > 500


def test_no_variant_has_two_common_forms() -> None:
    listed = [letter for entry in ENTRIES for letter in entry[1:]]
    assert sorted({letter for letter in listed if listed.count(letter) > 1}) == []


def test_no_common_form_is_itself_a_variant() -> None:
    table = variants.table()
    assert [common for common in table.values() if common in table] == []


def test_no_entry_repeats_what_nfkc_does() -> None:
    assert [entry for entry in ENTRIES if not unicodedata.is_normalized("NFKC", entry)] == []


def test_every_entry_is_of_single_ideographs() -> None:
    names = {letter: unicodedata.name(letter, "") for entry in ENTRIES for letter in entry}
    assert [letter for letter, name in names.items() if not name.startswith("CJK ")] == []
