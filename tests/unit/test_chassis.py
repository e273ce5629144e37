# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of ovn-controller: declarations, values, plan and remarks. Pure."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible_collections.northbound.ovn.plugins.module_utils._engine import _chassis as engine
from ansible_collections.northbound.ovn.plugins.module_utils._model import _chassis as model
from ansible_collections.northbound.ovn.plugins.module_utils._model import _chassis_values as values
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue
from ansible_collections.northbound.ovn.plugins.modules import chassis
from hypothesis import given
from hypothesis import strategies as st

NOT_KEYS = {"db", "timeout", "state", "external_ids", "bridges"}


def test_every_key_is_documented_as_it_is_declared() -> None:
    options = yaml.safe_load(chassis.DOCUMENTATION)["options"]
    assert set(options) == {key.option for key in model.KEYS} | NOT_KEYS
    for key in model.KEYS:
        documented = options[key.option]
        assert {k: v for k, v in documented.items() if k in ("type", "elements", "choices")} == key.kind.argument()
        text = " ".join(documented["description"]) if isinstance(documented["description"], list) else documented["description"]
        assert f"C({key.key})" in text, f"{key.option} does not name {key.key}"
        assert not key.since or f"Since OVN {key.since}" in text or key.since == "23.03", f"{key.option}: since {key.since}"
        assert not key.until or f"Until OVN {key.until}" in text, f"{key.option}: until {key.until}"


def test_a_declaration_cannot_contradict_itself() -> None:
    with pytest.raises(ValueError, match=r"gone in 24\.03 before it came in 25\.03"):
        model.Key("x", "ovn-x", values.Flag(), since="25.03", until="24.03")
    with pytest.raises(ValueError, match="other characters"):
        model.Key("X", "ovn-x", values.Flag())


@pytest.mark.parametrize(
    ("option", "value", "text"),
    [
        ("remotes", ["ssl:[2001:db8::1]:6642", "tcp:h.example:6642", "unix:/run/sb.sock"], "ssl:[2001:db8::1]:6642,tcp:h.example:6642,unix:/run/sb.sock"),
        ("encap_ips", ["192.0.2.1", "2001:DB8::0:1"], "192.0.2.1,2001:db8::1"),
        ("encap_types", ["geneve", "vxlan"], "geneve,vxlan"),
        ("monitor_all", True, "true"),
        ("monitor_all", False, "false"),
        ("remote_probe_interval", 0, "0"),
        ("remote_probe_interval", 1000, "1000"),
        ("bridge_mappings", {"a": "br-a", "b": "br-b"}, "a:br-a,b:br-b"),
        ("chassis_mac_mappings", {"a": "02:00:00:00:00:AA"}, "a:02:00:00:00:00:aa"),
        ("dynamic_routing_port_mapping", {"lrp0": "eth0"}, "lrp0=eth0"),
        ("ct_zone_range", "1-100", "1-100"),
        ("evpn_vxlan_ports", [4789, 4790], "4789,4790"),
        ("evpn_local_ip", ["192.0.2.1", "77-2001:db8::1"], "192.0.2.1,77-2001:db8::1"),
        ("cms_options", ["enable-chassis-as-gw", "card-serial-number=A1"], "enable-chassis-as-gw,card-serial-number=A1"),
        ("encap_tos", "inherit", "inherit"),
        ("transport_zones", [], ""),
        ("bridge_mappings", {}, ""),
    ],
)
def test_values(option: str, value: Any, text: str) -> None:
    key = model.BY_OPTION[option]
    assert key.render(value) == text
    if text:
        assert key.canonical(text) == text


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("remotes", ["ssl:192.0.2.1:6642 "]),
        ("remotes", ["ssl:192.0.2.1"]),
        ("remotes", ["unix:relative.sock"]),
        ("remotes", ["tcp:192.0.2.1:0"]),
        ("encap_ips", ["192.0.2.1/24"]),
        ("encap_ips", ["0.0.0.0"]),
        ("encap_ips", ["ff02::1"]),
        ("encap_types", ["gre"]),
        ("encap_types", ["geneve", "geneve"]),
        ("remote_probe_interval", 999),
        ("trim_wmark_perc_lflow_cache", 101),
        ("bridge", "br/int"),
        ("bridge", ".."),
        ("bridge_mappings", {"a b": "br-a"}),
        ("chassis_mac_mappings", {"a": "33:33:00:00:00:01"}),
        ("ct_zone_range", "0-5"),
        ("ct_zone_range", "1-65536"),
        ("evpn_vxlan_ports", [0]),
        ("evpn_local_ip", ["0-192.0.2.1"]),
        ("encap_tos", "256"),
        ("system_id", "h1,h2"),
        ("cms_options", ["a b"]),
    ],
)
def test_wrong_values(option: str, value: Any) -> None:
    with pytest.raises(InvalidValue, match=f"^{option}: ") as raised:
        engine.desired({option: value}, "h1")
    assert raised.value.object == option


@pytest.mark.parametrize(
    ("key", "one", "other", "same"),
    [
        ("ovn-encap-type", "geneve,vxlan", "vxlan,geneve", True),
        ("ovn-encap-type", "geneve", "vxlan,geneve", False),
        ("ovn-encap-ip", "2001:db8::1", "2001:DB8:0::1", True),
        ("ovn-bridge-mappings", "a:br-a,b:br-b", "b:br-b,a:br-a", True),
        ("ovn-bridge-mappings", "a:br-a", "a:br-b", False),
        ("ovn-monitor-all", "true", "TRUE", True),
        ("ovn-monitor-all", "true", "yes", False),
        ("ovn-remote-probe-interval", "5000", "05000", True),
        ("ovn-bridge-mappings", "a:br-a", "a:br-a, b", False),
        ("mine", "x", "X", False),
    ],
)
def test_texts_that_mean_the_same_are_no_change(key: str, one: str, other: str, same: bool) -> None:
    step = engine.plan({key: one}, {key: other})
    assert (not step.mutations) is same
    assert step.applied({key: other}) == {key: other if same else one}


def test_plan_changes_key_by_key() -> None:
    current = {"system-id": "h1", "ovn-bridge": "br-int", "ovn-remote": "tcp:192.0.2.1:6642", "other": "x"}
    step = engine.plan({"ovn-bridge": None, "ovn-remote": "tcp:192.0.2.2:6642", "ovn-monitor-all": "true", "ovn-encap-tos": None}, current)
    assert step.mutations == [
        ["external_ids", "delete", ["set", ["ovn-bridge", "ovn-remote"]]],
        ["external_ids", "insert", ["map", [["ovn-monitor-all", "true"], ["ovn-remote", "tcp:192.0.2.2:6642"]]]],
    ]
    assert step.before == {"ovn-bridge": "br-int", "ovn-remote": "tcp:192.0.2.1:6642"}
    assert step.after == {"ovn-monitor-all": "true", "ovn-remote": "tcp:192.0.2.2:6642"}


_names = st.sampled_from(["ovn-bridge", "ovn-remote", "ovn-monitor-all", "ovn-encap-type", "mine", "other"])
_texts = st.sampled_from(["true", "false", "geneve", "vxlan,geneve", "geneve,vxlan", "tcp:192.0.2.1:6642", "x"])


@given(st.dictionaries(_names, st.none() | _texts), st.dictionaries(_names, _texts))
def test_after_the_plan_nothing_is_left_to_do(keys: dict[str, str | None], current: dict[str, str]) -> None:
    step = engine.plan(keys, current)
    left = engine.plan(keys, step.applied(current))
    assert not left.mutations
    assert left.before == step.after
    untouched = {k: v for k, v in current.items() if k not in keys}
    assert {k: v for k, v in step.applied(current).items() if k not in keys} == untouched


def test_absent_leaves_what_open_vswitch_and_others_use() -> None:
    current = {"system-id": "h1", "hostname": "h1", "rundir": "/run", "ovn-remote": "tcp:192.0.2.1:6642", "garp-max-timeout-sec": "0", "ovn-remote-h2": "x"}
    step = engine.plan(engine.everything(current), current)
    assert step.applied(current) == {"system-id": "h1", "hostname": "h1", "rundir": "/run", "ovn-remote-h2": "x"}


@pytest.mark.parametrize("key", ["ovn-startup-ts", "ovn-nb-cfg", "ovn-nb-cfg-ts", "ovn-installed", "ovn-managed-flow-restore-wait", "ct-zone-x_dnat", "rundir"])
def test_keys_of_daemons_are_refused(key: str) -> None:
    with pytest.raises(InvalidValue, match=f'"{key}" is written by'):
        engine.desired({"external_ids": {key: "1"}}, "h1")


def test_free_keys() -> None:
    keys = engine.desired({"external_ids": {"ovn-monitor-all": True, "ovn-bridge-h1": "br-x", "mine": 5, "gone": None, "ct-zone-range": "1-9"}}, "h1")
    assert keys == {"ovn-monitor-all": "true", "ovn-bridge-h1": "br-x", "mine": "5", "gone": None, "ct-zone-range": "1-9"}
    with pytest.raises(InvalidValue, match=r"external_ids\.ovn-encap-ip-h1: .*nowhere"):
        engine.desired({"external_ids": {"ovn-encap-ip-h1": "nowhere"}}, "h1")


def said(keys: dict[str, Any], running: str, **more: str) -> str:
    step = engine.plan(engine.desired(keys, "h1"), {})
    return " ".join(engine.remarks(keys, {"system-id": "h1", **step.after, **more}, running))


def test_remarks() -> None:
    both = {"encap_types": ["geneve"], "encap_ips": ["192.0.2.1"]}
    assert said(both, "25.03") == ""
    assert "did you mean ovn-bridge-mappings?" in said({"external_ids": {"ovn-bridge-mapping": "a:b"}}, "")
    assert "knows no key ovn-nothing-like-it" in said({"external_ids": {"ovn-nothing-like-it": "1"}}, "")
    assert said({"external_ids": {"ovn-monitor-all-h1": "true", "mine": "1", "ovn-forgotten": None}}, "25.03") == ""
    assert "cleanup_on_exit: OVN 25.03 does not read ovn-cleanup-on-exit; it came with 25.09" in said({"cleanup_on_exit": False}, "25.03")
    assert said({"cleanup_on_exit": False}, "26.03") == ""
    assert "set_local_ip: OVN 25.03 does not read" in said({"set_local_ip": True}, "25.03")
    assert said({"set_local_ip": True}, "23.03") == ""
    assert "OVN 26.03 has no stt" in said({**both, "encap_types": ["stt"]}, "26.03")
    assert said({**both, "encap_types": ["stt"]}, "25.03") == ""
    assert "encap_types: not set" in said({"encap_ips": ["192.0.2.1"]}, "25.03")
    assert "192.0.2.9 is none of encap_ips" in said({**both, "encap_ip_default": "192.0.2.9"}, "25.03")
