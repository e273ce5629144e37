# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All cases, in the order of the document."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl import acl_cases as acl
from ansible_collections.northbound.ovn.tests.integration.nbctl import function_cases as function
from ansible_collections.northbound.ovn.tests.integration.nbctl import generic_cases as generic
from ansible_collections.northbound.ovn.tests.integration.nbctl import ic_cases as ic
from ansible_collections.northbound.ovn.tests.integration.nbctl import limit_cases as limit
from ansible_collections.northbound.ovn.tests.integration.nbctl import path_cases as path
from ansible_collections.northbound.ovn.tests.integration.nbctl import remote_cases as remote
from ansible_collections.northbound.ovn.tests.integration.nbctl import router_cases as router
from ansible_collections.northbound.ovn.tests.integration.nbctl import service_cases as service
from ansible_collections.northbound.ovn.tests.integration.nbctl import spelling_cases as spelling
from ansible_collections.northbound.ovn.tests.integration.nbctl import switch_cases as switch

FAMILIES = (
    switch.GLOBAL,
    remote.REMOTES,
    switch.SWITCHES,
    switch.PORTS,
    function.PORT_CHECKS,
    function.FORWARDING,
    acl.ACLS,
    acl.GROUPS,
    limit.QOS,
    limit.METERS,
    limit.COPP,
    router.ROUTERS,
    router.ROUTER_PORTS,
    path.HA,
    router.ROUTES,
    path.POLICIES,
    path.BFD,
    path.BINDINGS,
    router.NAT,
    service.BALANCERS,
    service.BALANCER_GROUPS,
    service.DHCP,
    service.DNS,
    function.FUNCTIONS,
    limit.MIRRORS,
    limit.SAMPLING,
    spelling.SPELLINGS,
    ic.INTERCONNECTION,
    remote.IC_REMOTES,
    generic.ANY_TABLE,
)
CASES = tuple(case for family in FAMILIES for case in family.cases)
