# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a text is a match expression of OVN; documented in valid_match.yml."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._check import check
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._fields import known_release


def valid_match(text: Any, release: str = "") -> bool:
    """Whether OVN could read it."""
    if not isinstance(text, str):
        raise AnsibleFilterError(f"northbound.ovn.valid_match wants a text, not {text!r}.")
    if release and not known_release(release):
        raise AnsibleFilterError(f"northbound.ovn.valid_match: {release!r} is no release of OVN, like 25.03; in YAML write it in quotes.")
    try:
        check(text.strip(), release=release)
    except ValueError:
        return False
    return True


class TestModule:
    """What Ansible loads."""

    def tests(self) -> dict[str, Callable[..., bool]]:
        return {"valid_match": valid_match}
