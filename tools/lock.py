"""Write requirements.lock: what pyproject.toml asks for, in the versions installed here, for every system.

To move a package: `python -m pip install -U NAME` in `.venv`, run the tests, then `python3 dev.py lock`. What
only the other system needs and is not installed here gets its newest version. Hashes come from the package
index that pip is set up to use; its address is not written down.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import urllib.request
from importlib import metadata
from itertools import product
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version
from pip._internal.models.index import PyPI

ROOT = Path(__file__).resolve().parent.parent
SYSTEMS = {
    "linux": {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "x86_64",
    },
    "win32": {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
    },
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORM = {"linux": re.compile(r"manylinux\w*_x86_64"), "win32": re.compile("win_amd64")}
WITHOUT_DEPENDENCIES = {"matplotlib-fontja"}  # only the font in it is wanted

Place = tuple[str, str]  # a system and a Python
EVERYWHERE: frozenset[Place] = frozenset(product(SYSTEMS, PYTHONS))


def wanted() -> list[Requirement]:
    """The requirements pyproject.toml names, of the program and of its developers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [
        Requirement(text) for text in project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    ]


def applies(requirement: Requirement, place: Place, extras: set[str]) -> bool:
    """Whether the requirement's marker holds at that place for any of the extras asked for."""
    system, python = place
    here = default_environment() | SYSTEMS[system]
    here |= {"python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython"}
    marker = requirement.marker
    return marker is None or any(marker.evaluate(here | {"extra": extra}) for extra in extras or {""})


def closure(index: str) -> dict[str, tuple[str, frozenset[Place]]]:
    """Every package needed: its version, and the places that need it."""
    found: dict[str, tuple[str, frozenset[Place]]] = {}
    queue = [(requirement, EVERYWHERE) for requirement in wanted()]
    while queue:
        requirement, asked_at = queue.pop()
        name = canonicalize_name(requirement.name)
        places = frozenset(place for place in asked_at if applies(requirement, place, set()))
        version, known = found.get(name, ("", frozenset()))
        if not places - known and not requirement.extras:
            continue
        found[name] = (version or version_of(name, index), known | places)
        if name not in WITHOUT_DEPENDENCIES:
            extras = requirement.extras | {""}
            for child in map(Requirement, dependencies(name)):
                where = frozenset(place for place in places if applies(child, place, extras))
                if where:
                    child.marker = None
                    queue.append((child, where))
    return found


def version_of(name: str, index: str) -> str:
    """The installed version, else the newest released one."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        versions = [Version(text) for text in ask(index, name)["versions"]]
        return str(max(version for version in versions if not version.is_prerelease))


def dependencies(name: str) -> list[str]:
    """What an installed package says it needs; what is not installed here is taken to need nothing."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def ask(index: str, name: str) -> dict:
    """The index's page of one package (PEP 691)."""
    accept = {"Accept": "application/vnd.pypi.simple.v1+json"}
    request = urllib.request.Request(f"{index.rstrip('/')}/{name}/", headers=accept)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def fits(filename: str, place: Place) -> bool:
    """Whether a wheel of that name can be installed at that place."""
    system, python = place
    number = int(python.replace(".", ""))
    for tag in parse_wheel_filename(filename)[3]:
        platform = tag.platform == "any" or PLATFORM[system].fullmatch(tag.platform)
        match = re.fullmatch(r"(cp|py)3(\d*)", tag.interpreter)
        if not platform or not match:
            continue
        exact = tag.interpreter == f"cp{number}" and tag.abi in (tag.interpreter, "abi3", "none")
        older = (tag.abi == "abi3" or match[1] == "py") and int(f"3{match[2] or 0}") <= number
        if exact or older:
            return True
    return False


def hashes(name: str, version: str, places: frozenset[Place], index: str) -> list[str]:
    """The SHA-256 of every wheel one of the places could install; the source where no wheel exists."""
    wheels, sources = [], []
    for file in ask(index, name)["files"]:
        filename, digest = file["filename"], file["hashes"].get("sha256")
        if filename.endswith(".whl") and parse_wheel_filename(filename)[1] == Version(version):
            wheels.append((filename, digest))
        elif filename.lower().replace("_", "-") == f"{name}-{version}.tar.gz":
            sources.append(digest)
    missing = [place for place in places if not any(fits(filename, place) for filename, _ in wheels)]
    if missing:
        print(f"{name} {version}: no wheel for {sorted(missing)}", file=sys.stderr)
    chosen = [digest for filename, digest in wheels if any(fits(filename, place) for place in places)]
    return sorted(set(chosen) or set(sources))


def marker(places: frozenset[Place]) -> str:
    """The environment marker that says `places`; empty for everywhere."""
    systems = {system for system, _ in places}
    pythons = sorted({int(python[2:]) for _, python in places})
    parts = [] if systems == set(SYSTEMS) else [f'sys_platform == "{systems.copy().pop()}"']
    if pythons[-1] < int(PYTHONS[-1][2:]):
        parts.append(f'python_version <= "3.{pythons[-1]}"')
    return f" ; {' and '.join(parts)}" if parts else ""


def main() -> None:
    """Write the lock."""
    settings = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True)
    found = re.search(r"^(?:global|install|user)\.index-url='(.*)'$", settings.stdout, re.M)
    index = os.environ.get("PIP_INDEX_URL") or (found and found[1]) or PyPI.simple_url
    lines = ["# Written by `python3 dev.py lock`: Windows and Linux (x86-64), CPython 3.11 to 3.14."]
    for name, (version, places) in sorted(closure(index).items()):
        digests = hashes(name, version, places, index)
        if not digests:
            sys.exit(f"{name} {version}: the index knows no such files")
        pins = "".join(f" \\\n    --hash=sha256:{digest}" for digest in digests)
        lines.append(f"{name}=={version}{marker(places)}{pins}")
    (ROOT / "requirements.lock").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
