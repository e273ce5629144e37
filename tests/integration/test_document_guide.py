# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide docs/topology.md, and the repository in examples/document that it explains, with ansible-playbook on a real server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.northbound.ovn.plugins.module_utils._engine._document import Problems, nodes
from ansible_collections.northbound.ovn.plugins.module_utils._model._document import ROOTS
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import ROOT, program

EXAMPLE = ROOT / "examples" / "document"
GUIDE = (ROOT / "docs" / "topology.md").read_text()


class Repository:
    """A copy of the example that works on a server."""

    def __init__(self, folder: Path, db: Ovsdb) -> None:
        self.path = folder / "repository"
        shutil.copytree(EXAMPLE, self.path)
        self.variables = {
            "northbound": {"remotes": db.remotes},
            "ansible_connection": "local",
            "ansible_python_interpreter": sys.executable,
        }

    def play(self, name: str, *arguments: str, fails: bool = False, **variables: Any) -> str:
        """Run a playbook; its output."""
        environment = {
            **os.environ,
            "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".cache"),
            "ANSIBLE_HOME": str(self.path / "ansible"),
            "ANSIBLE_NOCOLOR": "true",
            "ANSIBLE_PIPELINING": "true",
        }
        command = [program("ansible-playbook"), "-i", "inventory", name, "-e", json.dumps({**self.variables, **variables}), *arguments]
        done = subprocess.run(command, cwd=self.path, env=environment, capture_output=True, text=True, timeout=300, check=False)
        output = done.stdout + done.stderr
        assert (done.returncode != 0) is fails, output
        assert fails or "WARNING" not in output, output
        assert "DEPRECAT" not in output, output
        return output

    def edit(self, name: str, old: str, new: str) -> None:
        """Change one of its files."""
        path = self.path / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))


@pytest.fixture
def repository(folder: Path, nb: Ovsdb) -> Repository:
    return Repository(folder, nb)


def _changed(output: str) -> int:
    return sum(int(number) for number in re.findall(r"changed=(\d+)", output))


def test_from_empty_to_drift(repository: Repository, nb: Ovsdb) -> None:
    foretold = repository.play("apply.yml", "--check", "--diff")
    assert '"shop-web-edge"' in foretold
    assert nb.rows("Logical_Switch") == []
    assert _changed(repository.play("apply.yml")) == 1
    assert {row["name"] for row in nb.rows("Logical_Switch_Port")} == {"public-world", "shop-web-edge", "web-1", "web-2", "public-shop"}
    assert _changed(repository.play("apply.yml")) == 0
    repository.play("drift.yml", fails=True)
    assert "is what the documents say" in repository.play("drift.yml", "--check", "--diff")
    nb.ctl("lsp-set-enabled", "web-1", "disabled")
    nb.ctl("lsp-set-addresses", "web-1", "unknown")
    drifted = repository.play("drift.yml", "--check", "--diff", fails=True)
    assert "The Northbound is not what the documents say" in drifted
    assert "02:00:00:00:01:11 10.1.0.11" in drifted
    assert nb.row("Logical_Switch_Port", ["name", "==", "web-1"])["addresses"] == "unknown", "a look writes nothing"
    repository.play("apply.yml")
    assert nb.row("Logical_Switch_Port", ["name", "==", "web-1"])["addresses"] == "02:00:00:00:01:11 10.1.0.11"


def test_prune_with_a_limit(repository: Repository, nb: Ovsdb) -> None:
    repository.play("apply.yml")
    repository.edit("inventory/hosts.yml", '        web-2: {mac: "02:00:00:00:01:12", address: 10.1.0.12}\n', "")
    repository.play("apply.yml")
    assert nb.rows("Logical_Switch_Port", ["name", "==", "web-2"]) == []
    (repository.path / "documents" / "shop" / "rules.yml.j2").unlink()
    refused = repository.play("apply.yml", fails=True)
    assert "prune_limit: 20% of" in refused
    assert "Port_Group shop_web" in refused
    assert nb.rows("Port_Group") != []
    repository.play("apply.yml", owners=["shop"], prune_limit="50%")
    assert nb.rows("Port_Group") == []
    assert "There is no file in documents/nobody" in repository.play("apply.yml", owners=["nobody"], fails=True)


def test_adoption(repository: Repository, nb: Ovsdb) -> None:
    nb.ctl("ls-add", "old", "--", "lsp-add", "old", "old-1", "--", "lsp-add", "old", "old-2", "--", "lr-add", "{{ braces }}")
    repository.play("adopt.yml", owner="legacy")
    there = nb.tables()
    repository.play("apply.yml", owners=["legacy"])
    assert nb.tables() == there, "the document that was written is what is there"
    repository.edit("documents/legacy/adopted.yml", "  - name: old-2\n", "")
    repository.play("apply.yml", owners=["legacy"], prune_limit="50%")
    assert [row["name"] for row in nb.rows("Logical_Switch_Port")] == ["old-1"]


def test_survey() -> None:
    """It asks for variables that the playbook has, and offers what it has by default."""
    variables = yaml.safe_load((EXAMPLE / "inventory" / "group_vars" / "all.yml").read_text())
    questions = {question["variable"]: question for question in json.loads((EXAMPLE / "survey.json").read_text())["spec"]}
    assert questions["owners"]["choices"] == variables["owners"] == questions["owners"]["default"].split("\n")
    assert questions["prune_limit"]["default"] == variables["prune_limit"]
    assert all(name in (EXAMPLE / "apply.yml").read_text() for name in questions)


def _blocks() -> list[Any]:
    return [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)]


def test_examples_of_the_guide(folder: Path, nb: Ovsdb) -> None:
    """Documents are documents; tasks are run in their order, on an empty database."""
    repository = Repository(folder, nb)
    tasks = [task for block in _blocks() if isinstance(block, list) for task in block]
    documents = [block for block in _blocks() if isinstance(block, dict)]
    assert len(tasks) > 5
    assert documents
    for document in documents:
        assert set(document) <= set(ROOTS), document
        problems = Problems()
        nodes(document, problems)
        problems.raise_if_any()
    defaults = {"group/northbound.ovn.nb": "{{ northbound }}"}
    play = {"name": "Guide", "hosts": "ovn_central[0]", "gather_facts": False, "module_defaults": defaults, "tasks": tasks}
    (repository.path / "guide.yml").write_text(yaml.safe_dump([play]))
    repository.play("guide.yml")


def test_files_and_links_of_the_guide() -> None:
    for name in re.findall(r"`(examples/[\w/.*-]+)`", GUIDE):
        assert list(ROOT.glob(name)), name
    for target in re.findall(r"\]\(([^)#:]+)\)", GUIDE):
        assert (ROOT / "docs" / target).exists(), target
