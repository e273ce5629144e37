# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority for tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.process import run


@dataclass(frozen=True)
class Identity:
    """A key and certificate, and the authority that its owner trusts."""

    private_key: Path
    certificate: Path
    ca_cert: Path

    def arguments(self) -> list[str]:
        """As options of the OVN daemons and tools."""
        return [f"--{name.replace('_', '-')}={path}" for name, path in vars(self).items()]

    def options(self) -> dict[str, str]:
        """As options of the modules."""
        return {name: str(path) for name, path in vars(self).items()}


class Authority:
    """A self-signed authority; made with the openssl program since that is what OVN's own hosts have."""

    def __init__(self, folder: Path, name: str = "ca") -> None:
        self._folder = folder
        self._name = name
        self._key = folder / f"{name}-key.pem"
        self.certificate = folder / f"{name}-cert.pem"
        _new_key(self._key)
        subject = f"/CN=northbound.ovn test {name}"
        days = ["-days", "2"]
        run("openssl", "req", "-x509", "-new", "-key", self._key, "-out", self.certificate, "-subj", subject, *days)

    def identity(self, common_name: str) -> Identity:
        """A key with a certificate of this authority."""
        stem = self._folder / f"{self._name}-{common_name}"
        key, request, certificate = (Path(f"{stem}-{part}.pem") for part in ("key", "req", "cert"))
        _new_key(key)
        run("openssl", "req", "-new", "-key", key, "-out", request, "-subj", f"/CN={common_name}")
        signer = ["-CA", self.certificate, "-CAkey", self._key, "-CAcreateserial", "-days", "2"]
        run("openssl", "x509", "-req", "-in", request, "-out", certificate, *signer)
        return Identity(key, certificate, self.certificate)


def _new_key(path: Path) -> None:
    run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path)
    path.chmod(0o600)
