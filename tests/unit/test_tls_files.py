# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about a key, a certificate and its authority that openssl made."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._tls._files import (
    Files,
    check_identity,
    file_fingerprint,
    inspect,
)


def openssl(*arguments: str, given: str = "") -> str:
    return subprocess.run(["openssl", *arguments], input=given, capture_output=True, text=True, check=True).stdout


def run(command: list[str]) -> tuple[int, str, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


def key(path: Path) -> Path:
    path.write_text(openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout"))
    path.chmod(0o600)
    return path


def authority(folder: Path, name: str) -> Path:
    made = folder / f"{name}.pem"
    made.write_text(openssl("req", "-x509", "-new", "-key", str(key(folder / f"{name}-key.pem")), "-subj", "/CN=ca", "-days", "99"))
    return made


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> Files:
    ca = authority(tmp_path, "ca")
    made = Files(str(key(tmp_path / "key.pem")), str(tmp_path / "cert.pem"), str(ca))
    extensions = tmp_path / "extensions"
    extensions.write_text("subjectAltName=DNS:c1,IP:2001:db8::1\n")
    request = openssl("req", "-new", "-key", made.private_key, "-subj", "/CN=c1")
    certificate = openssl(
        "x509", "-req", "-CA", str(ca), "-CAkey", str(tmp_path / "ca-key.pem"), "-CAcreateserial", "-days", "9",
        "-extfile", str(extensions), given=request,
    )  # fmt: skip
    Path(made.certificate).write_text(certificate)
    return made


def said(files: Files, authority_text: str | None = None, days: int = 0) -> str:
    inspect(run, files, authority_text, days)
    assert len(files.problems) == 1, files.problems
    return files.problems[0]


def test_all_is_well(files: Files) -> None:
    inspect(run, files, Path(files.ca_cert).read_text(), 8)
    check_identity(files, "c1", ["DNS:c1", "IP:2001:DB8:0::1"])
    assert files.problems == []
    assert files.common_name == "c1"
    assert files.subject_alt_names == ["DNS:c1", "IP:2001:db8::1"]
    assert len(file_fingerprint(files.certificate)) == 64


def test_another_host(files: Files) -> None:
    inspect(run, files, None, 0)
    check_identity(files, "c2", ["IP:192.0.2.9"])
    assert "has the common name 'c1', but this host's ovn_system_id is 'c2'" in files.problems[0]
    assert "lacks the subject alternative names IP:192.0.2.9" in files.problems[1]


def test_end_is_near(files: Files) -> None:
    assert "expires within 30 days" in said(files, days=30)


def test_wrong_authority(files: Files, tmp_path: Path) -> None:
    files.ca_cert = str(authority(tmp_path, "other"))
    assert "is not trusted by the CA certificate" in said(files)


def test_authority_changed(files: Files, tmp_path: Path) -> None:
    assert "is not that of the authority" in said(files, authority(tmp_path, "other").read_text())


def test_wrong_key(files: Files, tmp_path: Path) -> None:
    files.private_key = str(key(tmp_path / "other-key.pem"))
    assert "does not belong to the certificate" in said(files)


def test_open_key(files: Files) -> None:
    Path(files.private_key).chmod(0o640)
    assert "has mode 0640" in said(files)


def test_secret_key(files: Files) -> None:
    encrypted = openssl("pkey", "-in", files.private_key, "-aes256", "-passout", "pass:secret")
    Path(files.private_key).write_text(encrypted)
    assert "cannot be read without a pass phrase" in said(files)


def test_garbage(files: Files) -> None:
    Path(files.certificate).write_text("nothing\n")
    assert "cannot be read as PEM" in said(files)


def test_missing(files: Files) -> None:
    Path(files.certificate).unlink()
    assert said(files) == f"certificate {files.certificate} does not exist."
