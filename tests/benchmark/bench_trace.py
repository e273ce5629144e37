# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many expectations a second the module reachability checks, and how long one trace takes, on a network of two tiers.

The network has two tiers of the given number of ports. Run it with `make bench`, or `tools/env python tests/benchmark/bench_trace.py [--ports N]`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".cache"))

from ansible_collections.northbound.ovn.tests.support.network import build, nbctl, ovn_trace
from ansible_collections.northbound.ovn.tests.support.ovn import Site
from ansible_collections.northbound.ovn.tests.support.programs import suites
from ansible_collections.northbound.ovn.tests.support.runner import run_module

WANTED = 100  # expectations a second, after start-up


def widen(site: Site, ports: int) -> None:
    """More ports in both tiers."""
    lines = []
    for number in range(3, ports + 1):
        for tier, switch in ((1, "web"), (2, "db")):
            mac = f"02:00:00:{tier:02x}:{number // 250:02x}:{number % 250:02x}"
            address = f"10.{tier}.0.{10 + number}"
            lines += [f"lsp-add {switch} {switch}-{number}", f'lsp-set-addresses {switch}-{number} "{mac} {address}"']
    if lines:
        nbctl(site, *lines)


def seconds(site: Site, name: str, **args: object) -> float:
    """What a run of a module takes."""
    where = {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes, "executable": ovn_trace(site.release), "timeout": 600}
    begin = time.monotonic()
    run_module(name, {**where, **args})
    return time.monotonic() - begin


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ports", type=int, default=10, help="ports of each tier")
    ports = parser.parse_args().ports
    slow = False
    print(f"Two tiers of {ports} ports behind a router with a gateway, ACLs, NAT and a load balancer:")
    for release in suites():
        folder = Path(tempfile.mkdtemp(prefix="nb-", dir="/tmp"))
        site = Site(folder, release)
        try:
            build(site)
            widen(site, ports)
            few = [{"expect": "allow", "from": {"ports": ["web-1"]}, "to": {"ports": ["db-1"]}, "protocol": "tcp", "destination_ports": [80]}]
            wanted = max(1, 1000 // (ports * ports))
            many = [
                {
                    "expect": "allow",
                    "from": {"switches": ["web"]},
                    "to": {"switches": ["db"]},
                    "protocol": "tcp",
                    "destination_ports": list(range(1000, 1000 + wanted)),
                }
            ]
            one = seconds(site, "trace", **{"from": "web-1", "to": "db-1"})
            start = seconds(site, "reachability", expectations=few)
            whole = seconds(site, "reachability", expectations=many)
        finally:
            site.stop()
            shutil.rmtree(folder)
        rate = (ports * ports * wanted - 1) / (whole - start)
        slow = slow or rate < WANTED
        print(f"  OVN {release}: one trace {one:.2f} s; start-up {start:.2f} s, then {rate:.0f} expectations a second")
    print("below" if slow else "above", f"the {WANTED} a second that are wanted")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
