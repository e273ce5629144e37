# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks expectations: one ovn-trace that has read the database once answers for all packets."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Optional

from .._ovsdb._client import Client
from . import _report as report
from ._addressing import resolve
from ._expect import Check, expand
from ._network import Network
from ._program import Daemon, Program
from ._rows import hints, rows_of
from ._run import claims_of, read
from ._text import Step
from ._verdict import ANSWERED, DELIVERED, DROPPED, REJECTED, UNRESOLVED, Verdict, balanced, judge

Row = dict[str, Any]
ALLOW, DENY = "allow", "deny"
_DECIDING = ("ACL", "Logical_Router_Policy", "Logical_Router_Static_Route", "NAT", "Load_Balancer", "QoS")


@dataclass
class Outcome:
    """What became of a packet. C<paths> has one for each backend if it met a load balancer."""

    check: Check
    passed: bool
    verdict: Verdict
    path: list[Step] = field(default_factory=list)
    backend: Optional[str] = None


def check(
    southbound: Client, northbound: Optional[Client], program: Program, expectations: list[Row], state: str, member: int = 1
) -> tuple[list[Row], list[str], list[str]]:
    """The outcome of every packet, the ports that were left out, and the complaints of ovn-trace."""
    network = Network(southbound)
    checks, skipped = expand(network, expectations)
    claimed = lru_cache(maxsize=None)(claims_of(northbound))
    packets = [resolve(network, entry.request, claimed) for entry in checks]
    outcomes = []
    daemon = program.daemon(state, member)
    try:
        for entry, packet in zip(checks, packets):
            outcomes.append(_outcome(daemon, program, entry, packet.microflow(), state, member))
    finally:
        daemon.close()
    return _reports(southbound, northbound, network, outcomes), skipped, daemon.complaints


def _outcome(daemon: Daemon, program: Program, entry: Check, flow: str, state: str, member: int) -> Outcome:
    path = read(daemon.trace(flow), flow)
    choices = next((found for step in path if (found := balanced(step)) and not step.aside), [])
    if len(choices) < 2:
        return _judged(entry, path, choices[0] if choices else None)
    # a running ovn-trace takes any backend: what is expected must be so for each of them
    outcomes = []
    for backend in choices:
        text, dummy = program.run(program.command(flow, [state], backend=backend, member=member))
        outcomes.append(_judged(entry, read(text, flow), backend))
    return next((outcome for outcome in outcomes if not outcome.passed), outcomes[0])


def _judged(entry: Check, path: list[Step], backend: Optional[str]) -> Outcome:
    verdict = judge(path, entry.request.sender)
    return Outcome(entry, passes(entry, verdict, backend), verdict, path, backend)


def passes(entry: Check, verdict: Verdict, backend: Optional[str] = None) -> bool:
    """Whether a packet does what is expected of it.

    What is to be denied must be dropped or rejected. What is to be allowed to a port must arrive at this port; to an address, it must
    arrive somewhere, be answered, or wait for the next hop's MAC address, which nobody but that host decides.
    """
    if entry.expect == DENY:
        return verdict.verdict in (DROPPED, REJECTED)
    if entry.target and not backend:
        return verdict.verdict == DELIVERED and entry.target in [output.port for output in verdict.outputs]
    return verdict.verdict in (DELIVERED, ANSWERED, UNRESOLVED)


def _reports(southbound: Client, northbound: Optional[Client], network: Network, outcomes: list[Outcome]) -> list[Row]:
    """Rows are looked up for those that fail only."""
    failed = [outcome for outcome in outcomes if not outcome.passed]
    flows = {(step.datapath, step.flow): step for outcome in failed for step in outcome.path if not step.aside}
    steps = list(flows.values())
    rows = rows_of(northbound, steps, hints(southbound, steps)) if northbound and steps else {}
    names = network.datapath_names()
    return [_report(network, names, rows, outcome) for outcome in outcomes]


def _report(network: Network, names: dict[str, tuple[str, str]], rows: dict[str, Row], outcome: Outcome) -> Row:
    entry, verdict = outcome.check, outcome.verdict
    last = report.decided(outcome.path, verdict.step, rows)
    by = report.shown(last, names, rows) if last else None
    report.explained(verdict, by, bool(rows))
    outputs = report.delivered(network, verdict)
    met = {row["uuid"]: row for step in outcome.path if not step.aside and (row := rows.get(step.flow or "")) and row["table"] in _DECIDING}
    sentence = report.sentence(entry.request.sender, entry.request.to or "", verdict, outputs, by)
    return {
        "expectation": entry.number,
        "name": entry.name,
        "title": entry.title,
        "from": entry.request.sender,
        "to": entry.request.to,
        "protocol": entry.request.protocol,
        "destination_port": entry.request.destination_port,
        "expect": entry.expect,
        "passed": outcome.passed,
        "verdict": verdict.verdict,
        "delivered_to": [output["port"] for output in outputs],
        "backend": outcome.backend,
        "summary": sentence if outcome.passed else f"{entry.expect} expected, but {sentence}",
        "decided_by": by,
        "rows": list(met.values()),
    }
