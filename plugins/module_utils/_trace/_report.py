# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a trace says, as data for playbooks."""

from __future__ import annotations

from typing import Any, Optional

from ._network import Network
from ._text import Step
from ._verdict import DELIVERED, DROPPED, REJECTED, UNRESOLVED, Verdict, balanced, selected, translated

Row = dict[str, Any]


def shown(step: Step, names: dict[str, tuple[str, str]], rows: dict[str, Row]) -> Row:
    """One table of the path."""
    name, kind = names.get(step.datapath, (step.datapath, ""))
    return {
        "datapath": name,
        "datapath_type": kind,
        "pipeline": step.pipeline,
        "inport": step.inport,
        "outport": step.outport or None,
        "table": step.table,
        "stage": step.stage,
        "priority": step.priority,
        "match": step.match,
        "actions": step.actions,
        "changes": step.changes,
        "notes": step.notes,
        "within": list(step.within),
        "flow": step.flow,
        "source": step.source or None,
        "row": rows.get(step.flow or ""),
    }


def decided(steps: list[Step], last: Optional[Step], rows: dict[str, Row]) -> Optional[Step]:
    """The step whose rule is the reason that C<last> ends the packet.

    In newer releases one table finds the ACL and notes its verdict, and a later one acts on the note.
    """
    if last is None or last.flow in rows or not last.stage.endswith("_action"):
        return last
    stage = last.stage[: -len("_action")]
    before = steps[: steps.index(last)]
    found = [step for step in before if step.datapath == last.datapath and step.pipeline == last.pipeline and step.stage in (f"{stage}_eval", stage)]
    return found[-1] if found and found[-1].flow in rows else last


def explained(verdict: Verdict, by: Optional[Row], asked: bool) -> None:
    """Say in the reason what the row tells. C<asked>: whether the Northbound was asked for it."""
    if by is None or not asked or "acl" not in by["stage"] or verdict.verdict not in (DROPPED, REJECTED):
        return
    row = by["row"]
    if row and row["table"] == "ACL":
        verdict.reason = f"the action of the ACL is {row['row']['action']}"
    else:
        verdict.reason = "no ACL takes it, and options:default_acl_drop is set"


def balancing(steps: list[Step], backend: Optional[str], rows: dict[str, Row]) -> list[Row]:
    """The load balancers that the packet met. C<backend> is what ovn-trace was told to choose."""
    found = []
    for step in steps:
        backends = balanced(step)
        if backends and not step.aside:
            row = rows.get(step.flow or "")
            chosen = next((entry for entry in backends if host(entry) == host(backend or "")), None) or (backends[0] if len(backends) == 1 else None)
            found.append({"backend": chosen, "backends": backends, "load_balancer": row["name"] if row else None})
    return found


def host(backend: str) -> str:
    """The address of a backend, without its port."""
    if backend.startswith("["):
        return backend[1:].partition("]")[0]
    return backend if backend.count(":") > 1 else backend.partition(":")[0]


def nats(steps: list[Step], rows: dict[str, Row]) -> list[Row]:
    """What was rewritten, in order."""
    found = []
    for step in steps:
        for change in [] if step.aside else translated(step):
            row = rows.get(step.flow or "")
            found.append({**change, "rule": row["name"] if row and row["table"] == "NAT" else None})
    return found


def members(steps: list[Step]) -> list[Row]:
    """Where one of several equal routes or policies was selected."""
    return [{"stage": step.stage, "member": number} for step in steps if (number := selected(step)) is not None]


def gateways(network: Network, chassis: dict[str, str], steps: list[Step]) -> list[Row]:
    """The gateways by which the packet passes or leaves: a port that is bound to one chassis."""
    names = [redirect[0] for step in steps if not step.aside for redirect in step.redirects]
    names += [output.port for step in steps for output in step.outputs if output.type == "l3gateway" and not step.aside]
    found = []
    for name in dict.fromkeys(names):
        row = network.find(name)
        router = network.datapath(row["datapath"]) if row else ("", "", None)
        if row and router[1] == "router":  # the port of the switch at its other end has this type, too
            found.append(
                {
                    "port": name,
                    "type": row["type"],
                    "datapath": router[0],
                    "chassis": chassis.get(row["chassis"] or ""),
                }
            )
    return found


def delivered(network: Network, verdict: Verdict) -> list[Row]:
    """The ports to which the packet was delivered."""
    found = []
    for output in verdict.outputs:
        row = network.find(output.port)
        name, kind, dummy = network.datapath(row["datapath"]) if row else ("", "", None)
        options = row["options"] if row else {}
        found.append(
            {
                "port": output.port,
                "type": output.type,
                "datapath": name,
                "datapath_type": kind,
                "network_name": options.get("network_name"),
            }
        )
    return found


def sentence(sender: str, to: str, verdict: Verdict, outputs: list[Row], step: Optional[Row]) -> str:
    """The whole in one sentence."""
    beginning = f"{sender} to {to}: {verdict.verdict}"
    ports = ", ".join(output["port"] for output in outputs)
    if verdict.verdict == DELIVERED:
        return f"{beginning} to {ports}"
    if step is None:
        return beginning
    where = f"{step['datapath_type'] or 'datapath'} {step['datapath']}, table {step['stage'] or step['table']}"
    row = step["row"]
    rule = f", {row['table']} {row['name']}" + (f" of {row['of']['name']}" if row["of"] else "") if row else ""
    end = f" (through {ports})" if verdict.verdict == UNRESOLVED and ports else ""
    return f"{beginning} in {where}{rule}: {verdict.reason}{end}"
