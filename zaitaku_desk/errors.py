"""Faults of the world, told kindly: everything that is not a UserError is a bug."""

from __future__ import annotations


class UserError(Exception):
    """Something outside the program went wrong; shown as it is, in Japanese.

    `message` says what happened, `hint` what to do now. Neither holds personal data.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class Unopenable(UserError):
    """The data cannot be opened as it lies there, whoever asks; a backup may help."""
