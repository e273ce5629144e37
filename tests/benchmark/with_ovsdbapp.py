# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a script that uses ovsdbapp does: one process, a transaction a switch.

    python with_ovsdbapp.py REMOTE STEP PORTS

The steps are those of bench_topology. To create and to apply again it says all that there shall be; of what changes and what
goes it is told.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".cache"))

from ansible_collections.northbound.ovn.tests.benchmark.network import CHANGED, GROUP, PRUNED, ROUTER, Switch, network
from ovsdbapp.backend.ovs_idl import connection
from ovsdbapp.schema.ovn_northbound.impl_idl import OvnNbApiIdlImpl

TABLES = ("Logical_Switch", "Logical_Switch_Port", "ACL", "Logical_Router", "Logical_Router_Port", "Logical_Router_Static_Route")


def begin(api: Any, switches: list[Switch]) -> None:
    """Make the switches and the router: the library cannot look into a row that the same transaction makes."""
    with api.transaction(check_error=True) as txn:
        txn.add(api.lr_add(ROUTER, may_exist=True))
        for switch in switches:
            txn.add(api.ls_add(switch.name, may_exist=True))


def apply(api: Any, switch: Switch) -> None:
    """Make what is missing of a switch, and set what it has."""
    with api.transaction(check_error=True) as txn:
        for port in switch.ports:
            txn.add(api.lsp_add(switch.name, port.name, may_exist=True))
            txn.add(api.db_set("Logical_Switch_Port", port.name, ("addresses", [port.address]), ("port_security", [port.address])))
        txn.add(api.lsp_add(switch.name, switch.uplink, may_exist=True))
        uplink = (("type", "router"), ("addresses", ["router"]), ("options", {"router-port": switch.router_port}))
        txn.add(api.db_set("Logical_Switch_Port", switch.uplink, *uplink))
        for match in switch.matches:
            txn.add(api.acl_add(switch.name, "to-lport", 1000, match, "allow-related", may_exist=True))
        txn.add(api.lrp_add(ROUTER, switch.router_port, switch.mac, [switch.network], may_exist=True))
        txn.add(api.lr_route_add(ROUTER, *switch.route, may_exist=True))


def change(api: Any, switch: Switch) -> None:
    """Set the addresses that change."""
    with api.transaction(check_error=True) as txn:
        for index in CHANGED:
            port = switch.ports[index]
            txn.add(api.db_set("Logical_Switch_Port", port.name, ("addresses", [port.address]), ("port_security", [port.address])))


def prune(api: Any, switch: Switch) -> None:
    """Remove what goes."""
    with api.transaction(check_error=True) as txn:
        for port in switch.ports[PRUNED * GROUP : (PRUNED + 1) * GROUP]:
            txn.add(api.lsp_del(port.name, switch.name))
        txn.add(api.acl_del(switch.name, "to-lport", 1000, switch.matches[PRUNED]))


def main() -> None:
    """Run one step."""
    remote, step, ports = sys.argv[1:]
    idl = connection.OvsdbIdl.from_server(remote, "OVN_Northbound")
    api = OvnNbApiIdlImpl(connection.Connection(idl, timeout=3600))
    if step == "export":
        sys.stdout.write(json.dumps({table: api.db_list(table).execute(check_error=True) for table in TABLES}, default=str))
        return
    switches = network(int(ports), changed=step in ("change", "prune"))
    if step in ("create", "again"):
        begin(api, switches)
    work = {"create": apply, "again": apply, "change": change, "prune": prune}[step]
    for switch in switches:
        work(api, switch)


if __name__ == "__main__":
    main()
