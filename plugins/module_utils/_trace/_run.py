# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One packet from its fields to its report."""

from __future__ import annotations

import shlex
from typing import Any, Optional

from .._engine._southbound import native_rows
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import InvalidValue
from . import _report as report
from ._addressing import Request, resolve
from ._network import Network
from ._program import Program, TraceFailed
from ._rows import claims, hints, rows_of
from ._text import NotATrace, Step, steps
from ._verdict import balanced, judge

CHASSIS = Select("Chassis", (), ("_uuid", "name"))


def trace(
    southbound: Client,
    northbound: Optional[Client],
    program: Program,
    request: Request,
    states: list[str],
    backend: Optional[str] = None,
    member: int = 1,
) -> dict[str, Any]:
    """Trace a packet and report what became of it.

    :param northbound: where the rows are looked up that decided; C<None> if nobody is to be asked.
    :param states: of connection tracking, one for each time that the packet enters it.
    :param backend: of a load balancer that has several; the first one if not given.
    :param member: of several equal routes or policies.
    """
    network = Network(southbound)
    packet = resolve(network, request, claims_of(northbound))
    flow = packet.microflow()
    command = program.command(flow, states, backend=backend, member=member)
    text, complaints = program.run(command)
    path = read(text, flow)
    choices = next((entries for step in path if (entries := balanced(step)) and not step.aside), None)
    if choices and backend is None and len(choices) > 1:  # ovn-trace would take any
        backend = choices[0]
        command = program.command(flow, states, backend=backend, member=member)
        text, complaints = program.run(command)
        path = read(text, flow)
    elif choices and backend is not None and report.host(backend) not in map(report.host, choices):
        raise InvalidValue(f"backend: the load balancer has no backend {backend}; it has {', '.join(choices)}")
    verdict = judge(path, packet.inport)
    rows = rows_of(northbound, path, hints(southbound, path)) if northbound else {}
    names = network.datapath_names()
    shown = [report.shown(step, names, rows) for step in path]
    last = report.decided(path, verdict.step, rows)
    by = shown[path.index(last)] if last else None
    report.explained(verdict, by, northbound is not None)
    outputs = report.delivered(network, verdict)
    used: dict[str, Any] = {}
    for step in path:
        row = rows.get(step.flow or "")
        if row and not step.aside:
            used[row["uuid"]] = row
    (chassis,) = native_rows(southbound, CHASSIS)
    return {
        "verdict": verdict.verdict,
        "summary": report.sentence(packet.inport, request.to or packet.destination, verdict, outputs, by),
        "reason": verdict.reason or None,
        "answer": verdict.answer,
        "delivered_to": outputs,
        "decided_by": by,
        "rows": list(used.values()),
        "load_balancing": report.balancing(path, backend, rows),
        "nat": report.nats(path, rows),
        "gateways": report.gateways(network, {row["_uuid"]: row["name"] for row in chassis}, path),
        "selected": report.members(path),
        "steps": shown,
        "packet": {name: getattr(packet, name) for name in PACKET},
        "microflow": flow,
        "command": shlex.join(command),
        "text": text,
        "complaints": complaints,
    }


PACKET = (
    "inport",
    "source_mac",
    "destination_mac",
    "source",
    "destination",
    "protocol",
    "source_port",
    "destination_port",
    "vlan",
    "ttl",
)


def claims_of(northbound: Optional[Client]) -> Any:
    """Tells whether a NAT rule or a load balancer has an address; without a Northbound nobody knows, and it may."""
    if northbound is None:
        return lambda ip: True
    client = northbound
    return lambda ip: claims(client, ip)


def read(text: str, flow: str) -> list[Step]:
    """The path in what ovn-trace has written.

    :raises TraceFailed: it has complained instead.
    """
    try:
        return steps(text)
    except NotATrace as e:
        raise TraceFailed(f"ovn-trace does not trace the packet {flow}: {str(e) or 'it says nothing'}", object=flow, details=str(e)) from e
