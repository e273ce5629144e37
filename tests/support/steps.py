# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of steps with one module: each in check mode first, then for real, then again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.runner import Result, run_module


@dataclass(frozen=True)
class Step:
    """Module arguments, and the command lines that do the same with OVN's own tool on the twin database.

    In a command `{NAT}` is the uuid of the only row of that table, `{NAT type=snat}` of the only one of that type.
    `row` are values that the result's row must have afterwards.
    """

    args: dict[str, Any]
    same_as: str | tuple[str, ...] = ()
    changed: bool = True
    row: dict[str, Any] = field(default_factory=dict)


class Bench:
    """A database that modules work on, and a twin of it that OVN's own tool works on."""

    def __init__(self, db: Ovsdb, twin: Ovsdb) -> None:
        self.db = db
        self.twin = twin

    def module(self, name: str, args: dict[str, Any], **how: Any) -> Result:
        """Run a module on the database."""
        return run_module(name, {"remotes": self.db.remotes, **args}, **how)

    def refused(self, name: str, args: dict[str, Any], *words: str, code: str | None = None, check: bool = True) -> Result:
        """Run a module that must fail with these words and write nothing.

        In check mode as well, unless only the server knows (`check=False`).
        """
        stamp = self.db.stamp()
        for mode in (True, False) if check else (False,):
            result = self.module(name, args, check=mode, fails=True)
            assert self.db.stamp() == stamp, f"{name} failed and wrote all the same"
            for word in words:
                assert word in result["msg"], f"{word!r} is not in {result['msg']!r}"
            if code is not None:
                assert result["failure"]["code"] == code, result
            assert "Traceback" not in result["msg"]
        return result

    def both(self, *commands: str) -> None:
        """Prepare both databases with OVN's own tool."""
        for server in (self.db, self.twin):
            ctl(server, commands)

    def run(self, name: str, steps: Iterable[Step]) -> Result:
        """Run the table; return the last result."""
        result: Result = {}
        for number, step in enumerate(steps, 1):
            result = self._step(f"{name}, step {number} {step.args}", name, step)
        return result

    def _step(self, what: str, name: str, step: Step) -> Result:
        stamp, before = self.db.stamp(), self.db.tables()
        foretold = self.module(name, step.args, check=True)
        assert self.db.stamp() == stamp, f"{what}: check mode wrote"
        assert foretold["changed"] is step.changed, f"{what}: check mode says changed={foretold['changed']}: {foretold}"

        done = self.module(name, step.args)
        assert done["changed"] is step.changed, f"{what}: {done}"
        assert done["diff"] == foretold["diff"], f"{what}: check mode foretold\n{foretold['diff']}\nand it became\n{done['diff']}"
        assert done["row"] == foretold["row"], f"{what}: check mode foretold {foretold['row']}, and it became {done['row']}"
        assert (done["diff"]["before"] != done["diff"]["after"]) is step.changed, f"{what}: {done['diff']}"
        if not step.changed:
            assert self.db.stamp() == stamp, f"{what}: no change, and wrote all the same"
        for column, value in step.row.items():
            assert done["row"][column] == value, f"{what}: {column} is {done['row'][column]!r}, not {value!r}"

        stamp = self.db.stamp()
        for check in (True, False):
            again = self.module(name, step.args, check=check)
            assert again["changed"] is False, f"{what}: changes again: {again['diff']}"
            assert again["diff"]["before"] == again["diff"]["after"], f"{what}: {again['diff']}"
            assert again["row"] == done["row"], f"{what}: {again} after {done}"
            assert self.db.stamp() == stamp, f"{what}: again, and wrote"

        ctl(self.twin, [step.same_as] if isinstance(step.same_as, str) else step.same_as)
        if step.same_as:
            assert self.db.canonical() == self.twin.canonical(), f"{what}: another result than {step.same_as}"
        assert step.changed is (self.db.tables() != before), f"{what}: changed={step.changed} is not what happened"
        return done


def ctl(server: Ovsdb, commands: Iterable[str]) -> None:
    """Run command lines of the database's own tool one after another."""

    def uuid(match: re.Match[str]) -> str:
        table, _space, condition = match[1].partition(" ")
        column, _equals, value = condition.partition("=")
        (row,) = [row for row in server.rows(table) if not condition or str(row[column]) == value]
        return str(row["_uuid"][1])

    for command in commands:
        server.ctl(*shlex.split(re.sub(r"\{([A-Z][^}]*)\}", uuid, command)))
