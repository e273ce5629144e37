# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what ovn-trace writes: the detailed form, which names every logical flow that the packet met.

It is a tree that is written with as little indentation as will do: what is last in its list stands as far left as its parent.
Where the packet is copied or answered (C<clone>, C<arp>, C<reject>) the indentation tells what belongs to the copy. So each
title and table is kept on a stack with the indentation of its content, and goes when a line stands further left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Optional

# What ovn-trace follows beside the packet itself, or instead of it.
COPIES = ("clone",)
QUESTIONS = ("arp", "nd_ns")  # asked by a router that does not know the MAC address of the next hop
ANSWERS = ("nd_na", "icmp4", "icmp6", "tcp_reset", "sctp_abort")
_FORKS = (*COPIES, *QUESTIONS, *ANSWERS)
_HANDED_ON = ("patch", "l3gateway")

_TABLE = re.compile(r"( *)(\d+)\. (.*)", re.DOTALL)
_FLOW = re.compile(r"(?:(\w+)(?: \(([^()]*)\))?: )?(.*), priority (\d+), uuid ([0-9a-f]{8})", re.DOTALL)
_NO_FLOW = re.compile(r"(?:(\w+): )?no match \(implicit drop\)")
_PIPELINE = re.compile(r'(ingress|egress|multicast)\(dp="(.*?)"(?:, inport="(.*?)")?(?:, outport="(.*?)")?(?:, mcgroup="(.*?)")?\)')
_OUTPUT = re.compile(r'/\* output to "(.*)", type "(.*)" \*/')
_REDIRECT = re.compile(r'/\* Replacing type "chassisredirect" outport "(.*)" with distributed port "(.*)"\. \*/')


class NotATrace(Exception):
    """ovn-trace has complained instead of tracing; the text is what it says."""


@dataclass
class Output:
    """The packet, or what is C<within>, leaves through a port. C<handed_on>: to the port's peer, where the trace goes on."""

    port: str
    type: str
    within: tuple[str, ...]
    handed_on: bool


@dataclass
class Step:
    """One table and the logical flow that matched; C<flow> is C<None> where none did."""

    datapath: str
    pipeline: str
    inport: str
    outport: str
    within: tuple[str, ...]
    table: int
    stage: str
    match: str = ""
    priority: Optional[int] = None
    flow: Optional[str] = None  # the first 8 digits of its uuid
    source: str = ""
    actions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what ovn-trace remarks
    changes: list[str] = field(default_factory=list)  # what connection tracking, a load balancer or a selection made of the packet
    forks: list[str] = field(default_factory=list)  # the copies, questions and answers that its actions made
    outputs: list[Output] = field(default_factory=list)
    redirects: list[tuple[str, str]] = field(default_factory=list)  # chassisredirect port, router port

    @property
    def aside(self) -> bool:
        """Whether this is not the packet itself but a question or an answer that it has caused."""
        return is_aside(self.within)


def is_aside(within: tuple[str, ...]) -> bool:
    """Whether what is within is not the packet or a copy of it."""
    return any(word not in COPIES for word in within)


@dataclass
class _Context:
    """Where the packet is. C<base> is the indentation of the last thing in it, anything else stands further right."""

    base: int
    datapath: str
    pipeline: str
    inport: str
    outport: str
    within: tuple[str, ...]


def steps(text: str) -> list[Step]:
    """The tables that the packet met, in the order of the trace.

    :raises NotATrace: the text is a complaint.
    """
    if not text.startswith("# "):
        raise NotATrace(text.strip())
    return _Reader(list(_joined(text.splitlines()[1:]))).read()


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines without blank ones and underlines; a match may have line breaks, and is put together again."""
    pending: Optional[str] = None
    for line in lines:
        if pending is not None:
            pending += "\n" + line
        elif not line.strip() or not line.strip().strip("-"):
            continue
        elif _TABLE.fullmatch(line):
            pending = line
        else:
            yield line
            continue
        if re.search(r", priority \d+, uuid [0-9a-f]{8}$", pending) or pending.endswith("no match (implicit drop)"):
            yield pending
            pending = None
    if pending is not None:
        yield pending


def _indent(line: str) -> int:
    """The number of a table is written two characters wide."""
    return (len(line) - len(line.lstrip(" "))) // 4 * 4


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._contexts: list[_Context] = []
        self._open: list[tuple[int, Step]] = []  # tables that may have more actions, with the indentation of these
        self._steps: list[Step] = []
        self._acting: Optional[Step] = None  # whose action came last

    def read(self) -> list[Step]:
        for number, line in enumerate(self._lines):
            indent, text = _indent(line), line.strip()
            following = self._lines[number + 1] if number + 1 < len(self._lines) else ""
            while len(self._contexts) > 1 and self._contexts[-1].base > indent:
                self._contexts.pop()
            table, title = _TABLE.fullmatch(line), _title(text)
            if table:
                self._table(table, indent, following)
            elif title:
                self._title(title, text, indent, following)
            else:
                self._action(text, indent, following)
        return self._steps

    def _table(self, table: Any, indent: int, following: str) -> None:
        here = self._contexts[-1]
        text = table[3]
        found, missing = _FLOW.fullmatch(text), _NO_FLOW.fullmatch(text)
        step = Step(here.datapath, here.pipeline, here.inport, here.outport, here.within, int(table[2]), "")
        if found:
            step.stage, step.source, step.match = found[1] or "", found[2] or "", found[3]
            step.priority, step.flow = int(found[4]), found[5]
        elif missing:
            step.stage = missing[1] or ""
        self._steps.append(step)
        while self._open and self._open[-1][0] > indent + 4:
            self._open.pop()
        self._open.append((_indent(following) if _is_action(following) else indent + 4, step))

    def _title(self, title: str, text: str, indent: int, following: str) -> None:
        if title == "log":
            if self._open:
                self._open[-1][1].notes.append(text)
            return
        here = self._contexts[-1] if self._contexts else _Context(0, "", "", "", "", ())
        if title in ("ingress", "egress", "multicast"):
            where = _PIPELINE.fullmatch(text)
            datapath, inport, outport = where.group(2, 3, 4) if where else ("", "", "")
            pipeline = here.pipeline if title == "multicast" else title
            self._contexts.append(_Context(_base(indent, following), datapath, pipeline, inport or here.inport, outport or "", here.within))
        elif title in _FORKS:
            if self._acting:
                self._acting.forks.append(title)
            self._contexts.append(_Context(_base(indent, following), here.datapath, here.pipeline, here.inport, here.outport, (*here.within, title)))
        elif self._acting:
            self._acting.changes.append(text)

    def _action(self, text: str, indent: int, following: str) -> None:
        if not self._open:
            return
        step = self._acting = self._owner(indent)
        output, redirect = _OUTPUT.fullmatch(text), _REDIRECT.fullmatch(text)
        if output:
            handed_on = output[2] in _HANDED_ON and following.strip().startswith("ingress(")
            step.outputs.append(Output(output[1], output[2], self._contexts[-1].within, handed_on))
        elif redirect:
            step.redirects.append((redirect[1], redirect[2]))
        elif text.startswith(("/*", "***")):
            step.notes.append(text)
        elif indent == self._open[-1][0]:  # otherwise within a nested action, whose text has it already
            step.actions.append(text)

    def _owner(self, indent: int) -> Step:
        """The table whose actions a line at this indentation belongs to."""
        while len(self._open) > 1 and self._open[-1][0] > indent:
            self._open.pop()
        return self._open[-1][1]


def _title(text: str) -> str:
    """The kind of a title, or nothing if the line is an action; ovn-trace writes no semicolon after a title."""
    if text.endswith(";") or text.startswith(("/*", "***")):
        return ""
    if text in _FORKS:
        return text
    if text.startswith("LOG: "):
        return "log"
    if text.startswith(("ingress(", "egress(", "multicast(")):
        return text.partition("(")[0]
    if text.startswith(("ct_", "select: ")):
        return "change"
    return ""


def _is_action(line: str) -> bool:
    return bool(line.strip()) and not _TABLE.fullmatch(line) and not _title(line.strip())


def _base(indent: int, following: str) -> int:
    """How far left the last thing under a title stands, from the first thing under it."""
    first = _indent(following)
    if _is_action(following):
        return first - 4
    if following and _title(following.strip()):  # the ports of a multicast group
        return indent if first <= indent + 4 else indent + 4
    return first
