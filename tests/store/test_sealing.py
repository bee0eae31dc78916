"""What leaves the file stays encrypted."""

from __future__ import annotations

import pytest

from zaitaku_desk.store.sealing import Unsealable, seal, unseal

KEY = bytes(range(32))


def test_what_was_sealed_is_read_with_the_same_key_and_words_beside():
    assert unseal(KEY, "segment", seal(KEY, "segment", b"text", b"head"), b"head") == b"text"


@pytest.mark.parametrize(
    ("key", "purpose", "beside"),
    [(bytes(32), "segment", b"head"), (KEY, "ack", b"head"), (KEY, "segment", b"x")],
)
def test_nothing_else_opens_it(key: bytes, purpose: str, beside: bytes):
    with pytest.raises(Unsealable):
        unseal(key, purpose, seal(KEY, "segment", b"text", b"head"), beside)


def test_too_short_is_not_sealed():
    with pytest.raises(Unsealable):
        unseal(KEY, "segment", b"")


def test_the_same_text_is_never_sealed_alike():
    assert seal(KEY, "segment", b"text") != seal(KEY, "segment", b"text")
