"""一覧を取り込む as a command of a tab: institutions and people come from the same wizard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_desk.gui.import_wizard import ImportWizard


class ListImport:
    """For a RecordTab: the wizard in the place of its page, made when it is first wanted."""

    _wizard: ImportWizard | None = None

    def import_list(self: Any) -> None:
        """Begin with the choice of a file."""
        from zaitaku_desk.gui.import_wizard import ImportWizard

        self.flush()
        if self._wizard is None:
            self._wizard = ImportWizard(self.office)
            self._wizard.closed.connect(self.back)
            self._wizard.done.connect(self._imported)
        self._wizard.start()
        self.cover(self._wizard)

    def _imported(self: Any) -> None:
        self.back()
        self.list.reload()
        count = f"{self._wizard.taken:,}件を" if self._wizard.taken else ""
        self.said.emit(f"{count}取り込みました。Ctrl+Zで取り込み全体を元に戻せます。")
