"""How a request is erased: with its name, its words and how to reach whoever asked."""

from __future__ import annotations

import uuid

from folkmoot.web.consent.erasers import eraser
from folkmoot.web.replies.models import Request


@eraser("request")
def erase_request(key: str) -> bool:
    try:
        uuid.UUID(key)
    except ValueError:
        return False
    return bool(Request.objects.filter(key=key).delete()[0])
