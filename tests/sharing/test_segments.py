"""A segment is whole or it is not there (T8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sharing.world import KEY, VAULT
from zaitaku_desk.sharing import segments
from zaitaku_desk.store.journal import Op

OPS = (
    Op("a", "d", 1, "w", "b", "notes", "r", "text", {"text": "𠮷野 \ud800"}, ("x",)),
    Op("b", "d", 2, "w", "b", "of a newer version", "r", "new", None, ()),
)
DATA = segments.encode(KEY, VAULT, "d", 3, OPS)


def test_what_was_written_is_read() -> None:
    read = segments.decode(KEY, VAULT, DATA)
    assert (read.ops, read.device, read.number) == (OPS, "d", 3)
    assert segments.NAME.fullmatch(segments.new_name(3, DATA))[2] == read.hash


@pytest.mark.parametrize("length", range(len(DATA)))
def test_a_segment_cut_anywhere_is_not_there_yet(length: int) -> None:
    with pytest.raises(segments.Invalid):
        segments.decode(KEY, VAULT, DATA[:length])


def test_a_segment_with_any_bit_flipped_is_not_there_yet() -> None:
    for at in range(len(DATA)):
        for bit in (1, 0x80):
            with pytest.raises(segments.Invalid):
                segments.decode(KEY, VAULT, DATA[:at] + bytes([DATA[at] ^ bit]) + DATA[at + 1 :])


@pytest.mark.parametrize(("key", "vault"), [(bytes(32), VAULT), (KEY, "6" * 32)])
def test_a_segment_of_another_vault_is_not_ours(key: bytes, vault: str) -> None:
    with pytest.raises(segments.Invalid):
        segments.decode(key, vault, DATA)


@given(st.binary(max_size=400))
def test_anything_else_is_not_a_segment(data: bytes) -> None:
    with pytest.raises(segments.Invalid):
        segments.decode(KEY, VAULT, data)


def test_nothing_of_it_can_be_read_without_the_key() -> None:
    assert "野".encode() not in DATA
    assert b"notes" not in DATA


@pytest.mark.parametrize(
    "name",
    [
        ".tmp-12",
        "~$0001.zsg",
        "00000001-abc.zsg",
        "00000001-" + "a" * 32 + "-abcdef - コピー.zsg",
        "desktop.ini",
    ],
)
def test_other_names_are_passed_over(name: str) -> None:
    assert segments.NAME.fullmatch(name) is None
