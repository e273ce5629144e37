# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/ovn-nbctl.md, made from the cases: `tools/nbctl-table` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Case, Elsewhere, used
from ansible_collections.northbound.ovn.tests.integration.nbctl.cases import FAMILIES
from ansible_collections.northbound.ovn.tests.integration.nbctl.differences import DIFFERENCES
from ansible_collections.northbound.ovn.tests.integration.nbctl.elsewhere import CHANGING, OPTIONS, READING
from ansible_collections.northbound.ovn.tests.integration.nbctl.refusals import ACCEPTED, LATER

_START = """\
# From ovn-nbctl to modules

You know `ovn-nbctl(8)` and look for the module. Here is every command with the task that does the same.

Each line of the first tables is a test. The command works on one database and the module on another, with the tools and
the schemas of the OVN releases in Debian 12, 13 and sid. Afterwards both hold the same rows, and the module finds nothing
to change where the command was. The third column says where that is not so, and why.

This file is generated from those tests by `tools/nbctl-table`.

## What is different everywhere

- **A task says what shall be.** `--may-exist` and `--if-exists` are not needed: what is there already is no error and no change.
- **Existing rows are brought up to date.** Where `--may-exist` leaves a row as it is, the module gives it the values in the task.
- **What a task does not mention stays.** Commands such as `lsp-set-options` replace a whole column. In a module, a map is merged key
  by key, `null` removes a key, and `{}` clears it. A list is the whole list, and `[]` clears it.
- **Rows are found by what people call them.** A name, or what tells a rule from others. Every row can be named by its `uuid` instead.
- **Addresses are written in one form.** `ovn-nbctl` keeps some of them as you type them. The module lower-cases MAC and IPv6 addresses,
  and takes another spelling in the database for the same address.
- **Wrong input is refused before anything is written**, also where `ovn-nbctl` takes it and OVN ignores it later.

| `ovn-nbctl` | module |
| --- | --- |
| `--db`, `OVN_NB_DB` | `remotes`, which reads the same variable |
| `--leader-only`, `--no-leader-only` | `leader_only` |
| `--private-key`, `--certificate`, `--ca-cert` | `private_key`, `certificate`, `ca_cert` |
| `--timeout` | `timeout`, 30 seconds unless given |
| `--wait=sb`, `--wait=hv` | `wait: sb`, `wait: hv` |
| `--dry-run` | check mode, and `--diff` shows the change |
| several commands with `--` between them | one task for each row; each task is one transaction |
"""

_EVERYWHERE = {"--may-exist", "--if-exists"}  # no task needs them


def document() -> str:
    """The whole text."""
    shown: set[tuple[str, str, str]] = set()
    parts = [_START]
    for family in FAMILIES:
        if family.shown != "none":
            cases = [case for case in family.cases if _is_new(case, shown) or family.shown == "all"]
            parts.append(f"## {family.title}\n\n{_table(('command', 'task', 'difference'), map(_row, cases))}")
    parts.append("## What ovn-nbctl refuses and modules take\n\n" + _table(("command", "why"), map(_accepted, ACCEPTED)))
    parts.append("## Commands that only read\n\n" + _table(("commands", "instead"), map(_elsewhere, READING)))
    parts.append("## Other commands\n\n" + _table(("commands", "instead"), map(_elsewhere, CHANGING)))
    parts.append("## Options that no module has\n\n" + _table(("options", "why, and what to do"), map(_elsewhere, OPTIONS)))
    return "\n".join(parts)


def _is_new(case: Case, shown: set[tuple[str, str, str]]) -> bool:
    """Whether a case brings a command, an option or a difference that none before it had, or has something to say."""
    commands = list(used(case.command))
    brings = {(case.tool, name, option) for name, options in commands for option in {"", *options} - _EVERYWHERE}
    if case.differs:
        brings |= {(case.differs, name, "") for name, _options in commands}
    new = not brings <= shown
    shown |= brings
    return new or bool(case.note)


def _row(case: Case) -> Iterator[str]:
    command = re.sub(r"\{[A-Z][^}]*\}", "UUID", case.command)
    yield _code(command if case.tool == "ovn-nbctl" else f"{case.tool} {command}")
    yield "<br>".join(_code(str(call)) for call in case.calls)
    yield " ".join(filter(None, (DIFFERENCES[case.differs].words if case.differs else "", case.note)))


def _accepted(entry: tuple[Case, str]) -> Iterator[str]:
    case, words = entry
    yield " after ".join(_code(command) for command in (case.command, *case.given[-1:]) if command is case.command or words is not LATER)
    yield words


def _elsewhere(entry: Elsewhere) -> Iterator[str]:
    names = [f"{name} {option}" for name in entry.commands for option in sorted(entry.options)] or entry.commands
    prefix = "" if entry.tool == "ovn-nbctl" else f"{entry.tool} "
    yield ", ".join(_code(prefix + name) for name in names)
    yield entry.words


def _code(text: str) -> str:
    escaped = text.replace("|", "\\|")
    return f"`` {escaped} ``" if "`" in text else f"`{escaped}`"


def _table(titles: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    lines = [titles, ("---",) * len(titles), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines).replace(" |  |\n", " | |\n")


if __name__ == "__main__":
    print(document(), end="")
