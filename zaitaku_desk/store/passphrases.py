"""Passphrases: what counts as the same one, which are too weak, how long to wait after a wrong one."""

from __future__ import annotations

import contextlib
import json
import re
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import audit
from zaitaku_desk.store.disk import write_whole

SHORTEST = 13  # 安全管理ガイドライン 6.0 Q&A シQ-54
LEFT_AT_LEAST = 8
WAITS_FILE = "unlock.json"
LONGEST_WAIT = 30.0
RUNS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "!qaz@wsx#edc$rfv",
    "abcdefghijklmnopqrstuvwxyz",
    "あいうえおかきくけこさしすせそたちつてとなにぬねの",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノ",
    "いろはにほへとちりぬるを",
)
COMMON = (
    "password",
    "passphrase",
    "passw0rd",
    "zaitaku",
    "letmein",
    "パスワード",
    "パスフレーズ",
    "在宅デスク",
)
DATE = re.compile(
    r"(19|20)\d\d[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?|(明治|大正|昭和|平成|令和)\d{1,2}年\d{1,2}月\d{1,2}日"
)


def normalised(text: str) -> str:
    """The passphrase as it is used: NFKC, without the blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def problems_of_passphrase(text: str, personal: Iterable[str] = ()) -> list[str]:
    """What is wrong with a new passphrase, in Japanese; an empty list when it may be used.

    `personal` are names, telephone numbers, birth dates and the like of the person and the office,
    which somebody else might guess.
    """
    phrase = normalised(text)
    problems = []
    if len(phrase) < SHORTEST:
        problems.append(f"{SHORTEST}文字以上にしてください（今は{len(phrase)}文字）。")
    if len({kind(character) for character in phrase}) < 2:
        problems.append("英字・数字・記号・かな・漢字のうち2種類以上を混ぜてください。")
    if len(set(phrase.casefold())) < 6 or repeats(phrase):
        problems.append("同じ文字や同じ並びの繰り返しは使えません。")
    elif len(phrase) >= SHORTEST and len(without_guessable(phrase, personal)) < LEFT_AT_LEAST:
        problems.append(
            "氏名・生年月日・電話番号や、キーボードの並び、よく使われる語だけでは推測されます。ほかの言葉を足してください。"
        )
    return problems


def kind(character: str) -> str:
    """The kind of a character, for counting how many kinds are mixed."""
    if character.isascii():
        return "letter" if character.isalpha() else "digit" if character.isdigit() else "symbol"
    name = unicodedata.name(character, "other").split()[0]
    return name if name in ("HIRAGANA", "KATAKANA") else "other"


def repeats(phrase: str) -> bool:
    """True for abcabcabc, also when the last round is cut short."""
    return any(
        all(character == phrase[index % length] for index, character in enumerate(phrase))
        for length in range(1, len(phrase) // 2 + 1)
    )


def without_guessable(phrase: str, personal: Iterable[str]) -> str:
    """What is left of a passphrase without runs, common words, dates and personal words."""
    left = DATE.sub("", phrase.casefold())
    words = [normalised(part) for whole in personal for part in (whole, *whole.split())]
    words += [re.sub(r"\W", "", word) for word in words]
    for word in sorted({word.casefold() for word in (*words, *COMMON)}, key=len, reverse=True):
        if len(word) >= 2:
            left = left.replace(word, "")
    for run in RUNS:
        for row in (run, run[::-1]):
            for length in range(len(row), 3, -1):
                for start in range(len(row) - length + 1):
                    left = left.replace(row[start : start + length], "")
    return re.sub(r"(.)\1{2,}", r"\1", left)


def seconds_to_wait(data_dir: Path) -> float:
    """How long until the next try is looked at; 0 when at once. Survives a restart.

    Where the clock was set back meanwhile, the wait begins anew by the clock as it is now.
    """
    failures, until = _tries(data_dir)
    left = max(0.0, until - time.time())
    if left > LONGEST_WAIT:
        left = LONGEST_WAIT
        _keep(data_dir, failures, left)
    return left


def count_wrong(data_dir: Path) -> float:
    """Remembers a wrong try; the wait that follows in seconds: 1, 2, 4, 8, 16, 30, 30 …"""
    failures = _tries(data_dir)[0] + 1
    wait = min(2.0 ** min(failures - 1, 10), LONGEST_WAIT)
    audit.failed_unlock(data_dir)
    _keep(data_dir, failures, wait)
    return wait


def forget_wrong(data_dir: Path) -> None:
    """The right passphrase was given."""
    (data_dir / WAITS_FILE).unlink(missing_ok=True)


def _keep(data_dir: Path, failures: int, wait: float) -> None:
    content = json.dumps({"failures": failures, "until": time.time() + wait})
    with contextlib.suppress(UserError):
        write_whole(data_dir / WAITS_FILE, content.encode())


def _tries(data_dir: Path) -> tuple[int, float]:
    try:
        found = json.loads((data_dir / WAITS_FILE).read_bytes())
        return int(found["failures"]), float(found["until"])
    except FileNotFoundError:
        return 0, 0.0
    except (OSError, ValueError, KeyError, TypeError):
        return 5, 0.0
