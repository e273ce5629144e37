# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house (docs/architecture.md) that a program can check."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.stem for path in (ROOT / "plugins/modules").glob("[a-z]*.py"))
ROLES = sorted(path.name for path in (ROOT / "roles").glob("[a-z]*") if path.is_dir())
PYTHON = sorted(path.relative_to(ROOT) for path in (ROOT / "plugins").rglob("*.py"))
LAYERS = ("_ovsdb", "_model", "_engine", "_trace")  # from the bottom up

# What a rank may import of the other ranks. The model describes OVN and talks to nobody.
BELOW = {
    "_ovsdb": {"_ovsdb"},
    "_model": {"_model", "_ovsdb"},
    "_engine": {"_engine", "_model", "_ovsdb"},
    "_trace": {"_trace", "_engine", "_ovsdb"},
}


def _yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text())


@pytest.fixture(scope="module", name="documentation")
def _documentation() -> dict[str, Any]:
    """The documentation of every module with its fragments merged in."""
    names = [f"northbound.ovn.{name}" for name in MODULES]
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".cache")}
    out = subprocess.run(["ansible-doc", "-t", "module", "-j", *names], capture_output=True, text=True, check=True, env=environment).stdout
    return {name.rpartition(".")[2]: found["doc"] for name, found in json.loads(out).items()}


def test_action_groups(documentation: dict[str, Any]) -> None:
    groups = _yaml("meta/runtime.yml")["action_groups"]
    listed = {name: {entry for entry in entries if isinstance(entry, str)} for name, entries in groups.items()}
    listed["all"] |= listed["nb"] | listed["sb"] | listed["ic"]
    documented: dict[str, set[str]] = {name: set() for name in listed}
    for module, doc in documentation.items():
        for group in doc.get("attributes", {}).get("action_group", {}).get("membership", []):
            documented[group.removeprefix("northbound.ovn.")].add(module)
    assert listed == documented
    assert listed["all"] == {module for module, doc in documentation.items() if "leader_only" in doc["options"]}


def test_modules_are_documented(documentation: dict[str, Any]) -> None:
    assert sorted(documentation) == MODULES
    for module, doc in documentation.items():
        assert doc["version_added"] == "0.1.0", module
        assert {"check_mode", "diff_mode", "idempotent"} <= set(doc["attributes"]), module


@pytest.mark.parametrize("role", ROLES)
def test_role_documents_its_variables(role: str) -> None:
    defaults = _yaml(f"roles/{role}/defaults/main.yml")
    options = _yaml(f"roles/{role}/meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    assert set(defaults) == set(options)
    assert all(name.startswith(f"{role}_") for name in defaults)
    for name, option in options.items():
        assert option.get("description"), name
        # A default that is computed is described in words; the two must not differ where both are plain.
        if "default" in option:
            assert option["default"] == defaults[name], name
        assert not option.get("required"), f"{name} is required and has a default"


@pytest.mark.parametrize("role", ROLES)
def test_role_is_complete(role: str) -> None:
    folder = ROOT / "roles" / role
    readme = (folder / "README.md").read_text()
    assert "```yaml" in readme, "an example"
    assert f"northbound.ovn.{role}" in readme, "an example that uses the role"
    assert _yaml(f"roles/{role}/meta/main.yml")["galaxy_info"]["description"]
    main = (folder / "tasks/main.yml").read_text()
    present = [path.stem for path in (folder / "tasks").glob("*.yml")]
    steps = [step for step in ("preflight", "install", "configure", "service", "verify") if step in present]
    positions = [main.find(f"{step}.yml") for step in steps]
    assert "verify" in steps, "the last step of a role looks at the running system"
    assert -1 not in positions, "every step is in tasks/main.yml"
    assert positions == sorted(positions), "in this order"


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_python_file(path: Path) -> None:
    text = (ROOT / path).read_text()
    if text.strip():
        assert "# GNU General Public License v3.0 or later" in text
        assert "# SPDX-License-Identifier: GPL-3.0-or-later" in text
    if "module_utils" in path.parts:
        assert len(text.splitlines()) <= 330, "one idea lives in one file"
        private = path.relative_to("plugins/module_utils").parts[0]
        assert private.startswith("_"), "module_utils are private to this collection"


def _imports(path: Path) -> Iterator[str]:
    """What a file imports, relative imports as module_utils names: `_ovsdb._client`."""
    package = path.relative_to(ROOT / "plugins/module_utils").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            for alias in node.names:
                yield ".".join([*base, *([node.module] if node.module else []), alias.name])
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("layer", LAYERS)
def test_arrows_point_down(layer: str) -> None:
    files = list((ROOT / "plugins/module_utils" / layer).glob("*.py"))
    assert files
    for path in files:
        for name in _imports(path):
            top = name.split(".")[0]
            assert top not in ("ansible", "ansible_collections"), f"{path.name} imports {name}: only _module knows Ansible"
            assert not top.startswith("_") or top == "__future__" or top in BELOW[layer], f"{path.name} imports {name}"


@pytest.mark.parametrize("folder", ["plugins", "roles", "playbooks", "tools", "molecule", "examples", "tests"])
def test_nothing_is_left_to_do(folder: str) -> None:
    """No note that says that something is missing, and no test that is not run."""
    pattern = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b|pytest\.mark\.(skip|xfail)|pytest\.(skip|xfail)\(")
    for path in (ROOT / folder).rglob("*"):
        if path.is_file() and path.suffix in ("", ".py", ".yml", ".md", ".j2") and "__pycache__" not in path.parts:
            found = pattern.search(path.read_text(errors="replace"))
            assert not found, f"{path.relative_to(ROOT)}: {found and found.group()}"


def test_one_version() -> None:
    version = _yaml("galaxy.yml")["version"]
    assert version in _yaml("changelogs/changelog.yaml")["releases"]
    assert f"v{version}".replace(".", r"\.") in (ROOT / "CHANGELOG.md").read_text()


def test_requirements_agree() -> None:
    wanted = {entry["name"]: entry["version"] for entry in _yaml("requirements.yml")["collections"]}
    assert wanted == _yaml("galaxy.yml")["dependencies"]


def test_readme_names_everything() -> None:
    readme = (ROOT / "README.md").read_text()
    missing = [name for name in [*MODULES, *ROLES] if f"`{name}`" not in readme]
    assert not missing
    named = set(re.findall(r"northbound\.ovn\.([a-z_]+):", readme))
    assert named <= {*MODULES, "nb"}
    assert readme.count("\nmake ") == 2, "two commands for a fresh machine"
