"""What every page knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def installation(_request: HttpRequest) -> dict[str, str]:
    return {"body": settings.FOLKMOOT_BODY}
