# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of every module that talks to a database of OVN. Private to the northbound.ovn collection."""

from __future__ import annotations


class ModuleDocFragment:
    """C<.nb> is for modules of the Northbound, C<.wait> for those that write it; C<.sb> is for queries of the Southbound."""

    DOCUMENTATION = r"""
requirements:
  - ovs (the Python library of Open vSwitch)
  - netaddr
options:
  private_key:
    description:
      - Path of the PEM file with the private key, on the host that runs the module.
      - Needed, with O(certificate) and O(ca_cert), when a remote begins with V(ssl:).
      - If not given, the environment variable E(OVN_PRIVATE_KEY) is used.
    type: path
  certificate:
    description:
      - Path of the PEM file with the certificate that belongs to O(private_key).
      - If not given, the environment variable E(OVN_CERTIFICATE) is used.
    type: path
  ca_cert:
    description:
      - Path of the PEM file with the certificate of the authority that signed the server's certificate.
      - If not given, the environment variable E(OVN_CA_CERT) is used.
    type: path
  timeout:
    description:
      - Seconds for the whole task, including connecting, trying again after a change of leader, and waiting.
    type: int
    default: 30
"""

    NB = r"""
options:
  remotes:
    description:
      - Where the Northbound database listens, in the form V(unix:/PATH), V(tcp:HOST:PORT) or V(ssl:HOST:PORT); an IPv6 address stands in brackets.
      - Name all members of a cluster; they are tried in random order until one will do.
      - If not given, the environment variable E(OVN_NB_DB) is used (comma-separated), as by C(ovn-nbctl).
    type: list
    elements: str
    default: ["unix:/var/run/ovn/ovnnb_db.sock"]
  leader_only:
    description:
      - Talk only to the leader of a cluster, as C(ovn-nbctl) does by default. Other members may be behind.
    type: bool
    default: true
"""

    SB = r"""
options:
  remotes:
    description:
      - Where the Southbound database listens, in the form V(unix:/PATH), V(tcp:HOST:PORT) or V(ssl:HOST:PORT); an IPv6 address stands in brackets.
      - Name all members of a cluster; they are tried in random order until one will do. A relay will do too.
      - If not given, the environment variable E(OVN_SB_DB) is used (comma-separated), as by C(ovn-sbctl).
    type: list
    elements: str
    default: ["unix:/var/run/ovn/ovnsb_db.sock"]
  leader_only:
    description:
      - Talk only to the leader of a cluster, as C(ovn-sbctl) does by default.
      - Otherwise any member or relay answers, which spares the leader. What it says may be a moment old.
    type: bool
    default: false
"""

    SB_REMOTES = r"""
options:
  sb_remotes:
    description:
      - Where the Southbound database listens. It is only asked which chassis are late, when waiting for them has taken too long.
      - If not given, the environment variable E(OVN_SB_DB) is used (comma-separated), as by C(ovn-sbctl).
    type: list
    elements: str
    default: ["unix:/var/run/ovn/ovnsb_db.sock"]
"""

    TRACE = r"""
options:
  nb_remotes:
    description:
      - Where the Northbound database listens. The rows that decided are looked up there.
      - An empty list asks nobody. The rows are V(null) then.
      - If not given, the environment variable E(OVN_NB_DB) is used (comma-separated), as by C(ovn-nbctl).
    type: list
    elements: str
    default: ["unix:/var/run/ovn/ovnnb_db.sock"]
  executable:
    description: The path of C(ovn-trace), if it is not in E(PATH).
    type: path
"""

    WAIT = r"""
options:
  wait:
    description:
      - What to wait for after something was written, as C(ovn-nbctl --wait) does. Nothing is waited for when nothing changed.
      - With V(sb), until C(ovn-northd) has brought the Southbound database up to date.
      - With V(hv), until every chassis has installed the flows as well. When O(timeout) passes, the error lists the chassis that are late.
    type: str
    choices: [none, sb, hv]
    default: none
"""

    IC = r"""
options:
  remotes:
    description:
      - Where the Interconnection Northbound database listens, in the form V(unix:/PATH), V(tcp:HOST:PORT) or V(ssl:HOST:PORT);
        an IPv6 address stands in brackets.
      - Name all members of a cluster; they are tried in random order until one will do.
      - If not given, the environment variable E(OVN_IC_NB_DB) is used (comma-separated), as by C(ovn-ic-nbctl).
    type: list
    elements: str
    default: ["unix:/var/run/ovn/ovn_ic_nb_db.sock"]
  leader_only:
    description:
      - Talk only to the leader of a cluster, as C(ovn-ic-nbctl) does by default. Other members may be behind.
    type: bool
    default: true
"""

    NB_OR_IC = r"""
options:
  database:
    description:
      - Which database the row is in, the Northbound or with V(ic_nb) the Interconnection Northbound. Each has its own.
      - O(remotes) and the TLS files in C(module_defaults) of the group C(northbound.ovn.nb) are those of the Northbound;
        with V(ic_nb) give O(remotes) in the task itself.
      - With V(ic_nb), O(wait=sb) waits for every C(ovn-ic), and O(wait=hv) is not possible.
    type: str
    choices: [nb, ic_nb]
    default: nb
  remotes:
    description:
      - Where that database listens, in the form V(unix:/PATH), V(tcp:HOST:PORT) or V(ssl:HOST:PORT); an IPv6 address stands in brackets.
      - Name all members of a cluster; they are tried in random order until one will do.
      - If not given, the environment variable E(OVN_NB_DB) is used (comma-separated), as by C(ovn-nbctl), and then V(unix:/var/run/ovn/ovnnb_db.sock);
        with O(database=ic_nb) it is E(OVN_IC_NB_DB) and V(unix:/var/run/ovn/ovn_ic_nb_db.sock).
    type: list
    elements: str
  leader_only:
    description:
      - Talk only to the leader of a cluster, as C(ovn-nbctl) does by default. Other members may be behind.
    type: bool
    default: true
"""

    ANY = r"""
options:
  database:
    description:
      - Which database the tables are in, by the name of its schema.
    type: str
    choices: [OVN_Northbound, OVN_Southbound, OVN_IC_Northbound, OVN_IC_Southbound, Open_vSwitch, hardware_vtep]
    default: OVN_Northbound
  remotes:
    description:
      - Where that database listens, in the form V(unix:/PATH), V(tcp:HOST:PORT) or V(ssl:HOST:PORT); an IPv6 address stands in brackets.
      - Name all members of a cluster; they are tried in random order until one will do.
      - If not given, the environment variable of OVN's own tool for the database is used (comma-separated), E(OVN_NB_DB), E(OVN_SB_DB),
        E(OVN_IC_NB_DB) or E(OVN_IC_SB_DB), and then the local socket, V(ovnnb_db.sock), V(ovnsb_db.sock), V(ovn_ic_nb_db.sock)
        or V(ovn_ic_sb_db.sock) in V(/var/run/ovn).
      - For V(Open_vSwitch) and V(hardware_vtep) the default is V(unix:/var/run/openvswitch/db.sock).
    type: list
    elements: str
  leader_only:
    description:
      - Talk only to the leader of a cluster, as OVN's own tools do by default. Other members may be behind.
    type: bool
    default: true
"""

    IC_WAIT = r"""
options:
  wait:
    description:
      - What to wait for after something was written, as C(ovn-ic-nbctl --wait) does. Nothing is waited for when nothing changed.
      - With V(sb), until the C(ovn-ic) of every deployment has taken it over, so that what it makes of it is in their Northbound databases. Needs OVN 24.03.
    type: str
    choices: [none, sb]
    default: none
"""
