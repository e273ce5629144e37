# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the modules that look after a cluster, but for those that shrink it, run by ansible-playbook on a real leader.

What the examples name by an address of the documentation, the tests give an address of their own.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from ansible_collections.northbound.ovn.tests.support.process import run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import ROOT, oldest_and_newest, program
from ansible_collections.northbound.ovn.tests.support.served import DB, Served, cluster
from ansible_collections.northbound.ovn.tests.support.tls import Authority

OLD, NEW = oldest_and_newest("ovn-nb")
NEWEST = json.loads(NEW.read_text())["version"]
MODULES = ["ovsdb_cluster_info", "ovsdb_election_timer", "ovsdb_backup", "ovsdb_schema"]


@pytest.fixture(name="hosts")
def _hosts(folder: Path) -> Iterator[list[Served]]:
    hosts = cluster(folder, OLD, 4)
    yield hosts
    for host in hosts:
        host.stop()


def test_examples(hosts: list[Served], folder: Path, authority: Authority) -> None:
    leader, second, third, wiped = hosts
    identity = authority.identity("operator")
    # The fourth host has joined again without its file, and the third is lost: what the examples are for.
    wiped.stop()
    wiped.file.unlink()
    run(program("ovsdb-tool"), "join-cluster", wiped.file, DB, wiped.raft, leader.raft)
    wiped.start()
    wait_for(lambda: "Status: cluster member" in wiped.status(), "it has joined again")
    third.stop()
    defaults = {
        f"northbound.ovn.{name}": {"run_directory": str(leader.folder), **more}
        for name, more in {
            "ovsdb_cluster_info": {"schema": str(OLD)},
            "ovsdb_election_timer": {},
            "ovsdb_backup": {"directory": str(folder / "backups")},
            "ovsdb_schema": {"schema": str(NEW)},
        }.items()
    }
    here = {
        "ssl:192.0.2.1:6641": leader.remote,
        "ssl:192.0.2.2:6641": second.remote,
        "ssl:192.0.2.3:6641": third.remote,
        "/etc/ovn/tls/key.pem": str(identity.private_key),
        "/etc/ovn/tls/cert.pem": str(identity.certificate),
        "/etc/ovn/tls/ca.pem": str(identity.ca_cert),
        "dest: backups/": f"dest: {folder}/fetched/",
        # who asks sees the ghost; that this fails the task is what the example is about
        "failed_when: all_members.problems | length > 0": f"failed_when: all_members.problems | select('search', '{wiped.raft} is a ghost') | length != 1",
    }
    plays = []
    for name in MODULES:
        text = importlib.import_module(f"ansible_collections.northbound.ovn.plugins.modules.{name}").EXAMPLES
        for theirs, ours in here.items():
            text = text.replace(theirs, ours)
        tasks = yaml.safe_load(text)
        plays.append({"name": name, "hosts": "all", "gather_facts": False, "module_defaults": defaults, "tasks": tasks})
    (folder / "play.yml").write_text(yaml.safe_dump(plays, sort_keys=False))
    (folder / "hosts").write_text(f"leader ansible_connection=local ansible_python_interpreter={sys.executable}\n")
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".cache"), "ANSIBLE_NOCOLOR": "true", "ANSIBLE_HOME": str(folder / "ansible")}
    command = [program("ansible-playbook"), "-i", "hosts", "play.yml"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    # One backup for both modules that make one, both kept elsewhere too; and the new schema.
    assert len(list((folder / "backups").glob("*.gz"))) == len(list((folder / "fetched").glob("*.gz"))) == 1
    assert run(program("ovsdb-client"), "-t", "5", "--no-leader-only", "get-schema-version", f"unix:{second.socket}", DB).strip() == NEWEST
