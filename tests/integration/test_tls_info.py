# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""tls_info and the certificate that a real ovsdb-server shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb, free_port
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.tls import Authority, Identity


@pytest.fixture(name="identity")
def _identity(authority: Authority, folder: Path) -> Identity:
    """Files of a server that a test may replace."""
    made = authority.identity("c1")
    for path in (made.private_key, made.certificate):
        shutil.copy2(path, folder / path.name)
    return Identity(folder / made.private_key.name, folder / made.certificate.name, made.ca_cert)


@pytest.fixture(name="endpoint")
def _endpoint(folder: Path, identity: Identity) -> Iterator[str]:
    port = free_port()
    server = Ovsdb(folder, schemas("ovn-nb")[0], port=port, identity=identity)
    yield f"ssl:127.0.0.1:{port}"
    server.stop()


def problems(identity: Identity, **args: Any) -> list[str]:
    result = run_module("tls_info", {**identity.options(), "timeout": 3, **args})
    assert result["changed"] is False
    return list(result["problems"])


def test_the_server_shows_the_certificate(identity: Identity, endpoint: str) -> None:
    assert problems(identity, endpoints=[endpoint], common_name="c1") == []


def test_a_renewed_certificate_is_served_when_the_key_was_touched(identity: Identity, endpoint: str, authority: Authority) -> None:
    assert problems(identity, endpoints=[endpoint]) == []
    renewed = authority.identity("c1")
    shutil.copy(renewed.certificate, identity.certificate)
    shutil.copy(renewed.private_key, identity.private_key)
    assert problems(identity, endpoints=[endpoint]) == []
    # a new certificate of the same key, whose file is not touched, is not noticed
    stamp = identity.private_key.stat()
    again = authority.identity("c1")
    shutil.copy(again.certificate, identity.certificate)
    shutil.copy(again.private_key, identity.private_key)
    os.utime(identity.private_key, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    (problem,) = problems(identity, endpoints=[endpoint])
    assert "shows another certificate" in problem
    identity.private_key.touch()
    assert problems(identity, endpoints=[endpoint]) == []


def test_nobody_is_there(identity: Identity) -> None:
    (problem,) = problems(identity, endpoints=[f"ssl:127.0.0.1:{free_port()}"], timeout=1)
    assert "cannot be reached" in problem


def test_no_endpoint(identity: Identity) -> None:
    assert problems(identity, endpoints=["c1"]) == ["'c1' is no TLS endpoint: write ssl:ADDRESS:PORT."]


def test_no_openssl(identity: Identity, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr("ansible.module_utils.basic.AnsibleModule.get_bin_path", lambda *dummy: None)
    assert problems(identity) == ["the command openssl is not installed."]
