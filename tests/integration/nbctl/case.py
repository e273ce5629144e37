# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case of the comparison is: a command of ovn-nbctl, and the module calls with the same meaning."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ansible_collections.northbound.ovn.tests.support.programs import program_of, suites
from ansible_collections.northbound.ovn.tests.support.rpc import Row

Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Call:
    """A module and its options."""

    module: str
    args: dict[str, Any]

    def __str__(self) -> str:
        """As it stands in a playbook, in one line."""
        return f"{self.module}: {_flow(self.args)}"


def call(module: str, **args: Any) -> Call:
    """A call with options as keywords."""
    return Call(module, args)


@dataclass(frozen=True)
class Difference:
    """Where a module and ovn-nbctl do not leave the same rows, or the module would change what ovn-nbctl wrote.

    :param words: what is different and why, for people.
    :param mend: makes of the rows that ovn-nbctl left, in the wire's own form, those that the module leaves.
    :param rewrites: the module changes the rows that ovn-nbctl left.
    :param apart: the module does not take the row that ovn-nbctl made for its own, and makes another.
    """

    words: str
    mend: Callable[[Tables], None] | None = None
    rewrites: bool = False
    apart: bool = False


@dataclass(frozen=True)
class Case:
    """One comparison.

    :param command: the command line; several commands with `--` between them, as the tool itself takes them.
    :param calls: what to do instead.
    :param given: command lines that prepare both databases.
    :param since: the first release that understands its arguments; commands and options are looked up.
    :param differs: the name of a difference.
    :param note: what people should know though the rows are the same.
    :param tool: whose command it is.
    """

    command: str
    calls: tuple[Call, ...]
    given: tuple[str, ...] = ()
    since: str = ""
    differs: str = ""
    note: str = ""
    tool: str = "ovn-nbctl"

    def __str__(self) -> str:
        """Its name in a report."""
        return self.command

    def releases(self) -> Iterator[str]:
        """The releases whose tool has all its commands and options."""
        for release, suite in suites().items():
            known = commands_of(suite, self.tool)
            if release >= self.since and all(name in known and options <= known[name] for name, options in used(self.command)):
                yield release


@dataclass(frozen=True)
class Family:
    """The cases of one kind of object, under the title that they have in the document.

    :param shown: there C<all>, C<none> or those that bring something C<new>: a command, an option or a difference.
    """

    title: str
    cases: tuple[Case, ...]
    shown: str = "new"


@dataclass(frozen=True)
class Elsewhere:
    """Commands or options that no module call stands for.

    :param words: what to use instead, or why there is nothing.
    :param options: those options alone; otherwise the commands with all their options.
    """

    commands: tuple[str, ...]
    words: str
    options: frozenset[str] = field(default_factory=frozenset)
    tool: str = "ovn-nbctl"


def used(line: str) -> Iterator[tuple[str, set[str]]]:
    """The commands of a command line, each with its options: `--bfd` for `--bfd=UUID`, too."""
    words: list[str] = []
    for word in [*shlex.split(line), "--"]:
        if word != "--":
            words.append(word)
            continue
        options = {re.match("--[a-z-]+", option)[0] for option in words if option.startswith("--")}  # type: ignore[index]
        command, *dummy = (word for word in words if not word.startswith("--"))
        yield command, options
        words = []


@cache
def commands_of(suite: str, tool: str) -> dict[str, set[str]]:
    """Every command of a release's tool with its options, as the tool itself lists them."""
    listing = subprocess.run([program_of(suite, tool), "--commands"], capture_output=True, text=True, check=True).stdout
    commands = {}
    for line in listing.splitlines():
        options, name, _arguments = line.split(",", 2)
        commands[name] = set(re.findall(r"\[(--[a-z-]+)", options))
    return commands


def _flow(value: Any) -> str:
    """YAML in one line, with no more quotes than needed."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        plain = re.fullmatch(r"[A-Za-z@$/][A-Za-z0-9@$_./=<>-]*( [A-Za-z0-9@$_./=<>-]+)*|\d+(\.\d+){2,}(/\d+)?", value)
        return value if plain and value.lower() not in ("true", "false", "yes", "no", "on", "off", "null") else json.dumps(value)
    return json.dumps(value)
