# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the OVN and Open vSwitch programs and schemas are: on PATH, or unpacked by tools/bootstrap."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("OVN_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "northbound.ovn")
_UNPACKED = CACHE / "ovn" / "usr"
_FOLDERS = [_UNPACKED / "bin", _UNPACKED / "sbin", _UNPACKED / "lib" / "openvswitch-switch"]
_SYSTEM = [Path("/usr/bin"), Path("/usr/sbin"), Path("/usr/share/openvswitch/scripts")]


@cache
def program(name: str) -> str:
    """The path of a program; a test that needs one that is not there fails, and says what installs it."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, _FOLDERS + _SYSTEM)])
    found = shutil.which(name, path=path)
    if found is None:
        raise FileNotFoundError(f"{name} is not on PATH nor in {_UNPACKED}: run tools/bootstrap")
    return found


@cache
def program_of(suite: str, name: str) -> str:
    """The path of a program as a suite of Debian has it, one of `suites()`."""
    found = CACHE / "schemas" / suite / "bin" / name
    if not found.is_file():
        raise FileNotFoundError(f"there is no {found}: run tools/schemas")
    return str(found)


@cache
def suites() -> dict[str, str]:
    """The OVN releases that tools/schemas has fetched, oldest first, and the suites of Debian that have them."""
    releases: dict[str, str] = {}
    for tool in (CACHE / "schemas").glob("*/bin/ovn-nbctl"):
        answer = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
        releases[".".join(answer.split()[1].split(".")[:2])] = tool.parts[-3]
    if not releases:
        raise FileNotFoundError(f"there are no releases in {CACHE / 'schemas'}: run tools/schemas")
    return dict(sorted(releases.items()))


def oldest_and_newest(name: str) -> list[Path]:
    """The schema file of that name of the oldest and of the newest release that tools/schemas has fetched."""
    folders = [CACHE / "schemas" / suite for suite in suites().values()]
    return [folder / f"{name}.ovsschema" for folder in (folders[0], folders[-1])]


@cache
def schema_dirs() -> tuple[Path, ...]:
    """The folders that hold schemas: OVN_SCHEMA_DIRS, the unpacked packages, other releases' schemas, the system's."""
    given = [Path(folder) for folder in os.environ.get("OVN_SCHEMA_DIRS", "").split(os.pathsep) if folder]
    share = _UNPACKED / "share"
    known = [share / "ovn", share / "openvswitch", *sorted((CACHE / "schemas").glob("*"))]
    system = [Path("/usr/share/ovn"), Path("/usr/share/openvswitch")]
    folders: list[Path] = []
    for folder in [*given, *known, *system]:
        if folder.is_dir() and folder.resolve() not in folders:
            folders.append(folder.resolve())
    return tuple(folders)


def schemas(name: str) -> list[Path]:
    """Every schema file of that name (`ovn-nb`, `ovn-sb`, `vswitch`), those of the installed release first."""
    found = [folder / f"{name}.ovsschema" for folder in schema_dirs()]
    found = [path for path in found if path.is_file()]
    if not found:
        raise FileNotFoundError(f"no {name}.ovsschema in {[str(d) for d in schema_dirs()]}: run tools/bootstrap")
    return found
