"""How a line is signed and how it holds the one before; shared by writing and verifying."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from typing import Any

from folkmoot.web.journal.models import Line

GENESIS = "0" * 64
ERASED = "erased"


def mac(secret: str, spelled: str) -> str:
    """HMAC-SHA256 of a content as it was spelled, under the key kept beside it."""
    return hmac.new(bytes.fromhex(secret), spelled.encode(), hashlib.sha256).hexdigest()


def hash_of(line: Line) -> str:
    """SHA-256 over everything a line says and the hash of the line before."""
    at = line.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    said = [
        line.number,
        at,
        line.who_id,
        line.verb,
        line.object_kind,
        line.object_key,
        line.content_mac,
        line.previous,
    ]
    return hashlib.sha256(spell(said).encode()).hexdigest()


def spell(value: Any) -> str:
    """JSON in one spelling: keys sorted, no spaces, ASCII.

    Raises TypeError or ValueError for what is not JSON.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
