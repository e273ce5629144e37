# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generates the options of any module from its declaration and the server's schema."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._model import _access, _dns, _interconnection, _syntax
from ansible_collections.northbound.ovn.plugins.module_utils._model._declare import Check, Child, Column, Entity
from ansible_collections.northbound.ovn.tests.support.world import NAMES
from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]
Schema = dict[str, Any]

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=6)
MACS = st.sampled_from(["02:00:00:00:00:01", "02:00:00:00:00:0A", "02:00:00:00:00:0a", "2:0:0:0:0:b"])
IPV4 = st.sampled_from(["10.1.0.1", "10.1.0.2", "192.0.2.9"])
IPV6 = st.sampled_from(["2001:db8::1", "2001:DB8:0::1", "fe80::1"])
IPS = IPV4 | IPV6
NETWORKS = st.builds("{}/{}".format, IPV4, st.integers(1, 32)) | st.builds("{}/{}".format, IPV6, st.integers(1, 128))
PORTS = st.integers(1, 65535)
VIPS = st.builds("{}:{}".format, IPV4, st.sampled_from(["80", "080", "443"]))

# What a check admits, in several spellings. A new check needs an entry.
VALID: dict[Check, Strategy] = {
    _syntax.mac: MACS,
    _syntax.ip: IPS,
    _syntax.ipv4: IPV4,
    _syntax.prefix: IPS | NETWORKS,
    _syntax.cidr: NETWORKS,
    _syntax.interface: NETWORKS,
    _syntax.set_name: st.from_regex(r"[A-Za-z_.][A-Za-z_.0-9]{0,5}", fullmatch=True),
    _syntax.non_empty: TEXT.filter(bool),
    _syntax.expression: st.sampled_from(["ip4", " ip4", "ip6 && tcp.dst == 80", "inport == @group", "1"]),
    _syntax.meter_name: TEXT.filter(lambda text: text and not text.startswith("__")),
    _syntax.mirror_sink: IPS,
    _syntax.packet_mark: st.integers(0, 2**32 - 1).map(str),
    _syntax.boolean: st.sampled_from(["true", "False", "TRUE"]),
    _syntax.redirect_type: st.sampled_from(["overlay", "Bridged"]),
    _syntax.port_addresses: st.builds("{} {} {}".format, MACS, IPV4, IPV6) | st.sampled_from(["unknown", "dynamic"]) | MACS,
    _syntax.port_security: st.builds("{} {}".format, MACS, NETWORKS | IPS) | MACS,
    _syntax.set_address: NETWORKS.filter(lambda text: ":" not in text) | IPV4,
    _syntax.port_range: st.builds("{}-{}".format, st.integers(1, 100), st.integers(100, 65535)) | PORTS.map(str),
    _syntax.nexthop: IPS | st.just("discard"),
    _syntax.vip: VIPS,
    _syntax.backends: st.lists(VIPS, max_size=3).map(",".join),
    _syntax.mapped_address: IPV4,
    _syntax.port_mapping: st.builds("web-1:{}".format, IPV4),
    _syntax.mac_prefix: st.sampled_from(["0a:0b:0c", "0A:b:0c"]),
    _syntax.server_id: IPV4 | MACS,
    _dns.addresses: st.lists(IPS, min_size=1, max_size=3).map(" ".join) | st.builds("{},{}".format, IPV4, IPV6),
    _access.target: st.sampled_from(["ptcp:6641", "pssl:06641:[::]", "ptcp:0:127.0.0.1", "ssl:[2001:DB8:0::1]:6640", "tcp:db.example.net", "punix:/x.sock"]),
    _interconnection.transit_addresses: st.builds("{} {}".format, MACS, NETWORKS | IPS) | st.sampled_from(["unknown", "router"]),
    _access.tls_protocols: st.sampled_from(["TLSv1.2", "TLSv1.2, TLSv1.3", "TLSv1.2+"]),
    str.strip: TEXT,
}
# What a new row needs beside what its columns say.
NEEDED: dict[str, dict[str, Strategy]] = {"QoS": {"action": st.builds(lambda dscp: {"dscp": dscp}, st.integers(0, 63))}}
# Identities that make sense, where most that the columns admit do not.
WHO: dict[str, Strategy] = {
    "NAT": st.fixed_dictionaries({"type": st.just("snat"), "external_ip": IPV4, "logical_ip": IPV4 | st.just("10.1.0.0/24")})
    | st.fixed_dictionaries({"type": st.sampled_from(["dnat", "dnat_and_snat"]), "external_ip": IPV6, "logical_ip": IPV6}),
    "Logical_Router_Static_Route": st.fixed_dictionaries({"ip_prefix": IPV4 | st.just("10.9.0.0/16"), "nexthop": IPV4 | st.just("discard")})
    | st.fixed_dictionaries({"ip_prefix": IPV6 | st.just("::/0"), "nexthop": IPV6}),
}
RULES = st.fixed_dictionaries({"priority": st.integers(0, 3), "match": VALID[_syntax.expression], "action": st.sampled_from(["mirror", "skip"])})
# Options of which each makes sense with the others only, in all the ways that there are; those that the server lacks are left out.
TOGETHER: dict[str, list[dict[str, Strategy]]] = {
    "Logical_Router_Policy": [
        {"action": st.sampled_from(["allow", "drop"])},
        {"action": st.just("reroute"), "nexthops": st.lists(IPV4, min_size=1, max_size=2) | st.lists(IPV6, min_size=1, max_size=1)},
        {"action": st.just("reroute"), "nexthops": st.just(["192.0.2.254"]), "bfd_sessions": st.just(["edge-wan 192.0.2.254"])},
        {"action": st.just("reroute"), "nexthops": st.lists(IPS, min_size=1, max_size=1), "output_port": st.just("edge-wan"), "bfd_sessions": st.just([])},
        {"action": st.just("jump"), "jump_chain": TEXT.filter(bool)},
    ],
    "Logical_Router_Static_Route": [{"bfd": st.just("")}],  # a session goes with one next hop only
    "NAT": [
        {"logical_port": st.just(""), "external_mac": st.just(""), "priority": st.just(0), "allowed_ext_ips": set_, "exempted_ext_ips": st.just("")}
        for set_ in (st.just(""), st.just("admins"))
    ],
    "Mirror": [
        {"type": st.sampled_from(["gre", "erspan"]), "sink": IPS, "index": st.integers(0, 99999)},
        {"type": st.just("local"), "sink": TEXT.filter(bool), "mirror_rules": st.just([])},
        {"type": st.just("lport"), "sink": TEXT.filter(bool), "mirror_rules": st.lists(RULES, max_size=2, unique_by=lambda rule: rule["priority"])},
    ],
}


def options(entity: Entity, schema: Schema, *, required: bool) -> Strategy:
    """Options of a row but not those that say which row; `required` are given, all others may be left out."""
    anyhow = _options(entity, schema, required=required)
    ways = [way for way in TOGETHER.get(entity.table, []) if all(_has(schema, entity.table, option) for option in way)]
    if not ways:
        return anyhow
    dependent = {option for way in ways for option in way}
    rest = anyhow.map(lambda drawn: {option: value for option, value in drawn.items() if option not in dependent})
    sensible = st.builds(lambda one, other: {**one, **other}, rest, st.one_of(*map(st.fixed_dictionaries, ways)))
    return sensible | sensible | anyhow


def _options(entity: Entity, schema: Schema, *, required: bool) -> Strategy:
    columns = [column for column in entity.columns if _has(schema, entity.table, column.name) and column.option not in entity.identity]
    marks = {foreign.mark for foreign in entity.foreign}  # with one of these the row would be another program's
    columns = [replace(column, choices=tuple(c for c in column.choices if c not in marks)) if column.choices else column for column in columns]
    optional: dict[str, Strategy] = {column.option: _option(column, _type(schema, entity.table, column.name)) for column in columns}
    for child in entity.children:
        if _has(schema, entity.table, child.column):
            optional[child.option] = _inline(child, schema, _type(schema, entity.table, child.column)["min"])
    optional.update({a.option: st.lists(st.sampled_from(NAMES[a.table]), max_size=3) for a in entity.attachments})
    given = {
        column.option
        for column in columns
        if column.required or (_type(schema, entity.table, column.name)["min"] > 0 and (column.type == "list" or column.ref))
    }
    given |= {child.option for child in entity.children if _has(schema, entity.table, child.column) and _type(schema, entity.table, child.column)["min"]}
    fixed = {option: optional.pop(option) for option in given} if required else {}
    if required:
        fixed.update(NEEDED.get(entity.table, {}))
    return st.fixed_dictionaries(fixed, optional={option: values for option, values in optional.items() if option not in fixed})


def identity(entity: Entity, schema: Schema) -> Strategy:
    """What tells a row apart, with the parent that it lives in."""
    values = {}
    for option in entity.identity:
        column = entity.column(option)
        if _has(schema, entity.table, column.name):
            values[option] = _one(column, _type(schema, entity.table, column.name))
    home = st.fixed_dictionaries({p.option: st.just(NAMES[p.table][0]) for p in entity.parents[:1] if p.option})
    anyhow = st.fixed_dictionaries(values)
    if entity.table in WHO:
        anyhow = WHO[entity.table] | WHO[entity.table] | anyhow
    return st.builds(lambda who, where: {**who, **where}, anyhow, home)


def _inline(child: Child, schema: Schema, least: int) -> Strategy:
    row = st.builds(lambda who, what: {**who, **what}, identity(child.entity, schema), options(child.entity, schema, required=True))
    if child.single:
        return row | st.just({})
    return st.lists(row, min_size=least, max_size=3, unique_by=lambda one: repr([one.get(o) for o in child.entity.identity] or one))


def _option(column: Column, type_: dict[str, Any]) -> Strategy:
    if column.type == "list":
        return st.lists(_one(column, type_), min_size=type_["min"], max_size=3)
    if column.type == "dict" and not column.key:
        keys = (
            st.sampled_from(column.choices) if column.choices else VALID[column.key_check] if column.key_check else st.sampled_from(["a", "b", *column.checks])
        )
        return st.lists(keys, max_size=3, unique=True).flatmap(lambda some: st.fixed_dictionaries({key: _value(column, key, type_) for key in some}))
    clears = not column.required and column.type == "str" and not column.choices and not (column.ref and type_["min"])
    return _one(column, type_) | st.just("") if clears else _one(column, type_)


def _value(column: Column, key: str, type_: dict[str, Any]) -> Strategy:
    if column.values == "int":
        return st.none() | _number(type_["value"])
    check = column.checks.get(key, column.check)
    return st.none() | (VALID[check] if check else TEXT | st.integers() | st.booleans())


def _one(column: Column, type_: dict[str, Any]) -> Strategy:
    """A value, or one element."""
    if column.ref:
        return st.sampled_from(NAMES[column.ref.table])
    if column.type == "bool":
        return st.booleans()
    if column.choices:
        return st.sampled_from([choice for choice in column.choices if choice in _enum(type_) or not _enum(type_)])
    if column.type == "int" or column.elements == "int":
        return _number(type_["key"])
    return VALID[column.check] if column.check else TEXT


def _number(atom: Any) -> Strategy:
    least, most = (atom.get("minInteger", -9), atom.get("maxInteger", 9999)) if isinstance(atom, dict) else (-9, 9999)
    return st.integers(least, min(most, least + 3)) | st.integers(least, most)


def _has(schema: Schema, table: str, column: str) -> bool:
    return column in schema["tables"][table]["columns"]


def _type(schema: Schema, table: str, column: str) -> dict[str, Any]:
    type_ = schema["tables"][table]["columns"][column]["type"]
    return {"min": 1, "max": 1, **({"key": type_} if isinstance(type_, str) else type_)}


def _enum(type_: dict[str, Any]) -> list[Any]:
    enum = type_["key"].get("enum") if isinstance(type_["key"], dict) else None
    return list(enum[1]) if enum else []
