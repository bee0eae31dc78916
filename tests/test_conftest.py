"""The guards themselves."""

from __future__ import annotations

import os
import socket

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox


def test_a_connection_to_the_network_is_refused() -> None:
    with socket.socket() as plug, pytest.raises(RuntimeError, match="network"):
        plug.connect(("192.0.2.1", 80))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match="network"):
        socket.getaddrinfo("example.invalid", 80)


def test_the_data_folder_is_a_temporary_one() -> None:
    assert "pytest" in os.environ["ZAITAKU_DESK_HOME"]


def test_a_modal_dialog_is_a_failure(qapp: object, waiting_dialogs: list[str]) -> None:
    with pytest.raises(AssertionError, match="modal dialog"):
        QDialog().exec()
    with pytest.raises(AssertionError, match="modal dialog"):
        QMessageBox.question(None, "", "")
    assert waiting_dialogs == ["QDialog", "QMessageBox.question"]
    waiting_dialogs.clear()
