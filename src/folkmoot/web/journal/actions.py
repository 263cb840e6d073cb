"""Write the journal. Every staff action calls `write_line` inside its own transaction."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from folkmoot.web.accounts.models import User
from folkmoot.web.journal.chain import ERASED, GENESIS, hash_of, mac, spell
from folkmoot.web.journal.models import Content, Line

_TURN = 0x666F6C6B  # the advisory lock of PostgreSQL that stands for "the journal's pen"


def write_line(*, who: User | None, verb: str, kind: str, key: str, content: dict[str, Any]) -> Line:
    """One line: who did what to which object, and an HMAC of what it held then.

    who: a signed-in member of staff; None when a command did it.
    verb: a plain past participle, such as "released" or "confirmed".
    kind, key: the object, such as "note" and its UUID. `content` must be JSON.
    Lines are numbered 1, 2, 3 … without a gap: writers take turns, each until its transaction
    ends. So lines come last in an action, after the rows it changes: then whoever has the turn
    waits for nobody, and two actions cannot lock each other out. (Were one to do otherwise and
    meet another at the same row, PostgreSQL would undo one of them, whole.)
    Raises TransactionManagementError outside a transaction: the deed and its line stand or fall together.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("write_line belongs in the transaction of its action")
    spelled = spell(content)
    _take_turn()
    last = Line.objects.order_by("-number").values("number", "hash").first()
    secret = secrets.token_hex(32)
    line = Line(
        number=last["number"] + 1 if last else 1,
        at=timezone.now(),
        who=who,
        verb=verb,
        object_kind=kind,
        object_key=str(key),
        content_mac=mac(secret, spelled),
        previous=last["hash"] if last else GENESIS,
    )
    line.hash = hash_of(line)
    line.save(force_insert=True)
    Content.objects.create(line=line, key=secret, spelled=spelled)
    return line


def forget(*, kind: str, key: str, who: User | None, reason: str) -> Line:
    """Erase lawfully what the journal held of one object, and write that it was done.

    The lines stay and the chain still verifies; their content and its HMAC keys are gone.
    Returns the line that says so. `reason` must not itself say what was erased.
    """
    with transaction.atomic():
        about = Content.objects.filter(line__object_kind=kind, line__object_key=str(key))
        gone, _ = about.exclude(line__verb=ERASED).delete()
        return write_line(who=who, verb=ERASED, kind=kind, key=key, content={"reason": reason, "lines": gone})


def _take_turn() -> None:
    """Wait until nobody else is writing. SQLite's immediate transactions are a turn already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
