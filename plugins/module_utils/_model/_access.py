# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connection and SSL: where a database's servers listen, and with which files. Every database has its own."""

from __future__ import annotations

import re

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Column, Entity, Parent

_HOST = r"(?:\[[^\[\]\s]+\]|[^\[\]:/\s]+)"
_TARGET = re.compile(rf"p?unix:\S+|(?P<active>tcp|ssl):(?P<host>{_HOST})(?::(?P<port>\d+))?|(?P<passive>ptcp|pssl):(?P<listen>\d+)?(?::(?P<local>{_HOST}))?")
_PROTOCOL = r"TLSv1(?:\.[123])?"
_PROTOCOLS = re.compile(rf"{_PROTOCOL}(?:\+|-{_PROTOCOL}|(?:[, ]+{_PROTOCOL})*)")


def target(text: str) -> str:
    """A connection method of ovsdb-server: C<ptcp:6641>, C<pssl:6641:[::]>, C<ssl:192.0.2.1:6640>, C<punix:/PATH>."""
    match = _TARGET.fullmatch(text)
    if not match:
        raise ValueError(
            f'"{text}" is not a connection method: to listen, pssl:PORT, ptcp:PORT (both may go on with :ADDRESS) or punix:/PATH; '
            "to connect, ssl:HOST:PORT, tcp:HOST:PORT or unix:/PATH; an IPv6 address stands in brackets"
        )
    if match["active"]:
        return f"{match['active']}:{_host(match['host'])}{_port(match['port'], 1)}"
    if match["passive"]:
        where = f":{_host(match['local'])}" if match["local"] else ""
        return f"{match['passive']}{_port(match['listen'], 0) or ':'}{where}"
    return text


def _host(text: str) -> str:
    if text.startswith("["):
        address, percent, zone = text[1:-1].partition("%")
        if ":" not in address:
            raise ValueError(f'"{text}": only an IPv6 address stands in brackets')
        return f"[{_syntax.ip(address)}{percent}{zone}]"
    return _syntax.ipv4(text) if re.fullmatch(r"[\d.]+", text) else text


def _port(text: str | None, least: int) -> str:
    if text is None:
        return ""
    if not least <= int(text) <= 65535:
        raise ValueError(f"port {text} is not in {least} to 65535")
    return f":{int(text)}"


def tls_protocols(text: str) -> str:
    """Versions of TLS: a list, or a range as C<TLSv1.2+> or C<TLSv1.2-TLSv1.3>."""
    if not _PROTOCOLS.fullmatch(text):
        raise ValueError(f'"{text}" is no list of TLSv1, TLSv1.1, TLSv1.2 and TLSv1.3, nor a range like TLSv1.2+ or TLSv1.2-TLSv1.3')
    return text


def _connection(database: str, home: str) -> Entity:
    return Entity(
        database=database,
        table="Connection",
        identity=("target",),
        unique=True,
        parents=(Parent("", home, "connections"),),
        columns=(
            Column("target", check=target, spellings=True),
            Column("inactivity_probe", "int"),
            Column("max_backoff", "int"),
            Column("other_config", "dict"),
            EXTERNAL_IDS,
        ),
    )


def _ssl(database: str, home: str) -> Entity:
    return Entity(
        database=database,
        table="SSL",
        identity=(),
        parents=(Parent("", home, "ssl"),),
        columns=(
            # modules have options of these names for their own connection
            Column("private_key", option="server_private_key", check=_syntax.non_empty, required=True, public=True),
            Column("certificate", option="server_certificate", check=_syntax.non_empty, required=True),
            Column("ca_cert", option="server_ca_cert", check=_syntax.non_empty, required=True),
            Column("bootstrap_ca_cert", "bool"),
            Column("ssl_protocols", check=tls_protocols),
            Column("ssl_ciphers"),
            Column("ssl_ciphersuites", since="25.03"),
            EXTERNAL_IDS,
        ),
    )


CONNECTION = _connection("OVN_Northbound", "NB_Global")
SSL = _ssl("OVN_Northbound", "NB_Global")
IC_CONNECTION = _connection("OVN_IC_Northbound", "IC_NB_Global")
IC_SSL = _ssl("OVN_IC_Northbound", "IC_NB_Global")
