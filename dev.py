#!/usr/bin/env python3
"""Everything a developer types. Needs nothing but Python 3.11 to 3.14; sets up the rest by itself.

python3 dev.py run      open the desk with a fictional district (without a screen: make the tour)
python3 dev.py test     run the tests; what follows goes to pytest
python3 dev.py bench    measure speed, as ratios
python3 dev.py tour     screenshots of every page and every paper
python3 dev.py build    the one-folder program for people without Python
python3 dev.py check    format, lint, types, imports
python3 dev.py migration MESSAGE   a migration for what changed in records/
python3 dev.py lock     requirements.lock from pyproject.toml
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OUT = ROOT / "out"
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "requirements.lock.sha256"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What Qt loads from the system: library, Debian's package, Arch's package.
QT_LIBRARIES = (
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libGL.so.1", "libgl1", "libglvnd"),
    ("libEGL.so.1", "libegl1", "libglvnd"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5"),
)
X11_LIBRARIES = (
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
)
# Programs that some tests start; where we may not install, those tests are skipped.
TEST_PROGRAMS = (("dbus-daemon", "dbus"),)


# ---------------------------------------------------------------- setting up


def set_up() -> None:
    """Make `.venv` agree with the lock; does nothing when it already does."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        give_up(f"Python 3.11 to 3.14 is needed; this is {sys.version.split()[0]}.")
    want_libraries(QT_LIBRARIES)
    if not works(PYTHON):
        make_venv()
    fingerprint = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text("ascii").strip() == fingerprint:
        return
    say("Installing what requirements.lock names (once, a minute or two) ...")
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-deps"]
    if run([*pip, "--require-hashes", "-r", LOCK]) != 0:
        give_up("The packages could not be installed; the lines above say why.")
    STAMP.write_text(fingerprint + "\n", "ascii")


def make_venv() -> None:
    """Make `.venv` anew, bringing Debian's missing venv module first."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        ours = "" if sys.executable in ("/usr/bin/python3", "/bin/python3") else f"3.{sys.version_info[1]}"
        bring("Python's venv module", [f"python{ours or '3'}-venv"], [], [])
    say("Making .venv ...")
    if run([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        give_up("The virtual environment could not be made; the lines above say why.")


def works(python: Path) -> bool:
    """Whether that Python starts and has pip; an environment that was moved or half made does not."""
    try:
        return run([python, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def want_libraries(libraries: tuple[tuple[str, str, str], ...]) -> None:
    """See that the system libraries are there."""
    if not sys.platform.startswith("linux"):
        return
    missing = [entry for entry in libraries if not loads(entry[0])]
    if missing:
        names, debian, arch = (list(column) for column in zip(*missing, strict=True))
        bring(", ".join(names), debian, [f"{name}()(64bit)" for name in names], arch)


def want_programs(programs: tuple[tuple[str, str], ...]) -> None:
    """Bring programs for the tests where that needs nobody's leave (Debian, root)."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    missing = [entry for entry in programs if not shutil.which(entry[0])]
    if missing:
        names, debian = (list(column) for column in zip(*missing, strict=True))
        bring(", ".join(names), debian, [], [])


def loads(library: str) -> bool:
    """Whether the system's loader finds that library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def bring(what: str, debian: list[str], provides: list[str], arch: list[str]) -> None:
    """Install system packages where we may (Debian, root); elsewhere name the command that does, and end."""
    packages = sorted(set(debian))
    if shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
        if os.geteuid() == 0:
            say(f"Missing: {what}. Installing {' '.join(packages)} ...")
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            run(["apt-get", "update", "-qq"], env=environment, stdout=sys.stderr)
            if run(install, env=environment, stdout=sys.stderr) == 0:
                importlib.invalidate_caches()
                return
        give_up(f"Missing: {what}. This brings it:\n    sudo {' '.join(install)}")
    for tool, arguments, names in (
        ("dnf", "install", provides),
        ("zypper", "install", provides),
        ("pacman", "-S", arch),
    ):
        if shutil.which(tool) and names:
            quoted = " ".join(f"'{name}'" for name in sorted(set(names)))
            give_up(f"Missing: {what}. This brings it:\n    sudo {tool} {arguments} {quoted}")
    give_up(f"Missing: {what}. Please install it (on Debian: {' '.join(packages)}).")


# ---------------------------------------------------------------- the commands


def run_desk(arguments: list[str]) -> int:
    """Open the window on the fictional district, or on the folder given with --data."""
    own_data = "--data" in arguments or "ZAITAKU_DESK_HOME" in os.environ
    if not has_screen():
        say("There is no screen here, so the tour is made instead of opening the window.")
        return tour([])
    if "DISPLAY" in os.environ:
        want_libraries(X11_LIBRARIES)
    environment = dict(os.environ)
    if not own_data:
        environment["ZAITAKU_DESK_HOME"] = str(demo_desk())
    return desk(arguments, env=environment)


def has_screen() -> bool:
    """Whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    return not sys.platform.startswith("linux") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))


def demo_desk() -> Path:
    """The data folder of the fictional district, made at the first call."""
    folder, half_made = OUT / "demo-desk", OUT / "demo-desk.new"
    if not folder.is_dir():
        say("Making a fictional district (once) ...")
        shutil.rmtree(half_made, ignore_errors=True)
        OUT.mkdir(exist_ok=True)
        if desk(["demo"], env={**os.environ, "ZAITAKU_DESK_HOME": str(half_made)}) != 0:
            give_up("The fictional district could not be made; the lines above say why.")
        half_made.rename(folder)
    return folder


def tour(arguments: list[str]) -> int:
    """Make the pictures and papers, and say where they are."""
    if not any(argument.split("=")[0] == "--out" for argument in arguments):
        arguments = [*arguments, "--out", str(OUT)]
    environment = dict(os.environ)
    if not has_screen():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    code = desk(["tour", *arguments], env=environment)
    if code == 0:
        place = next(
            a.partition("=")[2] or arguments[i + 1] for i, a in enumerate(arguments) if a.startswith("--out")
        )
        say(f"The tour is in {place}")
    return code


def test(arguments: list[str]) -> int:
    """pytest; the whole suite on two processes."""
    want_programs(TEST_PROGRAMS)
    whole = [] if arguments or (os.cpu_count() or 1) < 2 else ["-n", "2"]
    return run([PYTHON, "-m", "pytest", *(arguments or ["-q", *whole])])


def check(_arguments: list[str]) -> int:
    """All checks, even when one fails."""
    ruff, scripts = [PYTHON, "-m", "ruff"], PYTHON.parent
    checks = [
        [*ruff, "format", "--check", "."],
        [*ruff, "check", "."],
        [PYTHON, "-m", "mypy"],
        [scripts / "lint-imports"],
    ]
    return max([run(command) for command in checks])


def build(arguments: list[str]) -> int:
    """PyInstaller's folder, with its size; `--distpath DIR` puts it elsewhere."""
    command = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "build_installer.spec"]
    code = run([*command, *arguments])
    place = arguments[arguments.index("--distpath") + 1] if "--distpath" in arguments else ROOT / "dist"
    folder = Path(place) / "zaitaku-desk"
    if code == 0:
        files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        say(f"The program is in {folder} ({sum(path.stat().st_size for path in files) / 1e6:.0f} MB).")
    return code


def migration(arguments: list[str]) -> int:
    """A migration that brings the tables to what the records say, and schema.sql anew."""
    return run([PYTHON, "-m", "tools.migration", *arguments])


def lock(_arguments: list[str]) -> int:
    """requirements.lock anew."""
    return run([PYTHON, "-m", "tools.lock"])


def desk(arguments: list[str], env: dict[str, str] | None = None) -> int:
    """The program itself."""
    return run([PYTHON, "-m", "zaitaku_desk", *arguments], env=env)


def run(command: list[str | Path], **how: object) -> int:
    """Run to the end in the checkout, giving back the exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **how).returncode


def say(text: str) -> None:
    """To the person, apart from what the command itself prints."""
    print(text, file=sys.stderr, flush=True)


def give_up(text: str) -> None:
    """End with a reason."""
    say(text)
    raise SystemExit(1)


COMMANDS = {
    "run": run_desk,
    "test": test,
    "bench": lambda arguments: desk(["bench", *arguments]),
    "tour": tour,
    "build": build,
    "check": check,
    "migration": migration,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Set up, then do what was asked."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments[:1] in ([], ["-h"], ["--help"]) else 2
    set_up()
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
