# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands and options of ovn-nbctl that no module call stands for, and what to use instead."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Elsewhere

READING = (
    Elsewhere(
        (
            "show",
            "list",
            "find",
            "get",
            "ls-list",
            "lsp-list",
            "lr-list",
            "lrp-list",
            "lr-route-list",
            "lr-policy-list",
            "lr-nat-list",
            "lb-list",
            "ls-lb-list",
            "lr-lb-list",
            "acl-list",
            "qos-list",
            "meter-list",
            "copp-list",
            "mirror-list",
            "dhcp-options-list",
            "fwd-group-list",
            "ha-chassis-group-list",
            "static-mac-binding-list",
            "lsp-hc-list",
            "nf-list",
            "nfg-list",
        ),
        "`nb_info` with the tables in question; `resolve_references: true` gives names instead of uuids.",
    ),
    Elsewhere(
        (
            "dhcp-options-get-options",
            "get-connection",
            "get-ssl",
            "lrp-get-enabled",
            "lrp-get-gateway-chassis",
            "lrp-get-redirect-type",
            "lsp-get-addresses",
            "lsp-get-dhcpv4-options",
            "lsp-get-dhcpv6-options",
            "lsp-get-enabled",
            "lsp-get-ls",
            "lsp-get-options",
            "lsp-get-parent",
            "lsp-get-port-security",
            "lsp-get-tag",
            "lsp-get-type",
            "lsp-get-up",
            "pg-get-ports",
        ),
        "`nb_info`, or the `row` that every module returns, also in check mode.",
    ),
    Elsewhere(
        ("show", "list", "find", "get", "ts-list", "tr-list", "get-connection", "get-ssl"),
        "`row_info` with `database: OVN_IC_Northbound`, or the `row` that every module returns, also in check mode.",
        tool="ovn-ic-nbctl",
    ),
)

CHANGING = (
    Elsewhere(("init",), "Not needed: `ovn-ctl` and `ovn-northd` make the row of `NB_Global` when they start."),
    Elsewhere(("sync",), "The module `sync` waits until everybody has what is written, and says who is late."),
    Elsewhere(("wait-until",), "A task with `until` and `retries`; the modules that change something can `wait` by themselves."),
    Elsewhere(("comment",), "Each module writes its name and its row as the comment of its transaction."),
    Elsewhere(("init",), "Not needed: `ovn-ctl` makes the row of `IC_NB_Global` when the servers start.", tool="ovn-ic-nbctl"),
    Elsewhere(("sync",), "`wait: sb` of `transit_switch`, `transit_router` and the others waits for every `ovn-ic`.", tool="ovn-ic-nbctl"),
    Elsewhere(("wait-until",), "A task with `until` and `retries`; the modules that change something can `wait` by themselves.", tool="ovn-ic-nbctl"),
    Elsewhere(("comment",), "Each module writes its name and its row as the comment of its transaction.", tool="ovn-ic-nbctl"),
)

OPTIONS = (
    Elsewhere(
        ("ls-add", "lr-add", "lb-add"),
        "A second row of the same name could not be told from the first. If there are two, name one by its `uuid`.",
        frozenset({"--add-duplicate"}),
    ),
    Elsewhere(
        ("set", "add", "remove", "clear"),
        "A task makes the row if it is not there. To change it only where it is, read it first with `row_info`.",
        frozenset({"--if-exists"}),
    ),
    Elsewhere(("destroy",), "Read the rows with `row_info` and remove each one in a loop; then it is clear which ones go.", frozenset({"--all"})),
    Elsewhere(
        ("set", "add", "remove", "clear"),
        "A task makes the row if it is not there. To change it only where it is, read it first with `row_info`.",
        frozenset({"--if-exists"}),
        tool="ovn-ic-nbctl",
    ),
    Elsewhere(
        ("destroy",),
        "Read the rows with `row_info` and remove each one in a loop; then it is clear which ones go.",
        frozenset({"--all"}),
        tool="ovn-ic-nbctl",
    ),
    Elsewhere(("create",), "Rows that another one holds are given within it, as in `bands`.", frozenset({"--id"}), tool="ovn-ic-nbctl"),
)
