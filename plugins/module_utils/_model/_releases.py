# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which schema version came with which release of OVN, for errors that name the release one needs."""

from __future__ import annotations

# The schema version of each release's first package. A release whose version is not known yet is named without.
VERSIONS = {
    "OVN_Northbound": {
        "23.03": "7.0.0",
        "23.06": "7.0.4",
        "23.09": "7.1.0",
        "24.03": "7.3.0",
        "24.09": "7.6.0",
        "25.03": "7.11.0",
        "25.09": "7.12.0",
        "26.03": "7.18.0",
    },
    "OVN_IC_Northbound": {
        "23.03": "1.0.0",
        "24.03": "1.1.0",
        "25.03": "1.2.0",
        "26.03": "1.3.0",
    },
}


def older(database: str, release: str, has: str) -> bool:
    """Whether a server with the schema version C<has> is older than a release."""

    def numbers(version: str) -> list[int]:
        return [int(number) for number in version.split(".")]

    return numbers(has) < numbers(VERSIONS[database][release])


def needs(database: str, release: str, has: str) -> str:
    """The sentence for a server that is too old: C<release> is wanted, C<has> is the server's schema version."""
    version = VERSIONS.get(database, {}).get(release)
    return f"needs OVN {release} or newer{f' (schema {version})' if version else ''}; this server has {has}"


def release(database: str, version: str) -> str:
    """The release that a schema version came with; of one between two releases, the older. Empty if it is older than all."""
    known = [name for name, first in VERSIONS.get(database, {}).items() if _numbers(first) <= _numbers(version)]
    return known[-1] if known else ""


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
