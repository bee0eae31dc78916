"""The command line: everything the window can do that a script may want (architecture: the doors).

Exit 0 done, 1 refused with a reason, 2 wrong usage. With `--json` one JSON value on standard output;
whatever is meant for people goes to standard error.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import io
import json
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from zaitaku_desk.commands import PASSPHRASE, Said, WrongUsage, tell
from zaitaku_desk.errors import UserError

NAME = "zaitaku-desk"
_WORDS = (
    (r"the following arguments are required: (.*)", "次の指定が足りません: {0}"),
    (r"unrecognized arguments: (.*)", "分からない指定があります: {0}"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", "{0}に {1} はありません。選べるもの: {2}"),
    (r"argument (.*): invalid int value: (.*)", "{0} は数で指定します（{1}）"),
    (r"argument (.*): expected (?:one|at least one) arguments?", "{0} の後に値が要ります"),
    (r"argument (.*): not allowed with argument (.*)", "{0} と {1} は同時に指定できません"),
    (r"argument (.*): ignored explicit argument (.*)", "{0} に値は付けられません（{1}）"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give back its exit code; without a subcommand the window opens."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["--intake-child"]:
        return int(importlib.import_module("zaitaku_desk.intake.child").main(words[1:]))
    given = None
    if argv is None:  # a process of its own
        importlib.import_module("zaitaku_desk.store.process").no_memory_dumps()
        given = os.environ.pop(PASSPHRASE, None)  # no program started from here inherits it
    _speak_utf8()
    try:
        arguments, further = _parser().parse_known_args(words)
        if further and arguments.command != "bench":
            _parser().error(f"unrecognized arguments: {' '.join(further)}")
    except SystemExit as end:
        return int(end.code or 0)
    arguments.further, arguments.given = further, given
    try:
        return _run(arguments)
    except WrongUsage as error:
        tell(str(error))
        return 2
    except UserError as error:
        tell(str(error))
        return 1
    except KeyboardInterrupt:
        tell("中止しました。")
        return 130
    except BrokenPipeError:
        _stop_writing()
        return 1
    except Exception as error:
        _tell_fault(arguments, error)
        return 1


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command is None:
        return _window(arguments)
    module, function = arguments.does
    said: Said = getattr(importlib.import_module(f"zaitaku_desk.commands.{module}"), function)(arguments)
    for note in said.notes:
        tell(note)
    as_json = getattr(arguments, "json", False)
    lines = (json.dumps(said.value, ensure_ascii=False),) if as_json else said.lines
    if sys.stdout is not None:  # the window's own program on Windows has none
        sys.stdout.writelines(line + "\n" for line in lines)
        sys.stdout.flush()
    return said.code


def _window(arguments: argparse.Namespace) -> int:
    gc.disable()  # `app.keep_collecting` does it from then on
    from zaitaku_desk import app
    from zaitaku_desk.commands import folder

    phrase = folder.passphrase(arguments)
    second = folder.second_keys(arguments) if phrase else ()
    folder.remember_key_file(arguments)
    return int(app.run(folder.data_dir(arguments), phrase, second))


def _tell_fault(arguments: argparse.Namespace, error: Exception) -> None:
    from zaitaku_desk.commands import folder
    from zaitaku_desk.store import crash_log

    place = folder.data_dir(arguments)
    number = crash_log.write(place, error)
    tell("プログラムの不具合のため、中止しました。")
    tell(
        f"記録: {place / crash_log.FILE_NAME}（番号 {number}）"
        if number
        else "\n".join(crash_log.trace(error))
    )


def _speak_utf8() -> None:
    """Windows would write a pipe in its code page, where 髙 and 𠮷 cannot be said."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _stop_writing() -> None:
    """Whoever read our output has gone: nothing more is to be flushed at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# ---------------------------------------------------------------- the words


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse in Japanese."""

    def __init__(self, **how: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **how)
        self._positionals.title, self._optionals.title = "指定するもの", "オプション"
        self.add_argument("-h", "--help", action="help", help="この説明を表示する")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, how the command is written, and end with 2."""
        for pattern, japanese in _WORDS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = japanese.format(*found.groups())
                break
        tell(f"{message}\n{self.format_usage().rstrip()}")
        raise SystemExit(2)


def _parser() -> _Parser:
    common: Any = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", metavar="フォルダー", help="データのフォルダー")
    common.add_argument("--passphrase-file", metavar="ファイル", help="パスフレーズを書いたファイル")
    common.add_argument("--key-file", metavar="ファイル", help="パスフレーズと合わせて使う鍵ファイル")
    common.add_argument("--json", action="store_true", help="結果をJSONで出す")
    parser = _Parser(
        prog=NAME, parents=[common], description="在宅デスク。コマンドがなければ画面を開きます。"
    )
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(dest="command", metavar="コマンド", title="コマンド")

    def command(name: str, does: str, said: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common], help=said, description=said)
        module, _, function = does.partition(".")
        made.set_defaults(does=(module, function))
        return made

    _folder_commands(command)
    _record_commands(command)
    _paper_commands(command)
    return parser


def _folder_commands(command: Any) -> None:
    init = command("init", "folder.init", "新しいデータを作る")
    init.add_argument("--no-passphrase", action="store_true", help="パスフレーズで保護しない")
    command("demo", "extras.demo", "架空の地区のデータを作る")
    tour = command("tour", "extras.tour", "画面と帳票の見本を作る")
    tour.add_argument("--out", metavar="フォルダー", required=True, help="見本を置くフォルダー")
    command("bench", "extras.bench", "速さを測る（開発用）")
    backup = command("backup", "folder.backup", "バックアップを作る")
    backup.add_argument(
        "folder", metavar="フォルダー", nargs="?", help="置く場所（なければデータのフォルダーの中）"
    )
    restore = command("restore", "folder.restore", "バックアップから復元する")
    restore.add_argument("file", metavar="ファイル", help="desk-日付-時刻.zbk")
    restore.add_argument("--preview", action="store_true", help="戻さずに、何が変わるかだけを示す")
    check = command("check", "folder.check", "データが壊れていないかを調べる")
    check.add_argument("--take", action="store_true", help="壊れたファイルから読み取れた変更を取り込む")
    sync = command("sync", "sharing.sync", "共有フォルダーと同期する")
    sync.add_argument(
        "folder", metavar="フォルダー", nargs="?", help="共有フォルダー（なければ前に使ったもの）"
    )
    joined = command("join", "sharing.join", "共有フォルダーから、この端末のデータを作る")
    joined.add_argument("folder", metavar="フォルダー", help="共有フォルダー")
    joined.add_argument("--recovery", metavar="回復キー", help="パスフレーズの代わりに回復キーで開く")
    taken = command("import", "intake.take_in", "機関の一覧（CSV・Excel）を取り込む")
    taken.add_argument("file", metavar="ファイル", help="一覧のファイル")
    taken.add_argument("--city", metavar="市町村", help="この市町村の機関だけ")
    taken.add_argument(
        "--encoding",
        metavar="文字コード",
        choices=("utf-8-sig", "cp932", "utf-16", "euc_jp"),
        help="CSV の文字コード（utf-8-sig、cp932、utf-16、euc_jp）。読めないと言われたときだけ",
    )
    taken.add_argument("--apply", action="store_true", help="取り込む（なければ、どうなるかを示すだけ）")


def _record_commands(command: Any) -> None:
    search = command("search", "records.search", "記録を検索する")
    search.add_argument("text", metavar="文字", help="探す文字")
    search.add_argument("--kind", metavar="種類", help="この種類だけ（institutions、people、visits など）")
    search.add_argument("--limit", metavar="件数", type=int, default=50, help="多くてこの件数（50）")
    listed = command("list", "records.list_kind", "一覧を出す")
    listed.add_argument("--limit", metavar="件数", type=int, help="多くてこの件数（全部）")
    listed.add_argument("--offset", metavar="件数", type=int, default=0, help="初めのこの件数を飛ばす")
    show = command("show", "records.show", "1件のすべての項目を出す")
    add = command("add", "records.add", "1件を加える")
    changed = command("set", "records.set_fields", "1件の項目を直す")
    delete = command("delete", "records.delete", "1件をごみ箱へ移す")
    for one in (listed, show, add, changed, delete):
        one.add_argument("kind", metavar="種類", help="institutions、visits、meetings、consultations など")
    for one in (show, changed, delete):
        one.add_argument("id", metavar="番号", help="記録の番号（list や search で出るもの）")
    for one in (add, changed):
        one.add_argument(
            "values", metavar="項目=値", nargs="+", help="例: name=みなと診療所 電話=0000-00-0000"
        )


def _paper_commands(command: Any) -> None:
    report = command("report", "papers.report", "帳票を作る")
    report.add_argument("name", metavar="帳票", nargs="?", help="帳票の名前（--list で出るもの）")
    report.add_argument("--list", action="store_true", dest="listing", help="作れる帳票の一覧")
    report.add_argument(
        "--from", metavar="日付", dest="start", help="期間の始まり（R8.4.1、2026-04-01 など）"
    )
    report.add_argument("--to", metavar="日付", dest="end", help="期間の終わり")
    report.add_argument("--id", metavar="番号", default="", help="どの記録の帳票か")
    report.add_argument(
        "--option",
        metavar="名前=値",
        dest="options",
        action="append",
        default=[],
        help="帳票ごとの指定（宛名ラベルの例: sheet=24-66x33.9 start=5 to=head）",
    )
    report.add_argument(
        "--password-file",
        metavar="ファイル",
        dest="password_file",
        help="開くのに要るパスワードを書いたファイル（PDF・Word・Excelの帳票）",
    )
    report.add_argument("-o", "--output", metavar="ファイル", help="作るファイル")
