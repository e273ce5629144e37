# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the servers of a database listen, and with which files."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_FILES = "/etc/ovn/key.pem /etc/ovn/cert.pem /etc/ovn/ca.pem"
_SERVER = {"server_private_key": "/etc/ovn/key.pem", "server_certificate": "/etc/ovn/cert.pem", "server_ca_cert": "/etc/ovn/ca.pem"}


def _cases(tool: str, **database: str) -> tuple[Case, ...]:
    def connection(target: str = "pssl:6641", **args: object) -> Call:
        return call("connection", **database, target=target, **args)

    def ssl(**args: object) -> tuple[Call, ...]:
        return (call("ssl", **database, **args),)

    gone = {"state": "absent"}
    return (
        Case("set-connection pssl:6641", (connection(),), tool=tool),
        Case("set-connection pssl:6641", (connection(),), given=("set-connection pssl:6641",), tool=tool),
        Case("set-connection pssl:6641 ptcp:6643:[::1]", (connection(), connection("ptcp:6643:[::1]")), tool=tool),
        Case(
            "set-connection pssl:6641",
            (connection(), connection("ptcp:6641", **gone)),
            given=("set-connection ptcp:6641",),
            tool=tool,
            note="The command replaces all connections by new rows; the module keeps the row and changes it in place.",
        ),
        Case("--inactivity-probe=60000 set-connection pssl:6641", (connection(inactivity_probe=60000),), tool=tool),
        Case("del-connection", (connection(**gone),), given=("set-connection pssl:6641",), tool=tool),
        Case(f"set-ssl {_FILES}", ssl(**_SERVER), tool=tool),
        Case(f"--bootstrap set-ssl {_FILES}", ssl(**_SERVER, bootstrap_ca_cert=True), tool=tool),
        Case(f"set-ssl {_FILES} TLSv1.2,TLSv1.3 HIGH", ssl(**_SERVER, ssl_protocols="TLSv1.2,TLSv1.3", ssl_ciphers="HIGH"), tool=tool),
        Case(
            f"set-ssl {_FILES} TLSv1.2+ HIGH TLS_AES_256_GCM_SHA384",
            ssl(**_SERVER, ssl_protocols="TLSv1.2+", ssl_ciphers="HIGH", ssl_ciphersuites="TLS_AES_256_GCM_SHA384"),
            since="25.03",
            tool=tool,
        ),
        Case("del-ssl", ssl(**gone), given=(f"set-ssl {_FILES}",), tool=tool),
    )


REMOTES = Family("Connections and TLS", _cases("ovn-nbctl"))
IC_REMOTES = Family("ovn-ic-nbctl: connections and TLS", _cases("ovn-ic-nbctl", database="ic_nb"))
