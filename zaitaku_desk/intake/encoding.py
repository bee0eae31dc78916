"""Which encoding a text file is in: BOM, ISO-2022-JP, UTF-8, CP932, UTF-16 without BOM, EUC-JP; never a guess
that changes a character. A file that mixes two is refused with the line where it changes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import AnyStr

from zaitaku_desk.errors import UserError

CHUNK = 1 << 20
MAX_LINE = 4_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHOICES = (
    ("utf-8-sig", "UTF-8"),
    ("cp932", "Shift_JIS（Excel の CSV）"),
    ("utf-16", "UTF-16（Unicode テキスト）"),
    ("euc_jp", "EUC-JP"),
    ("iso2022_jp_ext", "ISO-2022-JP"),
)
"""Codec and name of what she may choose when the file does not tell."""
GETA = "zaitaku_desk.geta"
"""Error handler: what cannot be read becomes 〓."""
_ISO_2022 = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b$(")
_SAVE_AGAIN = "Excel で開き、「CSV UTF-8(コンマ区切り)」で保存し直してから、もう一度選んでください。"
_COMMON = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u3000-\u3002（）・ー－０-９Ａ-Ｚａ-ｚ]")
_ODD = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff]")


class UnknownEncoding(UserError):
    """The file does not tell its encoding, or mixes two: `read_table(path, encoding=…)` reads it anyway.

    `likely` is the one its first lines are in, of CHOICES.
    """

    def __init__(self, message: str, hint: str, likely: str) -> None:
        super().__init__(message, hint)
        self.likely = likely

    @property
    def name(self) -> str:
        """What the likely encoding is called."""
        return dict(CHOICES).get(self.likely, self.likely)


@dataclass(slots=True)
class _Survey:
    """What the lines of a file that is not UTF-8 could be."""

    lines: int = 0
    utf8: list[int] | None = None
    other: list[int] | None = None
    bad_cp932: int = 0
    bad_euc: int = 0
    cut: bool = False


def detect(path: Path, step: Callable[[], None] = lambda: None) -> str:
    """The name of a codec that reads the whole file strictly; `step` is called now and then (to cancel).

    UserError when two encodings are mixed, characters are broken, or it is no text at all.
    """
    with path.open("rb") as file:
        sample = file.read(1 << 16)
    for bom, codec in _BOMS:
        if sample.startswith(bom):
            return _strict(path, codec, step)
    utf16 = _utf16_without_bom(sample)
    if utf16 and _decodes(path, utf16, step):
        return utf16
    _refuse_binary(sample)
    if any(mark in sample for mark in _ISO_2022):
        return _strict(path, "iso2022_jp_ext", step)
    if _decodes(path, "utf-8", step):
        return "utf-8"
    return _by_lines(path, sample, step)


def _decodes(path: Path, codec: str, step: Callable[[], None]) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                step()
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _strict(path: Path, codec: str, step: Callable[[], None]) -> str:
    """A file that says what it is must be it; UserError with the line otherwise."""
    if not _decodes(path, codec, step):
        line = 0
        with path.open("r", encoding=codec, errors="replace", newline="") as file:
            line = next((n for n, text in enumerate(pieces(file.readline), 1) if "\ufffd" in text), 0)
        raise UnknownEncoding(f"{_at(line)}壊れた文字があるため、読めませんでした。", _SAVE_AGAIN, codec)
    return codec


def _utf16_without_bom(sample: bytes) -> str:
    """UTF-16 shows itself by line ends and commas with a zero byte on one side only."""
    if len(sample) < 8 or b"\x00" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    little = sum(sample.count(mark) for mark in (b"\n\x00", b",\x00", b"\t\x00"))
    big = sum(sample.count(mark) for mark in (b"\x00\n", b"\x00,", b"\x00\t"))
    if odd > 3 * even and little > 1:
        return "utf-16-le"
    if even > 3 * odd and big > 1:
        return "utf-16-be"
    return ""


def _refuse_binary(sample: bytes) -> None:
    control = sum(1 for byte in sample if byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1b\x00")
    if control > len(sample) // 50 or sample.count(0) > max(8, len(sample) // 10):
        raise UserError(
            "表として読めるファイルではありません。",
            "Excel のブック(.xlsx、.xls)か CSV のファイルを選んでください。",
        )


def _by_lines(path: Path, sample: bytes, step: Callable[[], None]) -> str:
    survey = _survey(path, step)
    utf8, other = survey.utf8 or [], survey.other or []
    if utf8 and (survey.cut and other == [survey.lines]):
        raise UserError(
            f"ファイルが{survey.lines}行目の途中で切れているようです。",
            "もとのファイルをもう一度取り寄せるか、保存し直してから選んでください。",
        )
    if utf8 and other:
        line = other[0] if utf8[0] < other[0] else utf8[0]
        raise UnknownEncoding(
            f"{_at(line)}ほかの行と違う文字コードの文字、または壊れた文字があります。",
            _SAVE_AGAIN,
            "utf-8-sig" if utf8[0] < other[0] else "cp932",
        )
    if not survey.bad_cp932 and not survey.bad_euc:
        return "euc_jp" if _oddness(sample, "euc_jp") < _oddness(sample, "cp932") else "cp932"
    if not survey.bad_cp932:
        return "cp932"
    if not survey.bad_euc:
        return "euc_jp"
    if survey.cut and survey.bad_cp932 == survey.lines:
        raise UserError(
            f"ファイルが{survey.lines}行目の途中で切れているようです。",
            "もとのファイルをもう一度取り寄せるか、保存し直してから選んでください。",
        )
    raise UnknownEncoding(
        f"{_at(survey.bad_cp932)}読めない文字があるため、文字コードが分かりませんでした。",
        _SAVE_AGAIN,
        "cp932",
    )


def _survey(path: Path, step: Callable[[], None]) -> _Survey:
    found = _Survey(utf8=[], other=[])
    text = b""
    with path.open("rb") as file:
        for number, text in enumerate(pieces(file.readline), 1):
            found.lines = number
            if number % 5000 == 0:
                step()
            if text.isascii():
                continue
            lines = found.utf8 if _ok(text, "utf-8") else found.other
            if lines is not None and len(lines) < 2:
                lines.append(number)
            if not found.bad_cp932 and not _ok(text, "cp932"):
                found.bad_cp932 = number
            if not found.bad_euc and not _ok(text, "euc_jp"):
                found.bad_euc = number
    found.cut = not text.endswith((b"\n", b"\r"))
    return found


def _ok(text: bytes, codec: str) -> bool:
    try:
        text.decode(codec)
    except UnicodeError:
        return False
    return True


def _oddness(sample: bytes, codec: str) -> float:
    """Share of characters that a Japanese list hardly holds: half-width kana, private use, rare signs."""
    text = "".join(char for char in sample.decode(codec, "ignore") if ord(char) > 127)
    odd = len(_ODD.findall(text)) + len(_COMMON.sub("", _ODD.sub("", text)))
    return odd / max(len(text), 1)


def pieces(readline: Callable[[int], AnyStr]) -> Iterator[AnyStr]:
    """Lines, none longer than MAX_LINE; UserError for a line that never ends."""
    while line := readline(MAX_LINE):
        if len(line) >= MAX_LINE:
            raise UserError(
                "1行が長すぎるため、表として読めませんでした。", "CSV のファイルかどうかを確かめてください。"
            )
        yield line


def _geta(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "〓", error.end


codecs.register_error(GETA, _geta)


def _at(line: int) -> str:
    return f"{line}行目に、" if line else ""
