"""Every colour, size and space of the window; no other module holds one (`look.md`)."""

from __future__ import annotations

ACTION = "#0017c1"
ACTION_PRESSED = "#00118f"
SELECTION = "#e8f1fe"
HOVER = "#d9e6ff"

INK = "#1a1a1a"
SECONDARY = "#4d4d4d"
PLACEHOLDER = "#6b6b6b"

LINE = "#949494"
HAIRLINE = "#d9d9d9"
SURFACE = "#f8f8f8"
GROUND = "#ffffff"

ERROR = "#ce0000"
WARNING = "#806400"
WARNING_GROUND = "#fbf5e0"
DONE = "#197a4b"

FOCUS = "#ffd43d"
FOCUS_WIDTH = 2

TEXT_LIST = 10.5  # points
TEXT_FORM = 11.0
TEXT_HEAD = 13.0
TEXT_VISITING = 16.0
TEXT_STEPS = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75)

SPACE_1 = 4  # logical pixels
SPACE_2 = 8
SPACE_3 = 12
SPACE_4 = 16
SPACE_5 = 24

TARGET = 28  # smallest height of what one clicks
TARGET_VISITING = 44
NARROW = 1000  # below this width a page shows the list or the record
ANIMATION_MS = 120

AUTOSAVE_MS = 600  # after the last committed character
AUTOSAVE_AT_LEAST_MS = 900  # while she types without pause; with the saving itself within a second
FOLLOW_MS = 120  # from moving in the list to showing the record

# Every pair of (text, ground) the stylesheet uses: a test holds each to 4.5 : 1.
PAIRS = (
    (INK, GROUND),
    (INK, SURFACE),
    (INK, SELECTION),
    (INK, HOVER),
    (SECONDARY, GROUND),
    (SECONDARY, SURFACE),
    (SECONDARY, SELECTION),
    (PLACEHOLDER, GROUND),
    (PLACEHOLDER, SURFACE),
    (ACTION, GROUND),
    (ACTION, SURFACE),
    (ACTION, SELECTION),
    (GROUND, ACTION),
    (GROUND, ACTION_PRESSED),
    (ERROR, GROUND),
    (ERROR, SURFACE),
    (WARNING, WARNING_GROUND),
    (WARNING, GROUND),
    (WARNING, SELECTION),
    (DONE, GROUND),
    (DONE, SURFACE),
)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two `#rrggbb` colours, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
