"""How a staff account is erased: the journal's lines stay, and nobody's name stands behind them.

It stands here because the register of erasers does, above the room of accounts.
"""

from __future__ import annotations

from folkmoot.web.accounts.actions import anonymise
from folkmoot.web.consent import suppression  # noqa: F401  (how an address is suppressed)
from folkmoot.web.consent.erasers import eraser


@eraser("account")
def erase_account(key: str) -> bool:
    """The name, address, password and second factors of somebody who worked here."""
    return key.isdecimal() and anonymise(int(key))
