"""A PostgreSQL of our own for as long as a test runs.

Debian's server refuses to run as root, so it runs as its own user, in a folder of its own, on a
free loopback port. A server named by FOLKMOOT_TEST_POSTGRES (a URL of its maintenance database)
is used instead. `python -m tests.postgres COMMAND…` runs a command with DATABASE_URL set to a new database.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.ports import free_port


@dataclass(frozen=True)
class Server:
    """A running server. `maintenance` is the address of a database to make others from."""

    maintenance: str

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new empty database, dropped at the end."""
        name = f"folkmoot_test_{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield urlunsplit(urlsplit(self.maintenance)._replace(path=f"/{name}"))
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.maintenance, autocommit=True) as connection:
            connection.execute(statement)


def available() -> bool:
    return bool(os.environ.get("FOLKMOOT_TEST_POSTGRES")) or _programs() is not None


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """A server, ours or the named one. durable: with fsync, as in production (for measuring)."""
    if named := os.environ.get("FOLKMOOT_TEST_POSTGRES"):
        yield Server(named)
        return
    programs = _programs()
    assert programs is not None, "PostgreSQL is not installed here"
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", free_port()
    try:
        _as_owner(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = f"-p {port} -h 127.0.0.1 -k {folder}" + ("" if durable else " -F")
        _as_owner(programs / "pg_ctl", "-D", data, "-w", "-o", settings, "-l", folder / "log", "start")
        try:
            yield Server(f"postgresql://postgres@127.0.0.1:{port}/postgres")
        finally:
            _as_owner(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """Where Debian keeps initdb and pg_ctl: the newest version of 15 or later."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    found = [path for path in found if path.parent.name.isdecimal() and int(path.parent.name) >= 15]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def _as_owner(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/tmp")
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    with server() as ours, ours.database() as address:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}).returncode)
