# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OVN 26.09 will have, on the newest schema with that added to it: no release has it yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

NEWEST = oldest_and_newest("ovn-nb")[1]
MAP = {"key": "string", "value": "string", "min": 0, "max": "unlimited"}


@pytest.fixture(name="next_release")
def _next_release(folder: Path) -> Iterator[Bench]:
    schema = json.loads(NEWEST.read_text())
    tables = schema["tables"]
    tables["Address_Set"]["columns"]["options"] = {"type": MAP}
    tables["Network_Function_Group"]["columns"]["mode"] = {"type": {"key": {"type": "string", "enum": ["set", ["inline", "vtap"]]}}}
    tables["Network_Function"]["columns"]["outport"]["type"]["min"] = 0
    schema.update(version="7.19.0", cksum="0 0")
    path = folder / "ovn-nb.ovsschema"
    path.write_text(json.dumps(schema))
    pair = (Ovsdb(folder, path), Ovsdb(folder, path))
    yield Bench(*pair)
    for server in pair:
        server.stop()


def test_options_of_an_address_set(next_release: Bench) -> None:
    admins = {"name": "admins"}
    next_release.run(
        "address_set",
        [
            Step({**admins, "addresses": ["10.9.0.0/24"], "options": {"ic-adv": True}}, row={"options": {"ic-adv": "true"}}),
            Step({**admins, "options": {"ic-adv": "false"}}),
            Step({**admins, "options": {"ic-adv": None}}, row={"options": {}, "addresses": ["10.9.0.0/24"]}),
        ],
    )
    assert next_release.db.row("Address_Set")["options"] == ["map", []]


def test_function_that_gets_copies(next_release: Bench) -> None:
    next_release.both("ls-add web", "lsp-add web tap", "lsp-add web out")
    next_release.run(
        "network_function",
        [
            Step({"name": "ids", "id": 1, "inport": "tap"}, row={"inport": "tap", "outport": None}),
            Step({"name": "ids", "outport": "out"}, row={"outport": "out"}),
            Step({"name": "ids", "outport": ""}, row={"outport": None}),
            Step({"name": "ids", "outport": ""}, changed=False),
        ],
    )
    next_release.run("network_function_group", [Step({"name": "watch", "id": 1, "mode": "vtap", "network_function": ["ids"]}, row={"mode": "vtap"})])


def test_options_on_servers_of_today(bench: Bench) -> None:
    words = f"options: needs OVN 26.09 or newer; this server has {bench.db.schema['version']}"
    bench.refused("address_set", {"name": "admins", "options": {"ic-adv": True}}, words, code="schema_mismatch")
    bench.run("address_set", [Step({"name": "admins", "options": {}}, "create Address_Set name=admins")])
