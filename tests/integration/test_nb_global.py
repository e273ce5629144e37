# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""nb_global against a real server, beside ovn-nbctl."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.ovn import northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "nb_global"


def test_life_of_the_global_row(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step({}, changed=False),
            Step({"name": "az1", "ipsec": True}, "set NB_Global . name=az1 ipsec=true", row={"name": "az1", "ipsec": True}),
            Step(
                {"options": {"default_acl_drop": True, "northd_probe_interval": 10000}},
                "set NB_Global . options:default_acl_drop=true options:northd_probe_interval=10000",
            ),
            Step({"options": {"default_acl_drop": None}}, "remove NB_Global . options default_acl_drop"),
            Step({"external_ids": {"owner": "shop"}, "ipsec": False}, "set NB_Global . external_ids:owner=shop ipsec=false"),
            Step({"options": {}, "external_ids": {}, "name": ""}, "clear NB_Global . options external_ids -- set NB_Global . name='\"\"'"),
        ],
    )


def test_made_where_it_is_missing(bench: Bench) -> None:
    for server in (bench.db, bench.twin):
        server.wipe(init=False)
    bench.run(MODULE, [Step({"name": "az1"}, "set NB_Global . name=az1")])


def test_keys_of_daemons_stay(bench: Bench) -> None:
    kept = ["max_tunid=16711680", "northd_internal_version=x", "mac_prefix=02:11:22", "svc_monitor_mac=02:33:44:55:66:77"]
    bench.both("set NB_Global . " + " ".join(f"options:{key.replace(':', chr(92) + ':')}" for key in [*kept, "default_acl_drop=true"]))
    bench.run(
        MODULE,
        [
            Step({"options": {"default_acl_drop": False}}, "set NB_Global . options:default_acl_drop=false"),
            Step({"options": {}}, "remove NB_Global . options default_acl_drop"),
            Step({"options": {"mac_prefix": "0a:0b:0c"}}, r"set NB_Global . options:mac_prefix=0a\:0b\:0c"),
        ],
    )
    for key in ("max_tunid", "northd_internal_version"):
        bench.refused(MODULE, {"options": {key: "7"}}, "options", key, "daemons", code="invalid_value")
    bench.refused(MODULE, {"options": {"svc_monitor_mac": "7"}}, "svc_monitor_mac", '"7"')


def test_northd_finds_its_keys_again(folder: Path, nb: Ovsdb, sb: Ovsdb) -> None:
    """Clearing the options must not renumber the addresses that OVN gave out."""
    daemon = northd(folder, nb, sb)
    try:
        nb.ctl("--wait=sb", "ls-add", "web", "--", "set", "Logical_Switch", "web", "other_config:subnet=10.1.0.0/24")
        nb.ctl("--wait=sb", "lsp-add", "web", "web-1", "--", "lsp-set-addresses", "web-1", "dynamic")
        before = nb.row("Logical_Switch_Port")["dynamic_addresses"]
        assert before
        # as the documentation has it, text of another form is no change once northd has rewritten it
        result = run_module(MODULE, {"remotes": nb.remotes, "options": {}, "wait": "sb"})
        assert result["changed"] is False
        assert run_module(MODULE, {"remotes": nb.remotes, "options": {"default_acl_drop": True}, "wait": "sb"})["changed"] is True
        assert run_module(MODULE, {"remotes": nb.remotes, "options": {}, "wait": "sb"})["changed"] is True
        assert nb.row("Logical_Switch_Port")["dynamic_addresses"] == before

        assert run_module(MODULE, {"remotes": nb.remotes, "options": {"mac_prefix": "0A:0B:0C"}, "wait": "sb"})["changed"] is True
        wait_for(lambda: "0a:0b:0c" in str(nb.row("NB_Global")["options"]), "northd has rewritten the prefix")
        assert run_module(MODULE, {"remotes": nb.remotes, "options": {"mac_prefix": "0A:0B:0C"}})["changed"] is False
    finally:
        daemon.stop()
