#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: tls_info
short_description: Check the certificates of OVN's daemons
version_added: 0.1.0
description:
  - Checks a private key, its certificate and the CA certificate of a host, as ovsdb-server, ovn-northd and ovn-controller
    use them, and says in words what is wrong. Nothing is changed.
  - With O(endpoints), also checks that running servers show this very certificate. ovsdb-server notices a renewed
    certificate only when the file of its private key was touched, so a server may go on with the old one for ever.
author:
  - The northbound.ovn authors (@northbound)
requirements:
  - the command C(openssl) on the host
options:
  private_key:
    description: File of the private key.
    type: path
    default: /etc/ovn/tls/key.pem
  certificate:
    description: File of the certificate, followed by intermediate certificates if there are any.
    type: path
    default: /etc/ovn/tls/cert.pem
  ca_cert:
    description: File of the trusted CA certificates.
    type: path
    default: /etc/ovn/tls/ca.pem
  common_name:
    description: The common name that the certificate must have. For a chassis that is its system-id.
    type: str
  subject_alt_names:
    description: Subject alternative names that the certificate must have, as V(DNS:c1) or V(IP:192.0.2.1).
    type: list
    elements: str
    default: []
  authority:
    description: A CA certificate in PEM that O(ca_cert) must contain.
    type: str
  valid_days:
    description: For how many days from now the certificates must be valid.
    type: int
    default: 0
  endpoints:
    description: Servers that must show the certificate, as V(ssl:192.0.2.1:6641).
    type: list
    elements: str
    default: []
  timeout:
    description: For how many seconds to try until a server shows the certificate.
    type: int
    default: 10
extends_documentation_fragment:
  - northbound.ovn._attributes.info
"""

EXAMPLES = r"""
- name: Check this host's certificate, and that its Northbound server uses it
  northbound.ovn.tls_info:
    common_name: "{{ inventory_hostname }}"
    valid_days: 30
    endpoints: ["ssl:192.0.2.1:6641"]
  register: tls
  failed_when: tls.problems | length > 0
"""

RETURN = r"""
problems:
  description: What is wrong, one sentence or two each; none when all is well.
  returned: success
  type: list
  elements: str
  sample: ["certificate /etc/ovn/tls/cert.pem has expired. Renew it."]
common_name:
  description: Common name of the certificate.
  returned: success
  type: str
subject_alt_names:
  description: Subject alternative names of the certificate.
  returned: success
  type: list
  elements: str
not_after:
  description: When the certificate expires, as C(openssl) writes it.
  returned: success
  type: str
"""

import time

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._tls._files import (
    Files,
    check_identity,
    file_fingerprint,
    inspect,
    served_fingerprint,
)


def check_endpoint(files: Files, endpoint: str, timeout: int) -> str | None:
    """Ask a server for its certificate until it is the one in the file; return what is wrong."""
    method, dummy, rest = endpoint.partition(":")
    host, dummy, port = rest.rpartition(":")
    if method != "ssl" or not port.isdigit():
        return f"{endpoint!r} is no TLS endpoint: write ssl:ADDRESS:PORT."
    wanted = file_fingerprint(files.certificate)
    deadline = time.monotonic() + timeout
    while True:
        try:
            shown = served_fingerprint(files, host.strip("[]"), int(port), timeout)
            problem = f"{endpoint} shows another certificate than {files.certificate}. Touch {files.private_key}."
        except OSError as error:
            shown, problem = None, f"{endpoint} cannot be reached with the files of this host: {error}."
        if shown == wanted:
            return None
        if time.monotonic() >= deadline:
            return problem
        time.sleep(0.5)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "private_key": {"type": "path", "default": "/etc/ovn/tls/key.pem", "no_log": False},
            "certificate": {"type": "path", "default": "/etc/ovn/tls/cert.pem"},
            "ca_cert": {"type": "path", "default": "/etc/ovn/tls/ca.pem"},
            "common_name": {"type": "str"},
            "subject_alt_names": {"type": "list", "elements": "str", "default": []},
            "authority": {"type": "str"},
            "valid_days": {"type": "int", "default": 0},
            "endpoints": {"type": "list", "elements": "str", "default": []},
            "timeout": {"type": "int", "default": 10},
        },
        supports_check_mode=True,
    )
    params = module.params
    files = Files(params["private_key"], params["certificate"], params["ca_cert"])
    if module.get_bin_path("openssl") is None:
        files.problems.append("the command openssl is not installed.")
    else:
        inspect(module.run_command, files, params["authority"], params["valid_days"])
        check_identity(files, params["common_name"], params["subject_alt_names"])
    if not files.problems:
        found = (check_endpoint(files, endpoint, params["timeout"]) for endpoint in params["endpoints"])
        files.problems += [problem for problem in found if problem]
    module.exit_json(
        changed=False,
        problems=files.problems,
        common_name=files.common_name,
        subject_alt_names=files.subject_alt_names,
        not_after=files.not_after,
    )


if __name__ == "__main__":
    main()
