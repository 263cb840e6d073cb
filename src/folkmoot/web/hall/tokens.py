"""The token in a voter's browser: a signed cookie for one moot, with nothing in it but a random key."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from folkmoot.meetings.codes import BITS, code

COOKIE = "folkmoot_token"
_SALT = "folkmoot.hall.token"
KEPT_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Token:
    """Whose votes these are, and which wording of the first screen they said yes to."""

    key: uuid.UUID
    purpose: int


def new_code() -> str:
    """A code nobody has guessed."""
    return code(secrets.randbits(BITS))


def read_token(request: HttpRequest) -> Token | None:
    """The token a browser brought, if it is one of ours."""
    try:
        key, purpose = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
        return Token(uuid.UUID(hex=key), int(purpose))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def give_token(answer: HttpResponse, slug: str, token: Token) -> None:
    """Leave a token in a browser, for the pages of this moot's vote only."""
    answer.set_cookie(
        COOKIE,
        signing.dumps((token.key.hex, token.purpose), salt=_SALT),
        max_age=KEPT_SECONDS,
        path=reverse("vote", args=[slug]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_token_back(answer: HttpResponse, slug: str) -> None:
    answer.delete_cookie(COOKIE, path=reverse("vote", args=[slug]), samesite="Lax")
