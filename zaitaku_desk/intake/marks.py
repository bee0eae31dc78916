"""○ × △ 可 条件付: what a list says in one sign, as it is meant."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "can": (
        "○ ◯ 〇 ◎ ● ✓ ✔ ✅ ☑ レ v 可 可能 有 有り あり はい 対応 対応可 対応可能 実施 済 済み yes y true"
    ),
    "conditional": (
        "△ ▲ 条件付 条件付き 条件付可 条件あり 要相談 応相談 相談 相談可 一部 一部可 一部対応 場合による"
    ),
    "cannot": "× ✕ ✖ ☓ ✗ x 不可 不可能 無 無し なし いいえ 対応不可 非対応 未対応 未実施 no n false",
}
_STATES = {word: state for state, words in _WORDS.items() for word in words.split()}
_SIGN = re.compile(r"([○◯〇◎●△▲×✕✖☓✗]|不可|条件付き?|可能?)\s*[(（:：、,]?\s*(.+?)[)）]?")


def state(text: str) -> tuple[str, str] | None:
    """(key of CAPABILITY_STATES, condition) of a cell; None when it is empty or says something else.

    「○（要予約）」 is a yes with a condition.
    """
    word = unicodedata.normalize("NFKC", text).strip().lower()
    if word in _STATES:
        return _STATES[word], ""
    found = _SIGN.fullmatch(text.strip())
    if found is None:
        return None
    return "cannot" if _STATES[found[1]] == "cannot" else "conditional", found[2]


def yes(text: str) -> bool | None:
    """Whether a cell says yes or no; None when it says neither."""
    found = state(text)
    return None if found is None else found[0] != "cannot"
