# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: match_string
short_description: Names as they stand in match expressions of OVN
version_added: 0.1.0
description:
  - Puts a name, for instance of a port, into double quotes, with whatever is special in it escaped, so that it can be part of a match expression and
    cannot be more than a name there.
  - Of several names it makes a set.
author: The northbound.ovn authors (@northbound-ovn)
options:
  _input:
    description: A name, or a list of names.
    type: raw
    required: true
seealso:
  - plugin: northbound.ovn.valid_match
    plugin_type: test
"""

EXAMPLES = r"""
- name: Show matches of ports
  ansible.builtin.debug:
    msg:
      - "outport == {{ 'web-1' | northbound.ovn.match_string }} && tcp.dst == 443"
      # outport == "web-1" && tcp.dst == 443
      - "inport == {{ ['web-1', 'web-2'] | northbound.ovn.match_string }}"
      # inport == {"web-1", "web-2"}
"""

RETURN = r"""
_value:
  description: The text for a match expression.
  type: str
"""

import json
from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError


def match_string(names: Any) -> str:
    """One name in quotes, or a set of them."""
    if isinstance(names, str):
        return _quoted(names)
    if not isinstance(names, (list, tuple)):
        raise AnsibleFilterError(f"northbound.ovn.match_string wants a name or a list of names, not {names!r}.")
    if not names:
        raise AnsibleFilterError("northbound.ovn.match_string: OVN has no empty set; leave the rule out when there is no name.")
    return "{" + ", ".join(map(_quoted, names)) + "}"


def _quoted(name: Any) -> str:
    if not isinstance(name, str):
        raise AnsibleFilterError(f"northbound.ovn.match_string: {name!r} is no text.")
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise AnsibleFilterError(f"northbound.ovn.match_string: {name!r} has half of a surrogate pair in it.") from error
    if "\0" in name:
        raise AnsibleFilterError(f"northbound.ovn.match_string: {name!r} has a null character in it, which OVN's strings cannot have.")
    return json.dumps(name, ensure_ascii=False)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"match_string": match_string}
