# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Backups of a database: files that ovsdb-client wrote, compressed, each with its checksum beside it.

A backup is DATABASE-TIME.db.gz, and DATABASE-TIME.db.gz.sha256 is what sha256sum(1) reads. The checksum is in place before
the backup is, so a backup without one was not made here, or somebody has lost it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Optional

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import ClusterError, Database, Run

_HEADER = re.compile(rb"OVSDB JSON (\d+) ([0-9a-f]{40})\n")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Content:
    """What is in a backup. The digest is the same for the same schema and rows, in whatever order and at whatever time."""

    database: str
    schema_version: str
    digest: str


@dataclass(frozen=True)
class Backup:
    """A backup in a folder, and what is wrong with it."""

    file: str
    checksum: Optional[str]
    damage: Optional[str]


def fetch(run: Run, db: Database, target: str, timeout: int) -> None:
    """Let the server write its database, as it is at one moment, to a file. It goes past Python: it may be large."""
    _private(target).close()
    command = ["ovsdb-client", "-t", str(timeout), "--no-leader-only", "backup", f"unix:{db.socket}", db.name]
    code, dummy, error = run(["sh", "-c", 'exec "$@" >"$0"', target, *command])
    if code != 0:
        raise ClusterError(f"'{' '.join(command)}' failed: {error.strip() or f'exit code {code}'}")


def compress(source: str, target: str) -> str:
    """Compress a file and return the checksum of what is on the disk then."""
    with open(source, "rb") as plain, _private(target) as file:
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
            shutil.copyfileobj(plain, packed, _CHUNK)
        file.flush()
        os.fsync(file.fileno())
    return file_checksum(target)


def unpack(source: str, target: str) -> None:
    """Write the plain database file of a backup."""
    with _open(source) as packed, _private(target) as file:
        shutil.copyfileobj(packed, file, _CHUNK)
        file.flush()
        os.fsync(file.fileno())


def file_checksum(path: str) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            if not chunk:
                return digest.hexdigest()
            digest.update(chunk)


def store(made: str, checksum: str, db: Database, directory: str) -> str:
    """Give a finished backup and its checksum their names, so that nobody ever sees half of them."""
    while True:
        name = f"{db.name}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.db.gz"
        final = os.path.join(directory, name)
        if not os.path.lexists(final):
            break
        time.sleep(0.1)
    with _private(f"{made}.sha256") as file:
        file.write(f"{checksum}  {name}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    os.rename(f"{made}.sha256", f"{final}.sha256")
    os.rename(made, final)
    sync_folder(directory)
    return final


def sync_folder(directory: str) -> None:
    """Have the names in a folder on the disk, too."""
    folder = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def backups(db: Database, directory: str) -> list[Backup]:
    """The backups of a database in a folder, oldest first, each compared with its checksum."""
    pattern = re.compile(rf"{db.name}-\d{{8}}T\d{{6}}Z\.db\.gz")
    names = os.listdir(directory) if os.path.isdir(directory) else []
    return [_look(os.path.join(directory, name)) for name in sorted(names) if pattern.fullmatch(name)]


def _look(file: str) -> Backup:
    try:
        with open(f"{file}.sha256", encoding="ascii", errors="replace") as beside:
            noted = beside.read().split()
    except FileNotFoundError:
        return Backup(file, None, f"its checksum {file}.sha256 is missing")
    found = file_checksum(file)
    if noted[:1] != [found]:
        return Backup(file, found, f"its checksum is {found}, but {file}.sha256 says {' '.join(noted[:1]) or 'nothing'}")
    return Backup(file, found, None)


def remove(backup: Backup) -> None:
    """Remove a backup and then its checksum."""
    os.unlink(backup.file)
    os.unlink(f"{backup.file}.sha256")


def sound(file: str, name: str) -> Content:
    """Read a backup to its end, with or without compression, and be sure that it is a whole one of this database."""
    if os.path.exists(f"{file}.sha256"):
        damage = _look(file).damage
        if damage:
            raise ClusterError(f"{file} is damaged: {damage}.")
    content = read_content(file)
    if content.database != name:
        raise ClusterError(f"{file} is a backup of {content.database}, not of {name}.")
    return content


def read_content(file: str) -> Content:
    """Read a backup, verify the checksum of each of its records, and say what is in it."""
    try:
        with _open(file) as stream:
            records = list(_digests(stream))
    except OSError as error:
        raise ClusterError(f"{file} cannot be read: {error.strerror or error}.") from error
    except (EOFError, ValueError, zlib.error) as error:
        raise ClusterError(f"{file} is no whole backup of a database: {error}.") from error
    if len(records) < 2:
        raise ClusterError(f"{file} is no whole backup of a database: it has {len(records)} records, and a schema and the rows are at least two.")
    schema = records[0][1]
    whole = hashlib.sha256("\n".join(digest for digest, dummy in records).encode()).hexdigest()
    return Content(str(schema.get("name")), str(schema.get("version")), whole)


def _digests(stream: IO[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A digest of each record; with that of the first, the schema, its name and version.

    A database of a hundred thousand ports is one object in one record: every object is replaced by its digest as soon as it is
    read, so that there are never more than a few rows in memory beside the text.
    """
    first = True
    while True:
        header = stream.readline(200)
        if not header:
            return
        match = _HEADER.fullmatch(header)
        if match is None:
            raise ValueError(f"{header[:40]!r} is not the head of a record")
        text = stream.read(int(match[1]))
        if len(text) != int(match[1]) or hashlib.sha1(text).hexdigest().encode() != match[2]:
            raise ValueError("a record is cut off or was changed")
        yield json.loads(text, object_pairs_hook=_digest), json.loads(text) if first else {}
        first = False


def _digest(pairs: list[tuple[str, Any]]) -> str:
    # What begins with an underscore is no table and no column: when and by what the backup was written.
    shown = sorted((key, value) for key, value in pairs if not key.startswith("_"))
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _open(file: str) -> IO[bytes]:
    with open(file, "rb") as probe:
        packed = probe.read(2) == b"\x1f\x8b"
    return gzip.open(file, "rb") if packed else open(file, "rb")  # type: ignore[return-value]


def _private(path: str) -> IO[bytes]:
    """A new file that nobody else can read: a database holds keys and passwords."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
