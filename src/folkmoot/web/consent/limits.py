"""How many times one device may use a form that is open to anybody.

Enough for a hall behind one address, too few for a machine.

Kept as a count under a keyed hash, for an hour, in memory only.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

USES_AN_HOUR = 60


def too_often(request: HttpRequest, form: str) -> bool:
    """Count one more use of a form, by its name, from this device's address; whether that is too many."""
    where = request.META.get("REMOTE_ADDR", "")
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{form}|{where}".encode(), hashlib.sha256).hexdigest()
    name = f"asks.{digest}"
    cache.add(name, 0, timeout=3600)
    try:
        return int(cache.incr(name)) > USES_AN_HOUR
    except ValueError:  # it ran out between the two lines
        return False
