# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Northbound as one tree: root tables, and below each row what lives in its columns.

Derived from the declarations, so that a document has the words of the modules.
Where a module lists the rows that refer to its own (the switches of a load
balancer), the document has the column that does so, as the database has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Optional

from ._acl import ACL
from ._balancer import LOAD_BALANCER, LOAD_BALANCER_GROUP
from ._bfd import BFD
from ._copp import COPP
from ._declare import Child, Column, Entity, Parent, Ref
from ._dhcp import DHCP_OPTIONS, DHCP_RELAY
from ._dns import DNS
from ._forwarding import FORWARDING_GROUP
from ._function import NETWORK_FUNCTION, NETWORK_FUNCTION_GROUP
from ._global import NB_GLOBAL
from ._ha_chassis import HA_CHASSIS_GROUP
from ._meter import METER
from ._mirror import MIRROR
from ._named import NAMED
from ._policy import LOGICAL_ROUTER_POLICY
from ._qos import QOS
from ._router import LOGICAL_ROUTER, LOGICAL_ROUTER_PORT, LOGICAL_ROUTER_STATIC_ROUTE, NAT
from ._sampling import SAMPLE_COLLECTOR, SAMPLING_APP
from ._sets import ADDRESS_SET, PORT_GROUP
from ._static_mac import STATIC_MAC_BINDING
from ._switch import LOGICAL_SWITCH, LOGICAL_SWITCH_PORT
from ._template import CHASSIS_TEMPLATE_VAR

# In an order in which a document can be written piece by piece: what others refer to goes first.
_ROOTS = (
    NB_GLOBAL,
    METER,
    COPP,
    ADDRESS_SET,
    DHCP_OPTIONS,
    DHCP_RELAY,
    DNS,
    SAMPLE_COLLECTOR,
    SAMPLING_APP,
    CHASSIS_TEMPLATE_VAR,
    HA_CHASSIS_GROUP,
    MIRROR,
    BFD,
    LOAD_BALANCER,
    LOAD_BALANCER_GROUP,
    LOGICAL_SWITCH,
    LOGICAL_ROUTER,
    STATIC_MAC_BINDING,
    NETWORK_FUNCTION,
    NETWORK_FUNCTION_GROUP,
    PORT_GROUP,
)
_BRANCHES = (LOGICAL_SWITCH_PORT, LOGICAL_ROUTER_PORT, LOGICAL_ROUTER_STATIC_ROUTE, LOGICAL_ROUTER_POLICY, NAT, ACL, QOS, FORWARDING_GROUP)
_ALREADY_MANY = {"NB_Global": "nb_global", "DHCP_Options": "dhcp_options", "DNS": "dns", "BFD": "bfd"}


@dataclass(frozen=True, eq=False)
class Branch:
    """Rows below a row.

    :param option: where they stand in the document: the column that holds them, or the module's word for it.
    :param column: the parent's column.
    :param child: set if the rows are given inline in modules, too: then the list is all of them.
    :param parent: set if they have a module of their own: then others may stand beside those of the document.
    """

    option: str
    column: str
    kind: Kind
    child: Optional[Child] = None
    parent: Optional[Parent] = None


@dataclass(frozen=True, eq=False)
class Kind:
    """What a document may say of the rows of one table."""

    entity: Entity
    options: Mapping[str, Column] = field(repr=False)
    branches: Mapping[str, Branch] = field(repr=False)

    has_owner: bool = field(init=False)  # whether the table's rows can be marked
    references: tuple[tuple[str, Column], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "has_owner", any(column.name == "external_ids" and not column.key for column in self.entity.columns))
        object.__setattr__(self, "references", tuple((option, column) for option, column in self.options.items() if column.ref))


def _referring(table: str) -> tuple[Column, ...]:
    """The columns of C<table> that other modules list from the other side."""
    found = {
        attachment.column: Column(attachment.column, "list", ref=NAMED.get(entity.table, Ref(entity.table)))
        for entity in _ROOTS
        for attachment in entity.attachments
        if attachment.table == table
    }
    return tuple(found.values())


def _kind(entity: Entity) -> Kind:
    whole = replace(entity, columns=(*entity.columns, *_referring(entity.table)), attachments=())
    branches = [Branch(child.option, child.column, _kind(child.entity), child=child) for child in entity.children]
    for other in _BRANCHES:
        branches += [Branch(home.column, home.column, _kind(other), parent=home) for home in other.parents if home.table == entity.table]
    return Kind(whole, {column.option: column for column in whole.columns}, {branch.option: branch for branch in branches})


def plural(table: str) -> str:
    """What a root table is called in a document."""
    return _ALREADY_MANY.get(table, table.lower() + ("es" if table.endswith("h") else "s"))


ROOTS: Mapping[str, Kind] = {plural(entity.table): _kind(entity) for entity in _ROOTS}
