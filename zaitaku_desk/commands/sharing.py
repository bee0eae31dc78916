"""The shared folder without a window: `sync`, `join`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk import settings
from zaitaku_desk.commands import Said, WrongUsage
from zaitaku_desk.commands.folder import data_dir, opened, passphrase, second_keys, ways_told

if TYPE_CHECKING:
    from zaitaku_desk.sharing.meeting import Met

_STATES = {
    "equal": "すべての端末が同じ内容です。",
    "waiting": "送信しました。ほかの端末の受け取りを待っています。",
    "unsent": "まだ送れていない変更があります。",
    "alone": "送信しました。ほかの端末はまだありません。",
}


def sync(arguments: Namespace) -> Said:
    """`sync [DIR]`: found the shared folder or meet the others there; without DIR the one used last."""
    from zaitaku_desk.sharing import meeting, membership

    machine = settings.load(data_dir(arguments))
    with opened(arguments) as db:
        asked = arguments.folder or machine.get(settings.SHARED_FOLDER)
        if not asked:
            raise WrongUsage("共有フォルダーを指定してください: sync フォルダー")
        place = Path(asked).expanduser().absolute()
        if arguments.folder:
            membership.found(db, place)
            machine.set(settings.SHARED_FOLDER, str(place))
        met = meeting.meet(db, meeting.open_folder(place))
    machine.save()
    return _said(met)


def join(arguments: Namespace) -> Said:
    """`join DIR`: make this data folder from a shared one, with the passphrase or the recovery key."""
    from zaitaku_desk.sharing import membership

    folder, place = data_dir(arguments), Path(arguments.folder).expanduser().absolute()
    phrase = passphrase(arguments) or ""
    with ways_told():
        db, met = membership.join(
            folder,
            place,
            passphrase=phrase,
            recovery=arguments.recovery or "",
            second=() if arguments.recovery else second_keys(arguments),
        )
    db.close()
    machine = settings.load(folder)
    machine.set(settings.SHARED_FOLDER, str(place))
    machine.save()
    return _said(met)


def _said(met: Met) -> Said:
    made = met.outcome
    value = {
        "sent": made.sent,
        "received": made.received,
        "unsent": made.unsent,
        "conflicts": met.conflicts,
        "state": made.state,
    }
    notes = [_STATES[made.state]]
    if met.conflicts:
        notes.append(f"確認が必要な食い違い {met.conflicts}件")
    if met.passphrase_changed:
        notes.append(
            "ほかの端末でパスフレーズが変更されました。次に開くときから新しいパスフレーズを使います。"
        )
    return Said(value, (f"送信 {made.sent}件　受信 {made.received}件",), tuple(notes))
