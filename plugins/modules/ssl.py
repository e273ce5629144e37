#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the TLS files of a database of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ssl
short_description: Manage the TLS files of a database of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes the one row of the table C(SSL) of the OVN Northbound or Interconnection Northbound database.
  - It says with which key and certificate C(ovsdb-server) meets its clients, and whom it trusts.
    The server reads it where it is started with C(--private-key=db:OVN_Northbound,SSL,private_key) and so on, as C(ovn-ctl) does
    unless it is given files of its own.
  - A row that exists is changed in place. C(ovn-nbctl set-ssl) makes it anew.
  - O(private_key), O(certificate) and O(ca_cert) are, as in every module, files of the client, on the host that runs the module.
    What goes into the row has C(server_) in front of its name.
  - The role P(northbound.ovn.ovn_databases#role) gives the files to its servers itself. This module is for databases that were deployed otherwise.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb_or_ic
  - northbound.ovn._connection.sb_remotes
  - northbound.ovn._connection.wait
options:
  state:
    description:
      - With V(present) the row is created if need be, and every option that is given is set. An option that is not given is not managed;
        an empty dictionary or text clears.
      - Dictionaries are merged key by key; a key with the value V(null) is removed.
      - With V(absent) the row is removed if it is there. The server then takes no TLS connections any longer.
    type: str
    choices: [present, absent]
    default: present
  server_private_key:
    description:
      - Path of the PEM file with the server's private key, on the server. In a cluster every member reads it from its own disk.
      - This is the column C(private_key). Needed to create the row.
    type: str
  server_certificate:
    description:
      - Path of the PEM file with the certificate that belongs to O(server_private_key), on the server.
      - This is the column C(certificate). Needed to create the row.
    type: str
  server_ca_cert:
    description:
      - Path of the PEM file with the certificates of the authorities whose clients the server takes, on the server.
      - This is the column C(ca_cert). Needed to create the row.
    type: str
  bootstrap_ca_cert:
    description:
      - Whether the server takes the authority's certificate from the first peer it meets, and writes it to O(server_ca_cert).
      - Whoever is that peer is trusted from then on. It may help when a network is set up; do not leave it on.
    type: bool
  ssl_protocols:
    description:
      - Versions of TLS, as a list like V(TLSv1.2,TLSv1.3). Since OVN 25.03 also as a range, V(TLSv1.2+) or V(TLSv1.2-TLSv1.3).
      - An empty text goes back to the server's default.
    type: str
  ssl_ciphers:
    description: Ciphers for TLS 1.2 and older, as OpenSSL writes them. An empty text goes back to the server's default.
    type: str
  ssl_ciphersuites:
    description: Ciphersuites for TLS 1.3, as OpenSSL writes them. Needs OVN 25.03. An empty text goes back to OpenSSL's default.
    type: str
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.connection
  - module: northbound.ovn.tls_info
  - name: ovn-nb(5)
    description: The Northbound database, table SSL.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Give the server its files
  northbound.ovn.ssl:
    server_private_key: /etc/ovn/tls/key.pem
    server_certificate: /etc/ovn/tls/cert.pem
    server_ca_cert: /etc/ovn/tls/ca.pem

- name: Take nothing older than TLS 1.3
  northbound.ovn.ssl:
    ssl_protocols: TLSv1.3

- name: Take the files away
  northbound.ovn.ssl:
    state: absent
"""

RETURN = r"""
row:
  description: The row as it is after the task. In check mode, as it would be. Empty if there is none.
  returned: success
  type: dict
  contains:
    server_private_key:
      description: Path of the server's private key.
      returned: when the row exists
      type: str
      sample: /etc/ovn/tls/key.pem
    server_certificate:
      description: Path of the server's certificate.
      returned: when the row exists
      type: str
      sample: /etc/ovn/tls/cert.pem
    server_ca_cert:
      description: Path of the certificates of the authorities that the server trusts.
      returned: when the row exists
      type: str
      sample: /etc/ovn/tls/ca.pem
    bootstrap_ca_cert:
      description: Whether the server trusts the authority of its first peer.
      returned: when the row exists
      type: bool
      sample: false
    ssl_protocols:
      description: Versions of TLS; empty for the server's default.
      returned: when the row exists
      type: str
      sample: TLSv1.3
    ssl_ciphers:
      description: Ciphers for TLS 1.2 and older; empty for the server's default.
      returned: when the row exists
      type: str
      sample: HIGH:!aNULL
    ssl_ciphersuites:
      description: Ciphersuites for TLS 1.3; empty for OpenSSL's default.
      returned: when the row exists and the server has the column
      type: str
      sample: TLS_AES_256_GCM_SHA384
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: network-team}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 6a1f8f2e-5d3b-4f0c-8a57-0f9f0f2d9c11
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._access import IC_SSL, SSL
from ansible_collections.northbound.ovn.plugins.module_utils._module import run_one_of


def main() -> None:
    """Run the module."""
    run_one_of({"nb": SSL, "ic_nb": IC_SSL})


if __name__ == "__main__":
    main()
