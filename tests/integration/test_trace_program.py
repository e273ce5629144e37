# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""trace and reachability: how they run ovn-trace, and gateways that a chassis has."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.network import build, nbctl, ovn_trace
from ansible_collections.northbound.ovn.tests.support.ovn import Site, northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb, free_port
from ansible_collections.northbound.ovn.tests.support.programs import CACHE, suites
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.tls import Authority

NEWEST = list(suites())[-1]
MATRIX = [{"expect": "allow", "from": {"switches": ["web"]}, "to": {"ports": ["db-1"]}, "protocol": "tcp", "destination_ports": [80]}]
PACKET = {"from": "web-1", "to": "db-1", "protocol": "tcp", "destination_port": 80}


@pytest.fixture(name="site", params=suites())
def _site(request: pytest.FixtureRequest, folder: Path) -> Iterator[Site]:
    site = Site(folder, request.param)
    build(site)
    yield site
    site.stop()


@pytest.fixture(name="tls")
def _tls(folder: Path, authority: Authority) -> Iterator[dict[str, Any]]:
    """The options for a network whose databases listen in TLS only."""
    suite = suites()[NEWEST]
    identity = authority.identity("server")
    schemas = [CACHE / "schemas" / suite / f"ovn-{name}.ovsschema" for name in ("nb", "sb")]
    nb, sb = (Ovsdb(folder, schema, port=free_port(), identity=identity, suite=suite) for schema in schemas)
    daemon = northd(folder, nb, sb, suite)
    build(SimpleNamespace(nb=nb, settle=lambda: nb.ctl("--wait=sb", "sync")))  # type: ignore[arg-type]
    yield {"remotes": sb.remotes, "nb_remotes": nb.remotes, "executable": ovn_trace(NEWEST), "timeout": 20}
    for server in (daemon, nb, sb):
        server.stop()


def test_tls(tls: dict[str, Any], authority: Authority) -> None:
    files = authority.identity("operator").options()
    result = run_module("trace", {**tls, **files, **PACKET})
    assert result["verdict"] == "delivered"
    for option in ("private-key", "certificate", "ca-cert"):
        assert f"--{option}={files[option.replace('-', '_')]}" in result["command"]
    assert run_module("reachability", {**tls, **files, "expectations": MATRIX})["total"] == 2
    without = run_module("trace", {**tls, **PACKET}, fails=True)
    assert "private_key, certificate and ca_cert" in without["msg"]


def test_wrong_authority(tls: dict[str, Any], authority: Authority, folder: Path) -> None:
    stranger = Authority(folder, "stranger").identity("operator").options()
    failure = run_module("trace", {**tls, **stranger, **PACKET}, fails=True)
    assert failure["failure"]["code"] == "tls_failed"


def _script(folder: Path, text: str) -> str:
    path = folder / "fake-trace"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        ("exec sleep 60", "timeout", ("did not end in time", "raise the timeout")),
        ("echo it broke >&2; exit 3", "trace_failed", ("exit code 3", "it broke")),
        ("echo 'unknown datapath \"x\"'", "trace_failed", ('unknown datapath "x"',)),
        ("exit 0", "trace_failed", ("says nothing",)),
    ],
)
def test_when_ovn_trace_fails(site: Site, folder: Path, script: str, code: str, words: tuple[str, ...]) -> None:
    where = {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes, "executable": _script(folder, script), "timeout": 2}
    begin = time.monotonic()
    result = run_module("trace", {**where, **PACKET}, fails=True)
    assert result["failure"]["code"] == code, result["msg"]
    for word in words:
        assert word in result["msg"]
    assert run_module("reachability", {**where, "expectations": MATRIX}, fails=True)["failure"]["code"] in (code, "connect_failed")
    assert time.monotonic() - begin < 15


def test_not_installed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("os.path.exists", lambda path: False)
    where = {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes}
    for name, args in (("trace", PACKET), ("reachability", {"expectations": MATRIX})):
        failure = run_module(name, {**where, **args}, fails=True)
        assert failure["failure"]["code"] == "program_missing"
        for word in ("ovn-trace is not installed on", "ovn-common", "delegate_to"):
            assert word in failure["msg"]


def test_the_chassis_of_the_gateway(site: Site) -> None:
    site.add("gw1")
    site.until("cr-edge-public", "up", True)
    result = run_module(
        "trace", {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes, "executable": ovn_trace(site.release), "from": "web-1", "to": "198.51.100.9"}
    )
    assert result["gateways"] == [{"port": "cr-edge-public", "type": "chassisredirect", "datapath": "edge", "chassis": "gw1"}]


def test_gateway_router(site: Site) -> None:
    """A router that is on one chassis as a whole, behind a switch that joins it with the other one."""
    nbctl(
        site,
        "ls-add join",
        "lr-add gate",
        "set Logical_Router gate options:chassis=gw1",
        "lrp-add gate gate-join 02:00:00:00:30:02 100.64.0.2/24",
        "lrp-add edge edge-join 02:00:00:00:30:01 100.64.0.1/24",
        "lsp-add join join-edge",
        "lsp-set-type join-edge router",
        "lsp-set-addresses join-edge router",
        "lsp-set-options join-edge router-port=edge-join",
        "lsp-add join join-gate",
        "lsp-set-type join-gate router",
        "lsp-set-addresses join-gate router",
        "lsp-set-options join-gate router-port=gate-join",
        "ls-add far",
        "lrp-add gate gate-far 02:00:00:00:40:01 203.0.113.1/24",
        "lsp-add far far-gate",
        "lsp-set-type far-gate router",
        "lsp-set-addresses far-gate router",
        "lsp-set-options far-gate router-port=gate-far",
        "lsp-add far far-1",
        'lsp-set-addresses far-1 "02:00:00:00:40:11 203.0.113.11"',
        "lr-route-add edge 203.0.113.0/24 100.64.0.2",
        "lr-route-add gate 10.1.0.0/24 100.64.0.1",
        "lr-nat-add gate snat 203.0.113.1 10.1.0.0/24",
    )
    site.add("gw1")
    site.until("gate-far", "chassis", site.uuid("gw1"))
    where = {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes, "executable": ovn_trace(site.release)}
    result = run_module("trace", {**where, "from": "web-1", "to": "far-1"})
    assert (result["verdict"], [output["port"] for output in result["delivered_to"]]) == ("delivered", ["far-1"])
    assert {(entry["type"], entry["datapath"], entry["chassis"]) for entry in result["gateways"]} == {("l3gateway", "gate", "gw1")}
    assert [(entry["type"], entry["address"]) for entry in result["nat"]] == [("snat", "203.0.113.1")]
    routes = [row["row"]["nexthop"] for row in result["rows"] if row["table"] == "Logical_Router_Static_Route"]
    assert routes == ["100.64.0.2"]
