"""What can go wrong with the file on the disk, told in Japanese."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.errors import Unopenable, UserError

BUSY, LOCKED, READ_ONLY, INTERRUPTED, IO_ERROR = 5, 6, 8, 9, 10
CORRUPT, FULL, CANNOT_OPEN, NOT_A_DATABASE = 11, 13, 14, 26

TOLD = {
    FULL: (
        "ディスクの空きがないため保存できませんでした。",
        "不要なファイルを削除して空きを作ってから、もう一度お試しください。入力中の内容は画面に残っています。",
    ),
    IO_ERROR: (
        "ディスクへの読み書きに失敗したため保存できませんでした。",
        "ディスクの空きと接続を確かめてから、もう一度お試しください。",
    ),
    BUSY: (
        "ほかの処理が保存中のため、保存できませんでした。",
        "処理が終わるのを待ってから、もう一度お試しください。",
    ),
    READ_ONLY: (
        "データのフォルダーに書き込めません。",
        "フォルダーの書き込み権限を確かめてください。",
    ),
    CANNOT_OPEN: (
        "データのファイルを開けませんでした。",
        "データのフォルダーがあるか、読み書きの権限があるかを確かめてください。",
    ),
    INTERRUPTED: ("処理を途中で取りやめました。", ""),
}
TOLD[LOCKED] = TOLD[BUSY]


class Damaged(Unopenable):
    """The file does not read as it was written (or the key does not belong to it)."""

    def __init__(self) -> None:
        super().__init__(
            "データのファイルが壊れているため読めません。",
            "プログラムを開き直すと、点検のうえ直近のバックアップから復元します。壊れたファイルは消さずに残します。",
        )


def fault(error: BaseException) -> int:
    """The SQLite result code of an error of the driver or of SQLAlchemy; 0 when it is neither."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, sqlcipher.Error):
        return int(getattr(original, "sqlite_errorcode", 0) or 0) & 0xFF
    return 0


def is_of_the_disk(error: BaseException) -> bool:
    """Whether it was told of a disk that is full or does not answer."""
    return isinstance(error, UserError) and error.message in {
        TOLD[code][0] for code in (FULL, IO_ERROR, CANNOT_OPEN)
    }


@contextmanager
def told() -> Iterator[None]:
    """Turns faults of the disk and of the file into UserError; errors in our SQL stay what they are."""
    try:
        yield
    except Exception as error:
        code = fault(error)
        if code in (CORRUPT, NOT_A_DATABASE):
            raise Damaged from None
        if code in TOLD:
            raise UserError(*TOLD[code]) from None
        raise
