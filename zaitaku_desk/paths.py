"""Where things lie, in the checkout and in the frozen folder alike."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from zaitaku_desk.errors import UserError

_SYSTEM_FONTS = (
    "/usr/share/fonts/truetype/fonts-morisawa-bizud-gothic/BIZUDPGothic-Regular.ttf",
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "/usr/share/fonts/truetype/vlgothic/VL-PGothic-Regular.ttf",
    "C:/Windows/Fonts/BIZ-UDGothicR.ttc",
    "C:/Windows/Fonts/meiryo.ttc",
    "C:/Windows/Fonts/msgothic.ttc",
)


def root() -> Path:
    """The folder that holds `resources/`, `db/` and `docs/`: the checkout, or PyInstaller's own folder."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Designer files, icons, Word templates; read only."""
    return root() / "resources"


def db_folder() -> Path:
    """The migrations and `schema.sql`; read only."""
    return root() / "db"


def docs() -> Path:
    """The coordinator's guide; read only."""
    return root() / "docs"


def default_data_dir() -> Path:
    """The data folder when none is given: ZAITAKU_DESK_HOME, else the system's place for a user's data."""
    home = os.environ.get("ZAITAKU_DESK_HOME")
    if home:
        return Path(home).expanduser().absolute()
    import appdirs

    return Path(appdirs.user_data_dir("zaitaku_desk", False))


def japanese_fonts() -> tuple[Path, ...]:
    """The TrueType fonts that are here: the face of screen and paper first, then what may fill its gaps."""
    places = [resources() / "fonts" / "ipaexg.ttf", *map(Path, _SYSTEM_FONTS)]
    package = find_spec("matplotlib_fontja")  # found, not imported: the import would want matplotlib
    if package is not None and package.submodule_search_locations:
        places.insert(0, Path(package.submodule_search_locations[0]) / "fonts" / "ipaexg.ttf")
    return tuple(place for place in places if place.is_file())


def japanese_font() -> Path:
    """The face of screen and paper: IPAexGothic as set-up or the installer brought it, else the system's own.

    UserError when this machine has none.
    """
    fonts = japanese_fonts()
    if not fonts:
        raise UserError(
            "日本語のフォントが見つかりません。",
            "プログラムを入れ直すか、IPAexゴシックまたはBIZ UDゴシックを入れてください。",
        )
    return fonts[0]
