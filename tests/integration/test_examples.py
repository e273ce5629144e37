# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples in the documentation of every module that works on a database of OVN, run by ansible-playbook on a real server each."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.northbound.ovn.tests.support.network import build, ovn_trace
from ansible_collections.northbound.ovn.tests.support.ovn import Site, northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import ROOT, oldest_and_newest, program, schemas, suites

_GROUPS = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text())["action_groups"]
# Every module, and the schema of the database that it works on.
_SCHEMAS = {"nb": "ovn-nb", "sb": "ovn-sb", "ic": "ovn-ic-nb", "all": "ovn-nb"}
TRACES = ["reachability", "trace"]  # these need the flows of a whole network
SCHEMAS = {module: schema for group, schema in _SCHEMAS.items() for module in _GROUPS[group] if isinstance(module, str) and module not in TRACES}
MODULES = list(SCHEMAS)
# What has to be there before, where the examples do not say it themselves.
_WEB = "external_ids:name=web external_ids:logical-switch=20ec65cc-e892-4855-adc1-8d5044260347"
BEFORE: dict[str, list[str]] = {
    "chassis_info": ["chassis-add", "hv1", "geneve", "192.0.2.1"],
    "logical_router_static_route": ["lr-add", "edge"],
    "nb_info": ["ls-add", "web", "--", "set", "Logical_Switch", "web", "external_ids:owner=shop"],
    "port_binding_info": (
        f"chassis-add hv1 geneve 192.0.2.1 -- --id=@web create Datapath_Binding tunnel_key=1 {_WEB}"
        " -- create Port_Binding logical_port=web-1 datapath=@web tunnel_key=1"
    ).split(),
}
# The databases beside its own that examples name with their default remotes, and what is there.
OTHERS = {
    "OVN_Southbound": ("ovn-sb", "chassis-add hv9 geneve 192.0.2.9"),
    "Open_vSwitch": ("vswitch", "--id=@b create Bridge name=br-int -- add Open_vSwitch . bridges @b -- add-port br-int web-1 tag=5"),
}
PLAY = [
    {
        "name": "Run the examples",
        "hosts": "all",
        "gather_facts": False,
        "strategy": "ansible.builtin.free",  # a host for every module, and none waits for another
        "module_defaults": {f"group/northbound.ovn.{group}": {"remotes": "{{ nb_remotes }}"} for group in _SCHEMAS},
        "tasks": [{"name": "Include the examples", "ansible.builtin.include_tasks": "{{ inventory_hostname }}.yml"}],
    }
]


@pytest.fixture
def servers(folder: Path) -> Iterator[dict[str, Ovsdb]]:
    """A server for every module."""
    started: dict[str, Ovsdb] = {}
    for name, schema in SCHEMAS.items():
        started[name] = Ovsdb(folder, oldest_and_newest(schema)[-1])
        if name in BEFORE:
            started[name].ctl(*BEFORE[name])
    yield started
    for server in started.values():
        server.stop()


@pytest.fixture
def others(folder: Path) -> Iterator[dict[str, Ovsdb]]:
    """A server for every other database."""
    started: dict[str, Ovsdb] = {}
    for name, (schema, command) in OTHERS.items():
        started[name] = Ovsdb(folder, schemas(schema)[0])
        started[name].ctl(*command.split())
    yield started
    for server in started.values():
        server.stop()


def _examples(name: str, others: dict[str, Ovsdb]) -> list[dict[str, Any]]:
    module = importlib.import_module(f"ansible_collections.northbound.ovn.plugins.modules.{name}")
    tasks: list[dict[str, Any]] = yaml.safe_load(module.EXAMPLES)
    assert any(f"northbound.ovn.{name}" in task for task in tasks), f"{name} has no example of itself"
    for task in tasks:
        arguments = task.get(f"northbound.ovn.{name}") or {}
        if arguments.get("database") in others:
            arguments["remotes"] = others[arguments["database"]].remotes
    return tasks


def _play(folder: Path, hosts: dict[str, dict[str, Any]], tasks: dict[str, list[dict[str, Any]]], path: str = "") -> None:
    """Run the tasks of each host, with programs of C<path> first, and fail if one fails or warns."""
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    (folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"vars": local, "hosts": hosts}}))
    (folder / "play.yml").write_text(yaml.safe_dump(PLAY))
    for name, listed in tasks.items():
        (folder / f"{name}.yml").write_text(yaml.safe_dump(listed))
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([*([path] if path else []), os.environ["PATH"]]),
        "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".cache"),
        "ANSIBLE_HOME": str(folder / "ansible"),
        "ANSIBLE_PIPELINING": "true",
        "ANSIBLE_NOCOLOR": "true",
    }
    command = [program("ansible-playbook"), "--forks=4", "--inventory=hosts.yml", "play.yml"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=1200, check=False)
    output = done.stdout + done.stderr
    recap = dict(re.findall(r"^(\w+) +: .*failed=(\d+)", done.stdout, re.MULTILINE))
    assert recap == dict.fromkeys(tasks, "0"), output
    assert done.returncode == 0, output
    assert "WARNING" not in output
    assert "DEPRECAT" not in output


def test_examples(folder: Path, servers: dict[str, Ovsdb], others: dict[str, Ovsdb], sb: Ovsdb) -> None:
    daemon = northd(folder, servers["sync"], sb)
    hosts = {name: {"nb_remotes": server.remotes} for name, server in servers.items()}
    try:
        _play(folder, hosts, {name: _examples(name, others) for name in MODULES})
    finally:
        daemon.stop()


def test_examples_of_traces(folder: Path) -> None:
    release = list(suites())[-1]
    site = Site(folder, release)
    build(site)
    tasks = {name: _examples(name, {}) for name in TRACES}
    for name in TRACES:
        for task in tasks[name]:
            if task.get(f"northbound.ovn.{name}"):
                task[f"northbound.ovn.{name}"]["nb_remotes"] = site.nb.remotes
    try:
        _play(folder, {name: {"nb_remotes": site.sb.remotes} for name in TRACES}, tasks, str(Path(ovn_trace(release)).parent))
    finally:
        site.stop()
