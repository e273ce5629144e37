# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""reachability: expectations that hold, and that fail when the network is changed, on the flows of each release's ovn-northd."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._trace import _program
from ansible_collections.northbound.ovn.tests.support.network import build, nbctl, ovn_trace
from ansible_collections.northbound.ovn.tests.support.ovn import Site
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.programs import ROOT, program, suites
from ansible_collections.northbound.ovn.tests.support.runner import run_module

Result = dict[str, Any]
WEB, DB = {"switches": ["web"]}, {"switches": ["db"]}


@pytest.fixture(name="site", scope="module", params=suites())
def _site(request: pytest.FixtureRequest) -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="nb-", dir="/tmp"))
    site = Site(folder, request.param)
    build(site)
    yield site
    site.stop()
    shutil.rmtree(folder)


def options(site: Site) -> dict[str, Any]:
    """Where the databases and ovn-trace are."""
    return {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes, "executable": ovn_trace(site.release)}


def check(site: Site, *expectations: Result, fails: bool | None = False, **args: Any) -> Result:
    """The result of the module."""
    return run_module("reachability", {**options(site), "expectations": list(expectations), **args}, fails=fails)


def expect(what: str, sender: Result, to: Result, *ports: int, **args: Any) -> Result:
    """One expectation."""
    more = {"protocol": "tcp", "destination_ports": list(ports)} if ports else {}
    return {"expect": what, "from": sender, "to": to, **more, **args}


def test_a_matrix(site: Site) -> None:
    matrix = [
        expect("allow", WEB, DB, 80, 5432, 3306),
        expect("deny", WEB, DB, 22, 23),
        expect("allow", DB, WEB, 80),
        expect("deny", WEB, {"ports": ["db-1"], "addresses": ["10.2.0.12"]}, 2323),
        expect("allow", {"addresses": ["10.1.0.11"]}, {"addresses": ["198.51.100.9", "10.1.0.1", "192.0.2.99"]}),
        expect("allow", WEB, {"addresses": ["10.3.0.100"]}, 80),
        expect("deny", {"ports": ["web-1"]}, {"addresses": ["2001:db8:ffff::1"]}),
        expect("allow", WEB, DB, 80, ip_version=6),
        {"expect": "deny", "from": WEB, "to": {"ports": ["db-2"]}, "protocol": "udp", "destination_ports": [9]},
    ]
    result = check(site, *matrix)
    # web has 2 ports, db too
    assert result["total"] == 12 + 8 + 4 + 4 + 3 + 2 + 1 + 4 + 2
    assert (result["failures"], result["left_out"], result["complaints"], result["changed"]) == ([], [], [], False)
    verdicts = {entry["title"]: entry["verdict"] for entry in result["checks"]}
    assert verdicts["web-1 to db-1 tcp/22"] == "dropped"
    assert verdicts["web-1 to db-1 tcp/23"] == "rejected"
    assert verdicts["web-1 to 10.1.0.1 icmp"] == "answered"
    assert verdicts["web-1 to 192.0.2.99 icmp"] == "unresolved"
    opposite = [{**entry, "expect": "deny" if entry["expect"] == "allow" else "allow"} for entry in matrix]
    failed = check(site, *opposite, fails=True)
    assert len(failed["failures"]) == failed["total"] == result["total"]
    assert f"{result['total']} of {result['total']} packets" in failed["msg"]
    assert "and 30 more" in failed["msg"]


def test_says_which_rule(site: Site) -> None:
    result = check(site, expect("allow", {"ports": ["web-1"]}, {"ports": ["db-1"]}, 22, name="ssh"), fails=True)
    (failure,) = result["failures"]
    row = failure["decided_by"]["row"]
    assert (row["table"], row["row"]["match"], row["of"]["name"]) == ("ACL", "tcp.dst == 22", "db")
    assert "ssh: allow expected, but web-1 to db-1: dropped in switch db" in result["msg"]
    assert "ACL to-lport 1000 'tcp.dst == 22' drop of db" in result["msg"]
    result = check(site, expect("deny", {"ports": ["web-1"]}, {"ports": ["db-1"]}, 5432), fails=True)
    (failure,) = result["failures"]
    assert (failure["verdict"], failure["delivered_to"], failure["decided_by"]) == ("delivered", ["db-1"], None)
    assert [row["row"]["action"] for row in failure["rows"] if row["table"] == "ACL"] == ["allow-related"]
    assert "deny expected, but web-1 to db-1: delivered to db-1" in result["msg"]
    (failure,) = check(site, expect("allow", {"ports": ["web-1"]}, {"ports": ["db-1"]}, 22), nb_remotes=[], fails=True)["failures"]
    assert failure["decided_by"]["row"] is None


def test_fails_when_the_network_is_broken(site: Site) -> None:
    matrix = [expect("allow", WEB, DB, 80), expect("deny", WEB, DB, 22)]
    assert check(site, *matrix)["total"] == 8
    nbctl(site, "acl-del db to-lport 1000 'tcp.dst == 22'", "acl-add db to-lport 5000 'ip4.dst == 10.2.0.12' drop")
    try:
        failures = check(site, *matrix, fails=True)["failures"]
    finally:
        nbctl(site, "acl-add db to-lport 1000 'tcp.dst == 22' drop", "acl-del db to-lport 5000 'ip4.dst == 10.2.0.12'")
    assert [(entry["expect"], entry["to"]) for entry in failures] == [("allow", "db-2"), ("allow", "db-2"), ("deny", "db-1"), ("deny", "db-1")]
    assert {entry["decided_by"]["row"]["row"]["priority"] for entry in failures[:2]} == {5000}


def test_every_backend(site: Site) -> None:
    """A load balancer must do what is expected with each of its backends."""
    balanced = expect("allow", {"ports": ["web-1"]}, {"addresses": ["10.3.0.100"]}, 80)
    assert check(site, balanced)["checks"][0]["backend"] == "10.2.0.11:8080"
    rule = "'ip4.dst == 10.2.0.12 && tcp.dst == 8080'"
    nbctl(site, f"acl-add db to-lport 4000 {rule} drop")
    try:
        (failure,) = check(site, balanced, fails=True)["failures"]
        assert failure["backend"] == "10.2.0.12:8080"
        (failure,) = check(site, {**balanced, "expect": "deny"}, fails=True)["failures"]
        assert failure["backend"] == "10.2.0.11:8080"
    finally:
        nbctl(site, f"acl-del db to-lport 4000 {rule}")


def test_port_groups_and_ports_without_addresses(site: Site) -> None:
    nbctl(site, "lsp-add db db-3", "lsp-add web web-3", "lsp-set-addresses web-3 unknown", "pg-add mixed web-1 db-1 db-3")
    try:
        result = check(site, expect("allow", {"port_groups": ["mixed"]}, DB, 80))
        titles = [entry["title"] for entry in result["checks"]]
        assert sorted(titles) == ["db-1 to db-2 tcp/80", "web-1 to db-1 tcp/80", "web-1 to db-2 tcp/80"]
        assert result["left_out"] == ["db-3 has no IP address in the Southbound"]
        failure = check(site, expect("allow", {"ports": ["web-1"]}, {"ports": ["db-3"]}, 80), fails=True)
        assert failure["failure"]["code"] == "not_found"
        assert "db-3" in failure["msg"]
    finally:
        nbctl(site, "pg-del mixed", "lsp-del db-3", "lsp-del web-3")


def test_delivered_to_somebody_else_is_not_allowed(site: Site) -> None:
    """A packet to a port must arrive at this port, not at any."""
    nbctl(site, "lr-nat-add edge dnat 10.2.0.12 10.1.0.12")
    try:
        found = check(site, expect("allow", {"ports": ["web-1"]}, {"ports": ["db-2"]}, 80), fails=None)
        entry = found["checks"][0]
        assert entry["passed"] is (entry["delivered_to"] == ["db-2"])
    finally:
        nbctl(site, "lr-nat-del edge dnat 10.2.0.12")


def test_junit(site: Site) -> None:
    report = site.folder / "report.xml"
    matrix = [expect("allow", WEB, DB, 22, name="a"), expect("deny", WEB, DB, 22, name="b")]
    run_module("reachability", {**options(site), "expectations": matrix, "junit": str(report)}, check=True, fails=True)
    assert not report.exists()
    check(site, *matrix, junit=str(report), fails=True)
    root = ElementTree.parse(report).getroot()
    assert (root.get("tests"), root.get("failures")) == ("8", "4")
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [("a", "4", "4"), ("b", "4", "0")]
    (case,) = [case for case in root.iter("testcase") if case.get("classname") == "a" and case.get("name") == "allow web-2 to db-1 tcp/22"]
    failure = case.find("failure")
    assert failure is not None
    assert "ACL to-lport 1000" in str(failure.text)
    wrong = check(site, *matrix, junit="/nowhere/report.xml", fails=True)
    assert "/nowhere/report.xml" in wrong["msg"]


def test_states_run_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """ovn-trace has a limited number of states; what comes after must not be traced with another one."""
    monkeypatch.setattr(_program, "STATES", 7)
    nbctl(site, "acl-add web to-lport 1 'ip4.dst == 10.1.0.0/24' drop", "acl-add web from-lport 2 tcp allow-related")
    try:
        assert check(site, expect("deny", DB, WEB, *range(80, 100)))["total"] == 80
        assert check(site, expect("allow", WEB, DB, *range(80, 100)))["total"] == 80
    finally:
        nbctl(site, "acl-del web to-lport 1 'ip4.dst == 10.1.0.0/24'", "acl-del web from-lport 2 tcp")


def running(site: Site) -> list[str]:
    """The processes of ovn-trace that read this site's Southbound."""
    listed = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [line for line in listed if "ovn-trace" in line and f"--db={site.sb.unix}" in line]


def test_nothing_stays_behind(site: Site) -> None:
    before = set(Path(tempfile.gettempdir()).glob("ovn-trace-*"))
    stamps = site.sb.stamp(), site.nb.stamp()
    check(site, expect("allow", WEB, DB, 80))
    check(site, expect("deny", WEB, DB, 80), fails=True)
    wait_for(lambda: running(site) == [], "ovn-trace has ended")
    assert set(Path(tempfile.gettempdir()).glob("ovn-trace-*")) - before == set()
    assert (site.sb.stamp(), site.nb.stamp()) == stamps


def test_nothing_stays_behind_when_it_is_stopped(site: Site) -> None:
    args = {**options(site), "timeout": 300, "expectations": [expect("allow", WEB, DB, *range(1000, 2500))]}
    code = (
        "import json, sys; sys.path.insert(0, sys.argv[1])\n"
        "from ansible_collections.northbound.ovn.tests.support.runner import run_module\n"
        "run_module('reachability', json.loads(sys.argv[2]))"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(ROOT / ".cache"), json.dumps(args)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: running(site) != [], "ovn-trace runs", 60)
        time.sleep(0.5)
        process.terminate()
        assert process.wait(timeout=20) != 0
        wait_for(lambda: running(site) == [], "ovn-trace has ended")
    finally:
        process.kill()


def test_fast(site: Site) -> None:
    """Many packets with one load of the database; a machine of any kind does more than twenty a second."""
    matrix = [expect("allow", WEB, DB, *range(1000, 1100)), expect("allow", DB, WEB, *range(1000, 1100))]
    begin = time.monotonic()
    assert check(site, *matrix, timeout=60)["total"] == 800
    assert time.monotonic() - begin < 40


@pytest.mark.parametrize(
    ("expectation", "code", "words"),
    [
        (expect("allow", {"ports": ["web-9"]}, DB, 80), "not_found", ("expectations[0].from.ports", "web-9")),
        (expect("allow", WEB, {"ports": ["db-9"]}, 80), "not_found", ("expectations[0].to.ports", "db-9")),
        (expect("allow", {"switches": ["none"]}, DB, 80), "not_found", ("none",)),
        (expect("allow", {"port_groups": ["none"]}, DB, 80), "not_found", ("none",)),
        (expect("allow", {"addresses": ["10.9.9.9"]}, DB, 80), "not_found", ("expectations[0].from.addresses", "10.9.9.9")),
        (expect("allow", {}, DB, 80), "invalid_value", ("expectations[0].from", "ports")),
        (expect("allow", {"ports": ["web-1"]}, {"ports": ["web-1"]}, 80), "invalid_value", ("nothing to check",)),
        ({"expect": "allow", "from": WEB, "to": DB, "protocol": "tcp"}, "invalid_value", ("destination_ports", "tcp")),
        ({"expect": "allow", "from": WEB, "to": DB, "destination_ports": [80]}, "invalid_value", ("destination_port", "icmp")),
        ({"expect": "maybe", "from": WEB, "to": DB}, None, ("maybe", "allow, deny")),
    ],
)
def test_wrong_input(site: Site, expectation: Result, code: str | None, words: tuple[str, ...]) -> None:
    result = check(site, expectation, fails=True)
    assert result.get("failure", {}).get("code") == code, result["msg"]
    for word in words:
        assert word in result["msg"]


def test_two_tiers(folder: Path) -> None:
    """The example network does what its tests say, and the tests notice when it does not."""
    release = list(suites())[-1]
    site = Site(folder, release)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(ovn_trace(release)).parent), os.environ["PATH"]]),
        "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".cache"),
        "ANSIBLE_HOME": str(folder / "ansible"),
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
    }

    def play(name: str, **variables: object) -> subprocess.CompletedProcess[str]:
        extra = json.dumps({**variables, "ansible_python_interpreter": sys.executable})
        command = [program("ansible-playbook"), ROOT / "examples" / "two-tier" / name, "-e", extra]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)

    try:
        done = play("network.yml", northbound={"remotes": site.nb.remotes})
        assert done.returncode == 0, done.stdout + done.stderr
        site.settle()
        where = {"southbound": {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes}, "junit": str(folder / "report.xml")}
        done = play("reachability.yml", **where)
        assert done.returncode == 0, done.stdout + done.stderr
        assert re.search(r"\d+ packets do what is expected", done.stdout)
        assert ElementTree.parse(folder / "report.xml").getroot().get("failures") == "0"
        # an ACL is lost
        (acl,) = [row for row in site.nb.rows("ACL") if row["match"] == "outport == @db_servers && ip4"]
        nbctl(site, f"remove Port_Group db_servers acls {acl['_uuid'][1]}")
        done = play("reachability.yml", **where)
        assert done.returncode != 0
        assert "the database hears nothing else: deny expected" in done.stdout + done.stderr
        assert int(str(ElementTree.parse(folder / "report.xml").getroot().get("failures"))) > 0
    finally:
        site.stop()
