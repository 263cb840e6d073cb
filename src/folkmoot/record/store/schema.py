"""The tables of the record, and how a connection to them is made.

Rows are what a machine read; every one can be made again from its source. A sitting's
`generation` is the commit of the search index that holds it, empty until one does.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from folkmoot.errors import FolkmootError, NotFound, Unreachable, Unreadable

VERSION = 2
DATABASE = "record.sqlite3"

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE file (
  digest TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, of TEXT NOT NULL,
  revision TEXT NOT NULL, counts TEXT NOT NULL, unread TEXT NOT NULL, PRIMARY KEY (digest, name)
) WITHOUT ROWID;

CREATE TABLE sitting (
  key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, date TEXT NOT NULL, chamber TEXT NOT NULL,
  kind TEXT NOT NULL, revision TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL,
  roll TEXT NOT NULL, generation INTEGER
);
CREATE INDEX sitting_date ON sitting (date);

CREATE TABLE debate (
  key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, sitting INTEGER NOT NULL REFERENCES sitting (key),
  title TEXT NOT NULL, level TEXT NOT NULL, position INTEGER NOT NULL, parent_id TEXT NOT NULL,
  parent_title TEXT NOT NULL, department TEXT NOT NULL, "column" TEXT NOT NULL, time TEXT NOT NULL,
  url TEXT NOT NULL
);
CREATE INDEX debate_id ON debate (id);
CREATE INDEX debate_sitting ON debate (sitting, position);
CREATE INDEX debate_parent ON debate (parent_id) WHERE parent_id <> '';

CREATE TABLE contribution (
  key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, sitting INTEGER NOT NULL REFERENCES sitting (key),
  debate INTEGER NOT NULL REFERENCES debate (key), seq INTEGER NOT NULL, kind TEXT NOT NULL,
  date TEXT NOT NULL, person_id TEXT NOT NULL, member_id TEXT NOT NULL, speaker_name TEXT NOT NULL,
  office TEXT NOT NULL, party TEXT NOT NULL, time TEXT NOT NULL, "column" TEXT NOT NULL,
  url TEXT NOT NULL, type TEXT NOT NULL,
  oral_number TEXT NOT NULL, question_number TEXT NOT NULL, text TEXT NOT NULL, paragraphs TEXT NOT NULL,
  marks TEXT NOT NULL
);
CREATE INDEX contribution_id ON contribution (id);
CREATE INDEX contribution_sitting ON contribution (sitting, seq);
CREATE INDEX contribution_debate ON contribution (debate, seq);
CREATE INDEX contribution_person ON contribution (person_id, date) WHERE person_id <> '';

CREATE TABLE division (
  key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, sitting INTEGER NOT NULL REFERENCES sitting (key),
  debate INTEGER NOT NULL REFERENCES debate (key), seq INTEGER NOT NULL, number TEXT NOT NULL,
  counts TEXT NOT NULL, counted INTEGER NOT NULL, "column" TEXT NOT NULL, time TEXT NOT NULL,
  url TEXT NOT NULL
);
CREATE INDEX division_id ON division (id);
CREATE INDEX division_sitting ON division (sitting);
CREATE INDEX division_debate ON division (debate);

CREATE TABLE vote (
  division INTEGER NOT NULL REFERENCES division (key), position INTEGER NOT NULL, vote TEXT NOT NULL,
  name TEXT NOT NULL, teller INTEGER NOT NULL, person_id TEXT NOT NULL, member_id TEXT NOT NULL,
  party TEXT NOT NULL, PRIMARY KEY (division, position)
) WITHOUT ROWID;
CREATE INDEX vote_person ON vote (person_id) WHERE person_id <> '';

CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL, match TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE debate_department (
  debate INTEGER NOT NULL REFERENCES debate (key), department TEXT NOT NULL, name TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (debate, department)
) WITHOUT ROWID;
CREATE INDEX department_debate ON debate_department (department);

CREATE TABLE stem (stem TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (stem, word)) WITHOUT ROWID;

CREATE TABLE removed (sitting INTEGER PRIMARY KEY);

CREATE TABLE people_file (
  source TEXT PRIMARY KEY, digest TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE person (
  id TEXT NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL, redirect TEXT NOT NULL,
  identifiers TEXT NOT NULL, gender TEXT NOT NULL, PRIMARY KEY (id, source)
) WITHOUT ROWID;

CREATE TABLE name (
  person_id TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL, given_name TEXT NOT NULL,
  family_name TEXT NOT NULL, prefix TEXT NOT NULL, lord_name TEXT NOT NULL, lord_of TEXT NOT NULL,
  whole TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL
);
CREATE INDEX name_person ON name (person_id);

CREATE TABLE membership (
  id TEXT NOT NULL, source TEXT NOT NULL, person_id TEXT NOT NULL, post_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL, party_id TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
  start_reason TEXT NOT NULL, end_reason TEXT NOT NULL, redirect TEXT NOT NULL, PRIMARY KEY (id, source)
) WITHOUT ROWID;
CREATE INDEX membership_person ON membership (person_id);

CREATE TABLE office (
  id TEXT NOT NULL, person_id TEXT NOT NULL, organisation_id TEXT NOT NULL, role TEXT NOT NULL,
  kind TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, source TEXT NOT NULL
);
CREATE INDEX office_person ON office (person_id);

CREATE TABLE post (
  id TEXT NOT NULL, source TEXT NOT NULL, seat TEXT NOT NULL, other_names TEXT NOT NULL,
  organisation_id TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, PRIMARY KEY (id, source)
) WITHOUT ROWID;

CREATE TABLE interest (
  source TEXT NOT NULL, position INTEGER NOT NULL, person_id TEXT NOT NULL, member_id TEXT NOT NULL,
  edition TEXT NOT NULL, category TEXT NOT NULL, category_number TEXT NOT NULL, subcategory TEXT NOT NULL,
  text TEXT NOT NULL, registered TEXT NOT NULL, PRIMARY KEY (source, position)
) WITHOUT ROWID;
CREATE INDEX interest_person ON interest (person_id, edition);
CREATE INDEX interest_edition ON interest (edition, member_id);

CREATE TABLE organisation (
  id TEXT NOT NULL, name TEXT NOT NULL, classification TEXT NOT NULL, source TEXT NOT NULL
);
"""


def writing(folder: Path) -> sqlite3.Connection:
    """A connection that writes, the tables made if need be; transactions are begun by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / DATABASE, isolation_level=None, timeout=30)
    try:
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
            "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=16384;"
        )
    except sqlite3.DatabaseError as error:
        raise _no_record(folder, error) from error
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version={VERSION}; COMMIT;")
    _check(connection, folder)
    return connection


def reading(folder: Path, *, shared: bool = False) -> sqlite3.Connection:
    """A connection that only reads, also from a folder that cannot be written.

    A shared one may be closed by another thread than the one that made it.
    """
    path = folder / DATABASE
    mode = "mode=ro" if _can_share(folder) else "mode=ro&immutable=1"
    uri = f"file:{_quoted(path)}?{mode}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=30, check_same_thread=not shared
    )
    _check(connection, folder)
    return connection


def _can_share(folder: Path) -> bool:
    """Whether SQLite can keep its shared memory beside the file, or does not need to."""
    return writable(folder) or all((folder / f"{DATABASE}-{part}").exists() for part in ("wal", "shm"))


def writable(path: Path) -> bool:
    """Whether this process, as the user it has become, may write here."""
    if os.statvfs(path).f_flag & os.ST_RDONLY:
        return False
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _no_record(folder: Path, error: sqlite3.DatabaseError) -> FolkmootError:
    """What to say of a file that gave an error: on a full disk a good record must not be thrown away."""
    path = folder / DATABASE
    if isinstance(error, sqlite3.OperationalError):
        return Unreachable(
            f"{path} cannot be opened now ({error}). See that its disk has room and that this user may read "
            "the folder, then try again.",
            file=str(path),
        )
    return Unreadable(
        f"{path} is not a record ({error}); move it away and read the sources again.", file=str(path), line=0
    )


def _check(connection: sqlite3.Connection, folder: Path) -> None:
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise _no_record(folder, error) from error
    if version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise NotFound(
            f"There is no record in {folder} yet; read one with 'folkmoot record read PATH'.",
            folder=str(folder),
        )
    if version != VERSION:
        path = folder / DATABASE
        which, first = ("a newer", "update folkmoot, or ") if version > VERSION else ("an older", "")
        raise Unreadable(
            f"{path} was written by {which} version of folkmoot (layout {version}, here {VERSION}); "
            f"{first}move it away and read the sources again.",
            file=str(path),
            line=0,
        )
