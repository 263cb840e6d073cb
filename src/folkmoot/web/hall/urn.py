"""Votes written together: whoever votes in the same moment shares one commit, and waits for it.

One thread a process takes what has been put in and commits it as one transaction; nobody is told
"kept" before it is on the disk. While one commit is on its way the next votes gather, so a full hall
costs hardly more commits than a quiet one. Where a batch fails, each of its votes is tried alone, so
that one bad vote spoils nobody else's.
"""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field

from django.db import close_old_connections, connection, transaction

from folkmoot.web.meetings.models import Vote

MOST_AT_ONCE = 200
PATIENCE_SECONDS = 25


@dataclass(slots=True)
class _Put:
    vote: Vote
    done: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None


_waiting: queue.SimpleQueue[_Put] = queue.SimpleQueue()
_lock = threading.Lock()
_writer: threading.Thread | None = None


def put_in(vote: Vote) -> None:
    """Keep a vote; it is on the disk when this returns. One whose key is kept already changes nothing.

    Raises IntegrityError where its participant or statement is gone, TimeoutError when the disk does
    not answer: then nobody knows, and sending the same key again is safe.
    """
    if connection.in_atomic_block:  # inside somebody's transaction it stands or falls with that
        _keep([vote])
        return
    _see_that_somebody_writes()
    put = _Put(vote)
    _waiting.put(put)
    if not put.done.wait(PATIENCE_SECONDS):
        raise TimeoutError
    if put.error is not None:
        raise put.error


def _see_that_somebody_writes() -> None:
    global _writer
    if _writer is None or not _writer.is_alive():
        with _lock:
            if _writer is None or not _writer.is_alive():
                _writer = threading.Thread(target=_write, name="urn", daemon=True)
                _writer.start()


def _write() -> None:
    while True:
        batch = [_waiting.get()]
        while len(batch) < MOST_AT_ONCE:
            try:
                batch.append(_waiting.get_nowait())
            except queue.Empty:
                break
        close_old_connections()
        _commit(batch)


def _commit(batch: list[_Put]) -> None:
    try:
        _keep([put.vote for put in batch])
    except BaseException as error:
        if len(batch) > 1:
            for put in batch:
                _commit([put])
            return
        batch[0].error = error
    for put in batch:
        put.done.set()


def _keep(votes: list[Vote]) -> None:
    """One insert of all of them, built by hand: bulk_create takes several times as long for one row."""
    fields = [field for field in Vote._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(f"({', '.join(['%s'] * len(fields))})" for _vote in votes)
    values = [
        field.get_db_prep_save(getattr(vote, field.attname), connection) for vote in votes for field in fields
    ]
    table = connection.ops.quote_name(Vote._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES {places} ON CONFLICT DO NOTHING",
            values,
        )
