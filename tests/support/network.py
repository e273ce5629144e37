# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network for traces: two tiers behind a router with a gateway, and a rule of every kind that decides about packets."""

from __future__ import annotations

import shlex

from ansible_collections.northbound.ovn.tests.support.ovn import Site
from ansible_collections.northbound.ovn.tests.support.programs import program_of, suites

_SWITCHES = """
ls-add web
lsp-add web web-1
lsp-set-addresses web-1 "02:00:00:00:00:01 10.1.0.11 2001:db8:1::11"
lsp-set-port-security web-1 "02:00:00:00:00:01 10.1.0.11 2001:db8:1::11"
lsp-add web web-2
lsp-set-addresses web-2 "02:00:00:00:00:02 10.1.0.12 2001:db8:1::12"
ls-add db
lsp-add db db-1
lsp-set-addresses db-1 "02:00:00:00:01:01 10.2.0.11 2001:db8:2::11"
lsp-add db db-2
lsp-set-addresses db-2 "02:00:00:00:01:02 10.2.0.12 2001:db8:2::12"
ls-add public
lsp-add public outside
lsp-set-type outside localnet
lsp-set-addresses outside unknown
lsp-set-options outside network_name=physnet1
lsp-add public provider
lsp-set-addresses provider "02:00:00:00:99:01 192.0.2.254"
"""
_ROUTER = """
lr-add edge
lrp-add edge edge-web 02:00:00:00:10:01 10.1.0.1/24 2001:db8:1::1/64
lrp-add edge edge-db 02:00:00:00:10:02 10.2.0.1/24 2001:db8:2::1/64
lrp-add edge edge-public 02:00:00:00:10:03 192.0.2.1/24
lrp-set-gateway-chassis edge-public gw1 20
lr-route-add edge 0.0.0.0/0 192.0.2.254
lr-nat-add edge snat 192.0.2.10 10.1.0.0/24
lr-nat-add edge dnat_and_snat 192.0.2.20 10.2.0.11
lr-policy-add edge 100 "ip4.dst == 10.2.0.12 && udp" drop
"""
_RULES = """
acl-add db to-lport 1000 "tcp.dst == 22" drop
acl-add db to-lport 1000 "tcp.dst == 23" reject
acl-add db to-lport 1000 "udp.dst == 69" reject
acl-add db to-lport 1001 "tcp.dst == 5432" allow-related
--name=no-telnet-out acl-add web from-lport 1000 "tcp.dst == 2323" drop
lb-add www 10.3.0.100:80 10.2.0.11:8080,10.2.0.12:8080
lr-lb-add edge www
"""


def _attach(switch: str, port: str) -> str:
    up = f"{switch}-up"
    return f"lsp-add {switch} {up}\nlsp-set-type {up} router\nlsp-set-addresses {up} router\nlsp-set-options {up} router-port={port}\n"


def nbctl(site: Site, *lines: str) -> None:
    """Run commands of ovn-nbctl in one transaction, and wait for ovn-northd."""
    words: list[str] = []
    for line in lines:
        words += ["--", *shlex.split(line)]
    site.nb.ctl(*words[1:])
    site.settle()


def build(site: Site) -> None:
    """Make the network."""
    attached = "".join(_attach(switch, f"edge-{switch}") for switch in ("web", "db", "public"))
    nbctl(site, *(line for line in f"{_SWITCHES}{_ROUTER}{attached}{_RULES}".splitlines() if line))
    options = {"server_id": "10.1.0.1", "server_mac": "02:00:00:00:10:01", "lease_time": "3600", "router": "10.1.0.1"}
    wire = ["map", [[key, value] for key, value in options.items()]]
    uuid = site.nb.insert("DHCP_Options", {"cidr": "10.1.0.0/24", "options": wire})
    nbctl(site, f"lsp-set-dhcpv4-options web-1 {uuid}")


def ovn_trace(release: str) -> str:
    """The path of a release's ovn-trace."""
    return program_of(suites()[release], "ovn-trace")
