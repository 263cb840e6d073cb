"""Addresses that get no mail from here, known only by a keyed hash.

The key is made from the secret key of the installation, which is in no backup: whoever has a copy
of the house cannot try addresses against the list. Under another secret key the list says nothing,
so nothing is sent at all until the old one is back.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.consent.erasers import eraser
from folkmoot.web.consent.models import Suppressed

KIND = "address"
"""What `consent.actions.erase` calls it: erasing an address forgets it everywhere and suppresses it."""


def digest(address: str) -> str:
    """The keyed hash that stands for an address: 64 hexadecimal digits, the same for any spelling of it."""
    return hmac.new(_key(), address.strip().casefold().encode(), hashlib.sha256).hexdigest()


def is_suppressed(address: str) -> bool:
    """Whether this address is to get no mail.

    Raises Refused where the list was made under another secret key: then nobody can tell.
    """
    if Suppressed.objects.exclude(key_name=_key_name()).exists():
        raise Refused(
            "No mail is sent: the list of addresses that get none was made under another secret key. "
            "Put back FOLKMOOT_SECRET_KEY, or the file secret_key of the home it was made in."
        )
    return Suppressed.objects.filter(digest=digest(address)).exists()


def lift(address: str) -> bool:
    """Take an address off the list, when the person asked for it; False where it was not on it."""
    return bool(Suppressed.objects.filter(digest=digest(address)).delete()[0])


@eraser(KIND)
def suppress(key: str) -> bool:
    """Put the address with this hash on the list, again after a restore; False for what is no hash."""
    if len(key) != 64 or set(key) - set("0123456789abcdef"):
        return False
    made = {"key_name": _key_name(), "at": timezone.now()}
    return Suppressed.objects.get_or_create(digest=key, defaults=made)[1]


def _key() -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), b"folkmoot.consent.suppression", hashlib.sha256).digest()


def _key_name() -> str:
    return hashlib.sha256(b"name of " + _key()).hexdigest()[:16]
