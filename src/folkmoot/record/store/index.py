"""The search index beside the database: made from its rows, never the other way round.

The index holds no text of its own, only where words stand. A sitting goes in whole: what was
there of it before is taken out first, so that adding it again does no harm.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path

import tantivy

from folkmoot.errors import Unreadable
from folkmoot.record.departments import slug
from folkmoot.record.store import derived
from folkmoot.record.store.schema import writable

FOLDER = "index"
LAYOUT = 3
HEAP_BYTES = 96 * 1024 * 1024
COMMIT_CHARACTERS = 64 * 1024 * 1024
_PLACES = 1 << 24


def analyser() -> tantivy.TextAnalyzer:
    """What makes terms of a text, in the index and in queries alike."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


def schema() -> tantivy.Schema:
    """The fields: words as they stand, and what a search can ask beside them."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    builder.add_unsigned_field("sitting", indexed=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_text_field("body", tokenizer_name="words")
    builder.add_text_field("party", tokenizer_name="words")
    for name in ("speaker", "mentioned", "title"):
        builder.add_text_field(name, tokenizer_name="words", index_option="basic")
    builder.add_text_field("facts", tokenizer_name="facts", index_option="basic")
    builder.add_text_field("facets", tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


_SCHEMA = schema()


def _prepared(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("words", analyser())
    index.register_tokenizer("facts", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def current(connection: sqlite3.Connection) -> bool:
    """Whether the index beside this database is laid out as it is here."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'index'").fetchone()
    return row is not None and bool(row[0] == str(LAYOUT))


def cannot_open(folder: Path, error: Exception | None = None) -> Unreadable:
    """The error for an index of another version, or one that is damaged."""
    why = f"is damaged ({' '.join(str(error).split())})" if error else "is of another version of folkmoot"
    return Unreadable(
        f"The search index in {folder} {why}; read anything again with 'folkmoot record read PATH': "
        "the index is then made anew.",
        file=str(folder / FOLDER),
        line=0,
    )


def exists(folder: Path) -> bool:
    """Whether there is an index in this record."""
    path = folder / FOLDER
    return path.is_dir() and bool(tantivy.Index.exists(str(path)))


def open_to_write(folder: Path) -> tantivy.Index:
    path = folder / FOLDER
    path.mkdir(parents=True, exist_ok=True)
    return _prepared(tantivy.Index(_SCHEMA, path=str(path), reuse=True))


def open_to_read(folder: Path) -> tuple[tantivy.Index, tempfile.TemporaryDirectory[str] | None]:
    """The index, and a folder to keep while it is used where its own cannot be written.

    The index takes a lock file beside its segments when it opens; in a read-only folder it is
    opened through links in a temporary one.
    """
    path = folder / FOLDER
    if not path.is_dir():
        raise cannot_open(folder)
    if all(map(writable, [path, *path.glob("*.lock")])):
        return _opened(path), None
    stand_in = tempfile.TemporaryDirectory(prefix="folkmoot-index-")
    for file in path.iterdir():
        if file.name.endswith(".lock"):
            continue
        (Path(stand_in.name) / file.name).symlink_to(file.resolve())
    return _opened(Path(stand_in.name)), stand_in


def _opened(path: Path) -> tantivy.Index:
    index = _prepared(tantivy.Index.open(str(path)))
    index.config_reader("manual")
    return index


_SPOKEN_KINDS = {
    "debates": "debate",
    "westminhall": "debate",
    "lords": "debate",
    "standing": "committee",
    "wrans": "written",
    "lordswrans": "written",
    "spwrans": "written",
    "wms": "statement",
    "lordswms": "statement",
}


def add_sitting(writer: tantivy.IndexWriter, connection: sqlite3.Connection, sitting: int) -> int:
    """Put one sitting into the index in place of what was there of it. Returns its characters."""
    remove(writer, [sitting])
    head = connection.execute("SELECT chamber, kind, id FROM sitting WHERE key = ?", (sitting,)).fetchone()
    if head is None:
        return 0
    chamber, kind, gid = head
    kinds = {kind, _SPOKEN_KINDS.get(kind, kind)}
    about = " ".join(
        [fact("chamber", slug(chamber)), fact("in", gid), *(fact("kind", kind) for kind in sorted(kinds))]
    )
    chamber = f"chamber={chamber}"
    debates = _debates(connection, sitting)
    spoken_of = _spoken_of(connection, sitting)
    characters = 0
    rows = connection.execute(
        "SELECT key, debate, seq, kind, date, person_id, speaker_name, party, text, marks FROM contribution "
        "WHERE sitting = ? ORDER BY seq",
        (sitting,),
    )
    for key, debate, seq, what, said, person, speaker, party, text, marks in rows:
        day = _ordinal(said)
        document = tantivy.Document()
        document.add_unsigned("key", key)
        document.add_unsigned("sitting", sitting)
        document.add_unsigned("day", day)
        document.add_unsigned("order", day * _PLACES + _PLACES - 1 - min(seq, _PLACES - 1))
        document.add_text("body", text)
        title, standing, departments = debates[debate]
        for facet in (chamber, *departments):
            document.add_text("facets", facet)
        document.add_text("title", title)
        if speaker:
            document.add_text("speaker", speaker)
        if party:
            document.add_text("party", party)
            document.add_text("facets", f"party={party}")
        facts = f"{about} {standing} {fact('kind', what)}"
        if person:
            facts += f" {fact('person', person)}"
        persons = spoken_of.get(key, set())
        if marks:
            mentioned = {(m[3], m[4]) for m in json.loads(marks)["mentions"]}
            document.add_text("mentioned", " / ".join(name for name, _ in sorted(mentioned)))
            persons |= {who for _, who in mentioned if who}
        facts += "".join(f" {fact('mentions', who)}" for who in sorted(persons))
        document.add_text("facts", facts)
        writer.add_document(document)
        characters += len(text)
    return characters


@functools.lru_cache(maxsize=64)
def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def fact(name: str, value: str) -> str:
    """What holds of a contribution beside its words, as one term."""
    return f"{name}={value}".replace(" ", "_")


def _spoken_of(connection: sqlite3.Connection, sitting: int) -> dict[int, set[str]]:
    """Whom the words of each contribution were found to mean, where that is one person; no pronouns."""
    found: dict[int, set[str]] = {}
    if derived.there(connection):
        for key, person in connection.execute(
            "SELECT DISTINCT contribution, person FROM reference "
            "WHERE sitting = ? AND person <> '' AND kind <> 'pronoun'",
            (sitting,),
        ):
            found.setdefault(key, set()).add(person)
    return found


def _debates(connection: sqlite3.Connection, sitting: int) -> dict[int, tuple[str, str, tuple[str, ...]]]:
    """Each debate of a sitting: titles upwards, headings and departments as facts, departments alone."""
    rows = connection.execute(
        "SELECT key, id, title, parent_id FROM debate WHERE sitting = ? ORDER BY position", (sitting,)
    ).fetchall()
    facts: dict[int, list[str]] = {}
    for debate, department in connection.execute(
        "SELECT p.debate, p.department FROM debate_department p JOIN debate d ON d.key = p.debate "
        "WHERE d.sitting = ?",
        (sitting,),
    ):
        facts.setdefault(debate, []).append(fact("department", department))
    by_id = {gid: (title, parent) for _, gid, title, parent in rows}
    found = {}
    for key, gid, _, _ in rows:
        titles, ids = _upwards(gid, by_id)
        placed = tuple(facts.get(key, ()))
        found[key] = titles, " ".join([*(fact("in", i) for i in ids), *placed]), placed
    return found


def _upwards(gid: str, by_id: dict[str, tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    titles: list[str] = []
    ids: list[str] = []
    while gid in by_id and gid not in ids:
        title, parent = by_id[gid]
        titles.append(title)
        ids.append(gid)
        gid = parent
    return " / ".join(titles), tuple(ids)


def remove(writer: tantivy.IndexWriter, sittings: Iterable[int]) -> None:
    """Take sittings out. (Deleting by term misses numbers in unsigned fields, so it is done by query.)"""
    for sitting in sittings:
        writer.delete_documents_by_query(tantivy.Query.term_query(_SCHEMA, "sitting", sitting))
