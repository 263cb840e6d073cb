"""Write the journal. Every staff action calls `write_line` inside its own transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import secrets
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from folkmoot.web.accounts.models import User
from folkmoot.web.journal.models import Content, Line

GENESIS = "0" * 64


def write_line(*, who: User | None, verb: str, kind: str, key: str, content: dict[str, Any]) -> Line:
    """One line: who did what to which object, and an HMAC of what it held then.

    who: a signed-in member of staff; None when a command did it.
    verb: a plain past participle, such as "released" or "confirmed".
    kind, key: the object, such as "note" and its UUID. `content` must be JSON.
    Raises TransactionManagementError outside a transaction: the deed and its line stand or fall together.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("write_line belongs in the transaction of its action")
    last = Line.objects.select_for_update().order_by("-number").first()
    secret = secrets.token_hex(32)
    line = Line(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        who=who,
        verb=verb,
        object_kind=kind,
        object_key=key,
        content_mac=mac(secret, content),
        previous=last.hash if last else GENESIS,
    )
    line.hash = hash_of(line)
    line.save(force_insert=True)
    Content.objects.create(line=line, key=secret, content=content)
    return line


def mac(secret: str, content: dict[str, Any]) -> str:
    """HMAC-SHA256 of content in one spelling: keys sorted, no spaces."""
    return hmac.new(bytes.fromhex(secret), _spelled(content), hashlib.sha256).hexdigest()


def hash_of(line: Line) -> str:
    """SHA-256 over everything a line says and the hash of the line before."""
    at = line.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    said = [line.number, at, line.who_id, line.verb, line.object_kind, line.object_key, line.content_mac, line.previous]
    return hashlib.sha256(_spelled(said)).hexdigest()


def _spelled(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
