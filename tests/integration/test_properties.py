# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every entity and any values, on a real server.

Check mode's "after" is what the apply leaves, and what was applied is no change when planned again.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._apply import apply
from ansible_collections.northbound.ovn.plugins.module_utils._engine._desired import desired
from ansible_collections.northbound.ovn.plugins.module_utils._model._acl import ACL
from ansible_collections.northbound.ovn.plugins.module_utils._model._balancer import LOAD_BALANCER
from ansible_collections.northbound.ovn.plugins.module_utils._model._declare import Entity
from ansible_collections.northbound.ovn.plugins.module_utils._model._router import (
    LOGICAL_ROUTER,
    LOGICAL_ROUTER_PORT,
    LOGICAL_ROUTER_STATIC_ROUTE,
    NAT,
)
from ansible_collections.northbound.ovn.plugins.module_utils._model._sets import ADDRESS_SET, PORT_GROUP
from ansible_collections.northbound.ovn.plugins.module_utils._model._switch import LOGICAL_SWITCH, LOGICAL_SWITCH_PORT
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.steps import Bench
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=6)
VALUES = TEXT | st.integers() | st.booleans()
MAPS = st.dictionaries(st.sampled_from("abc"), st.none() | VALUES, max_size=3)
MACS = st.sampled_from(["02:00:00:00:00:01", "02:00:00:00:00:0A", "02:00:00:00:00:0a"])
IPV4 = st.sampled_from(["10.1.0.1", "10.1.0.2", "192.0.2.9"])
IPV6 = st.sampled_from(["2001:db8::1", "2001:DB8:0::1", "fe80::1"])
ADDRESSES = st.lists(st.builds("{} {} {}".format, MACS, IPV4, IPV6) | st.just("unknown"), max_size=3)
LENGTHS = st.integers(1, 32)


def some(**options: Strategy) -> Strategy:
    """Any of the options, each may be left out."""
    return st.fixed_dictionaries({}, optional=options)


def every(**options: Strategy) -> Strategy:
    return st.fixed_dictionaries(options)


# entity: what tells the row apart, and what is set
ROUTE = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1"}
FLOATING = {"router": "edge", "type": "dnat_and_snat", "external_ip": "192.0.2.9", "logical_ip": "10.1.0.9"}
PORT_TYPES = st.sampled_from(["", "localport", "localnet"])
H = st.sampled_from(["h1", "h2", "h3"])
CHASSIS = st.lists(
    st.builds(lambda name, options: {"chassis_name": name, **options}, H, some(priority=st.integers(0, 9), external_ids=MAPS)),
    unique_by=lambda chassis: chassis["chassis_name"],
    max_size=3,
)
CASES: dict[str, tuple[Entity, dict[str, Any], Strategy]] = {
    "switch": (LOGICAL_SWITCH, {"name": "new"}, some(external_ids=MAPS, other_config=MAPS)),
    "port": (
        LOGICAL_SWITCH_PORT,
        {"switch": "web", "name": "p"},
        some(addresses=ADDRESSES, type=PORT_TYPES, options=MAPS, enabled=st.booleans(), parent_name=TEXT, external_ids=MAPS),
    ),
    "router": (LOGICAL_ROUTER, {"name": "new"}, some(options=MAPS, enabled=st.booleans(), external_ids=MAPS)),
    "router port": (
        LOGICAL_ROUTER_PORT,
        {"router": "edge", "name": "rp", "mac": "02:00:00:00:01:01", "networks": ["10.1.0.254/24"]},
        some(
            mac=MACS,
            networks=st.lists(st.builds("{}/{}".format, IPV4 | IPV6, LENGTHS), min_size=1, max_size=3),
            gateway_chassis=CHASSIS,
            options=MAPS,
            peer=TEXT,
        ),
    ),
    "route": (LOGICAL_ROUTER_STATIC_ROUTE, ROUTE, some(options=MAPS, external_ids=MAPS, policy=st.just("dst-ip"), route_table=st.just(""))),
    "nat": (NAT, FLOATING, some(options=st.dictionaries(st.sampled_from(["stateless", "add_route"]), st.none() | st.booleans()), external_ids=MAPS)),
    "acl": (
        ACL,
        {"switch": "web", "direction": "to-lport", "priority": 1, "match": "ip4", "action": "drop"},
        some(
            action=st.sampled_from(["allow", "drop"]),
            name=st.sampled_from(["", "one", "two"]),
            log=st.booleans(),
            severity=st.sampled_from(["info", "alert"]),
            meter=TEXT,
            external_ids=MAPS,
        ),
    ),
    "group": (PORT_GROUP, {"name": "g"}, some(ports=st.lists(st.sampled_from(["web-1", "web-2"]), max_size=3), external_ids=MAPS)),
    "addresses": (ADDRESS_SET, {"name": "s"}, some(addresses=st.lists(st.builds("{}/{}".format, IPV4, LENGTHS) | IPV4, max_size=4), external_ids=MAPS)),
    "balancer": (
        LOAD_BALANCER,
        {"name": "lb"},
        some(
            vips=st.dictionaries(st.sampled_from(["10.9.0.1:80", "10.9.0.2:80"]), st.sampled_from([None, "", "10.1.0.1:80", "10.1.0.2:80,10.1.0.1:080"])),
            protocol=st.sampled_from(["tcp", "udp"]),
            switches=st.lists(st.sampled_from(["web", "app"]), max_size=2),
            routers=st.lists(st.just("edge"), max_size=1),
            selection_fields=st.lists(st.sampled_from(["ip_src", "ip_dst"]), max_size=3),
            health_checks=st.lists(every(vip=st.sampled_from(["10.9.0.1:80", "10.9.0.2:80"]), options=MAPS), unique_by=lambda c: c["vip"], max_size=2),
            options=MAPS,
        ),
    ),
}


def _check(db: Ovsdb, client: Client, entity: Entity, arguments: dict[str, Any]) -> None:
    wanted = desired(entity, arguments)
    stamp = db.stamp()
    try:
        foretold = apply(client, wanted, check=True)
    except InvalidValue as error:
        with pytest.raises(InvalidValue, match=re.escape(error.message)):
            apply(client, wanted)
        assert db.stamp() == stamp
        return
    assert db.stamp() == stamp
    done = apply(client, wanted)
    assert (done.changed, done.before, done.after, done.row) == (foretold.changed, foretold.before, foretold.after, foretold.row)
    stamp = db.stamp()
    again = apply(client, wanted)
    assert again.changed is False
    # a new row may have got more than the task manages
    assert (again.before, again.row) == ({option: done.after[option] for option in again.before}, done.row)
    assert again.before == again.after
    assert db.stamp() == stamp


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(data=st.data())
def test_plan_after_apply_is_empty(bench: Bench, case: str, data: st.DataObject) -> None:
    entity, identity, options = CASES[case]
    db = bench.db
    db.wipe()
    web = {"op": "insert", "table": "Logical_Switch", "row": {"name": "web", "ports": ["set", [["named-uuid", "p1"], ["named-uuid", "p2"]]]}}
    ports = [{"op": "insert", "table": "Logical_Switch_Port", "uuid-name": f"p{n}", "row": {"name": f"web-{n}"}} for n in (1, 2)]
    app = {"op": "insert", "table": "Logical_Switch", "row": {"name": "app"}}
    db.transact(*ports, web, app, {"op": "insert", "table": "Logical_Router", "row": {"name": "edge"}})
    others = db.canonical()
    with closing(Client("OVN_Northbound", db.remotes)) as client:
        for dummy in range(3):
            _check(db, client, entity, {**identity, **data.draw(options)})
        gone = apply(client, desired(entity, identity), present=False)
        assert gone.after == {}
        assert apply(client, desired(entity, identity), present=False).changed is False
    assert db.canonical() == others, "nothing else was touched, and nothing is left behind"
