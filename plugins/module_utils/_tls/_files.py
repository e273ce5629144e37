# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is wrong with a key, a certificate and its authority, in words."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import re
import socket
import ssl
import stat
from collections.abc import Callable
from dataclasses import dataclass, field

# Runs a command and returns its exit code, output and error output.
Run = Callable[[list[str]], tuple[int, str, str]]


@dataclass
class Files:
    """The three files of a daemon, and what was found out about them."""

    private_key: str
    certificate: str
    ca_cert: str
    problems: list[str] = field(default_factory=list)
    common_name: str | None = None
    subject_alt_names: list[str] = field(default_factory=list)
    not_after: str | None = None


def inspect(run: Run, files: Files, authority: str | None, valid_days: int) -> None:
    """Check the files against each other and against the clock."""
    _check_files(files, authority)
    if files.problems:
        return
    code, text, error = run(
        ["openssl", "x509", "-in", files.certificate, "-noout", "-subject", "-nameopt", "multiline", "-enddate",
         "-ext", "subjectAltName"]
    )  # fmt: skip
    if code != 0:
        files.problems.append(f"certificate {files.certificate} cannot be read as PEM: {_last(error)}.")
        return
    _read_certificate(files, text)
    _check_chain(run, files)
    _check_dates(run, files, valid_days)
    _check_key(run, files)


def check_identity(files: Files, common_name: str | None, subject_alt_names: list[str]) -> None:
    """Check that the certificate names whom it should."""
    if files.common_name is None:
        return
    if common_name and files.common_name != common_name:
        files.problems.append(
            f"certificate {files.certificate} has the common name '{files.common_name}', but this host's ovn_system_id is"
            f" '{common_name}'. OVN's role-based access control knows a chassis by it: they must be equal."
        )
    lacking = {_canonical(name) for name in subject_alt_names} - set(files.subject_alt_names)
    if lacking:
        files.problems.append(f"certificate {files.certificate} lacks the subject alternative names {', '.join(sorted(lacking))}.")


def served_fingerprint(files: Files, host: str, port: int, timeout: float) -> str:
    """The SHA-256 of the certificate that a server shows to a client that has these files."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # OVN's daemons know each other by the authority, not by names
    context.load_verify_locations(files.ca_cert)
    context.load_cert_chain(files.certificate, files.private_key)
    with socket.create_connection((host, port), timeout) as plain, context.wrap_socket(plain) as secure:
        return hashlib.sha256(secure.getpeercert(binary_form=True) or b"").hexdigest()


def file_fingerprint(path: str) -> str:
    """The SHA-256 of the first certificate in a file."""
    with open(path, encoding="ascii") as stream:
        found = re.search("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", stream.read(), re.DOTALL)
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(found[0])).hexdigest() if found else ""


def _check_files(files: Files, authority: str | None) -> None:
    for label, path in (
        ("private key", files.private_key),
        ("certificate", files.certificate),
        ("CA certificate", files.ca_cert),
    ):
        if not os.path.isfile(path):
            files.problems.append(f"{label} {path} does not exist.")
    if os.path.isfile(files.private_key):
        mode = stat.S_IMODE(os.stat(files.private_key).st_mode)
        if mode & 0o077:
            files.problems.append(f"private key {files.private_key} has mode {mode:04o}: others can read it. Set 0600.")
    if authority is not None and os.path.isfile(files.ca_cert):
        with open(files.ca_cert, encoding="ascii", errors="replace") as stream:
            if authority.strip() not in stream.read():
                files.problems.append(f"CA certificate {files.ca_cert} is not that of the authority.")


def _read_certificate(files: Files, text: str) -> None:
    name = re.search(r"^ +commonName += (.*)$", text, re.MULTILINE)
    files.common_name = name[1].strip() if name else ""
    end = re.search(r"^notAfter=(.*)$", text, re.MULTILINE)
    files.not_after = end[1].strip() if end else None
    listed = re.search(r"Subject Alternative Name:[^\n]*\n +(.*)$", text, re.MULTILINE)
    if listed:
        files.subject_alt_names = sorted(_canonical(name) for name in listed[1].split(", "))


def _canonical(name: str) -> str:
    kind, dummy, value = name.partition(":")
    if kind in ("IP", "IP Address"):
        return f"IP:{ipaddress.ip_address(value.strip())}"
    return f"{kind}:{value.strip()}"


def _check_chain(run: Run, files: Files) -> None:
    for purpose in ("sslclient", "sslserver"):
        code, out, error = run(
            ["openssl", "verify", "-purpose", purpose, "-no_check_time", "-CAfile", files.ca_cert,
             "-untrusted", files.certificate, files.certificate]
        )  # fmt: skip
        if code != 0:
            reason = re.search(r"error \d+ at \d+ depth lookup: (.*)", out + error)
            files.problems.append(
                f"certificate {files.certificate} is not trusted by the CA certificate {files.ca_cert} as {purpose}:"
                f" {reason[1] if reason else _last(error)}. Give the CA that signed it, with the intermediate"
                " certificates in the certificate's file."
            )
            return


def _check_dates(run: Run, files: Files, valid_days: int) -> None:
    for label, path in (("certificate", files.certificate), ("CA certificate", files.ca_cert)):
        if run(["openssl", "x509", "-in", path, "-noout", "-checkend", "0"])[0] != 0:
            files.problems.append(f"{label} {path} has expired. Renew it.")
        elif run(["openssl", "x509", "-in", path, "-noout", "-checkend", str(valid_days * 86400)])[0] != 0:
            files.problems.append(f"{label} {path} expires within {valid_days} days. Renew it.")


def _check_key(run: Run, files: Files) -> None:
    # An empty pass phrase on the command line keeps openssl from asking for one.
    code, key, error = run(["openssl", "pkey", "-in", files.private_key, "-passin", "pass:", "-pubout"])
    if code != 0:
        files.problems.append(f"private key {files.private_key} cannot be read without a pass phrase: {_last(error)}.")
        return
    dummy, certified, dummy = run(["openssl", "x509", "-in", files.certificate, "-noout", "-pubkey"])
    if key.strip() != certified.strip():
        files.problems.append(f"private key {files.private_key} does not belong to the certificate {files.certificate}.")


def _last(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"
