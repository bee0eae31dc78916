"""The passphrase once more, before what would let somebody who found the desk open come back later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from zaitaku_desk.gui.office import Office

ASKED = "席を離れているあいだに、ほかの人に変えられないようにするためです。\nいまのパスフレーズ："


def ask(office: Office, title: str, then: Callable[[], None]) -> None:
    """Run `then` when the passphrase is right, at once where the data has none.

    A wrong one is told, counted and noted as at the start.
    """
    from zaitaku_desk.gui.second_key import at_hand
    from zaitaku_desk.store import vault

    db = office.db
    if db is None or not vault.is_protected(db.data_dir):
        then()
        return
    folder, typed = db.data_dir, office.dialogs.ask_text(title, ASKED, secret=True)

    def proved(_key: bytes) -> None:
        if office.db is db:  # not locked meanwhile
            then()

    if typed:
        office.tasks.run(
            "パスフレーズを確かめています",
            lambda _progress: vault.unlock(folder, typed, at_hand(office, folder)),
            proved,
        )
