"""ふりがな of a line from what the input method was given, as Access takes it.

An IME shows what one types as kana first (みなと), then what it makes of it (港), and commits that. What was
shown as kana last, and fits what was committed, is the reading. Text that came without an IME (pasted) has
none, unless it is kana itself.
"""

from __future__ import annotations

import re
import unicodedata

from zaitaku_desk.japanese.kana import to_hiragana

_RUNS = re.compile(
    "[々〆〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[ヵヶ]|[ぁ-ゖァ-ヺー]+|\\s+|.", re.DOTALL
)
_KANJI = re.compile("[々〆〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffffヵヶ]")
_KANA = re.compile("[ぁ-ゖァ-ヺー]")
_MOST = 6  # kana of one kanji: うけたまわ(る), こころざし


class Reading:
    """Follows one line: `compose` before an event of the IME takes effect, `change` after her edits."""

    def __init__(self, text: str = "") -> None:
        self._text = ""
        self._parts: list[tuple[str, str | None]] = []
        self._kana = ""
        self._left = ""  # some IMEs empty what they show before they commit it
        self._preedit = ""
        self._pending: tuple[str, str | None] | None = None
        self._known: dict[str, str] = {}
        self.reset(text)

    def reset(self, text: str) -> None:
        """The program has put another text into the line."""
        self._text = text
        self._parts = [(text, _own(text))] if text else []
        self._kana = self._left = self._preedit = ""
        self._pending = None

    @property
    def whole(self) -> str:
        """The reading of the line in hiragana; "" while that of any part is not known."""
        if any(reading is None for _, reading in self._parts):
            return ""
        return "".join(reading or "" for _, reading in self._parts).strip()

    def compose(self, preedit: str, commit: str) -> None:
        """What the IME shows now, and what it puts into the line with this event."""
        self._pending = None
        if commit:
            mine, rest = self._split(preedit, commit)
            reading = _fitting(commit, mine)
            if reading is not None and mine:
                self._known[commit] = reading
            self._pending = (commit, reading)
            self._kana = rest
        self._left = "" if preedit or commit else self._kana
        if not preedit:
            self._kana = ""
        elif _is_typing(preedit, self._kana):
            self._kana = preedit
        self._preedit = preedit

    def change(self, text: str) -> None:
        """The line holds this text now, by her hand."""
        old = self._text
        first = _common(old, text)
        last = _common(old[first:][::-1], text[first:][::-1])
        added = text[first : len(text) - last]
        parts: list[tuple[str, str | None]] = []
        place = 0
        for part, reading in self._parts:
            before = part[: max(0, first - place)]
            after = part[max(0, len(old) - last - place) :]
            if first - place >= len(part) or len(old) - last <= place:
                parts.append((part, reading))
            else:
                parts.extend((piece, _own(piece)) for piece in (before, after) if piece)
            place += len(part)
        at = self._index(parts, first)
        if added:
            pending = self._pending
            said = pending[1] if pending is not None and pending[0] == added else self._of(added)
            parts.insert(at, (added, said))
        self._parts, self._text, self._pending, self._left = parts, text, None, ""

    def _of(self, added: str) -> str | None:
        return self._known.get(added, _own(added))

    def _split(self, preedit: str, commit: str) -> tuple[str, str]:
        """Kana of what is committed, and of what the IME goes on showing."""
        before = self._preedit
        if not preedit or before == commit or not before.startswith(commit):
            return self._kana or self._left, ""
        left = before[len(commit) :]
        kana = _kana(self._kana)
        if left != preedit:
            return self._kana, ""
        found = re.fullmatch(f"({_pattern(commit)})({_pattern(left)})", kana, re.DOTALL)
        touching = _KANJI.match(commit[-1]) and _KANJI.match(left[0])
        if found is None or touching:
            return "", ""
        return found[1], found[2]

    @staticmethod
    def _index(parts: list[tuple[str, str | None]], place: int) -> int:
        """Between which parts a place of the line lies."""
        at = 0
        for number, (part, _) in enumerate(parts):
            if at >= place:
                return number
            at += len(part)
        return len(parts)


def _is_typing(preedit: str, kana: str) -> bool:
    """Whether the IME shows what is typed, not what it makes of it.

    Letters after kana were there are made of it (えぬてぃーてぃー → NTT); letters at first are being typed.
    """
    if _KANJI.search(preedit):
        return False
    return bool(_KANA.search(preedit)) or not _KANA.search(kana)


def _fitting(commit: str, kana: str) -> str | None:
    """The reading, if what was typed can be that of what came of it; kana and letters read themselves."""
    reading = _kana(kana) if any(map(str.isalnum, commit)) else ""
    if reading and re.fullmatch(_pattern(commit), reading, re.DOTALL):
        return reading
    return _own(commit)


def _own(text: str) -> str | None:
    return None if _KANJI.search(text) else to_hiragana(unicodedata.normalize("NFKC", text))


def _kana(preedit: str) -> str:
    """As a reading: hiragana, an n that was not yet closed as ん, figures and letters in half width."""
    text = to_hiragana(unicodedata.normalize("NFKC", preedit))
    return re.sub("(?<=[ぁ-ゖー])n$", "ん", text)


def _pattern(text: str) -> str:
    """What a reading of the text looks like: a kanji is one to six kana, kana stay, the rest is anything."""
    found = []
    for run in _RUNS.findall(text):
        if run in "ヵヶ":
            found.append(".{1,2}")
        elif _KANJI.match(run):
            found.append(f"[^\\s]{{{(len(run) + 1) // 2},{_MOST * len(run)}}}")
        elif _KANA.match(run):
            found.append(re.escape(to_hiragana(run)))
        else:
            found.append("\\s*" if run.isspace() else ".*")
    return "".join(found)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
