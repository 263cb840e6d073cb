"""Codes that can be printed, scanned, typed and spoken: "lusab babad gutih".

Three words of five letters, consonants and vowels in turn, sixteen bits a word. Source of the idea:
Wilkerson 2009, A proposal for proquints.
"""

from __future__ import annotations

import hashlib

from folkmoot.errors import Unreadable

BITS = 48
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_SHAPE = (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS)
_LENGTH = len(_SHAPE) * BITS // 16


def code(number: int) -> str:
    """A number from 0 to 2**48 - 1 as a code, its words joined by hyphens."""
    if not 0 <= number < 1 << BITS:
        raise ValueError(f"{number} is not a number of {BITS} bits")
    return "-".join(_word(number >> shift & 0xFFFF) for shift in range(BITS - 16, -1, -16))


def _word(number: int) -> str:
    letters = []
    for alphabet in reversed(_SHAPE):
        number, place = divmod(number, len(alphabet))
        letters.append(alphabet[place])
    return "".join(reversed(letters))


def read_code(typed: str) -> str:
    """The code somebody typed, in its one spelling; spaces, hyphens and capitals do not matter.

    Raises Unreadable for what cannot be one.
    """
    letters = [letter for letter in typed.casefold() if letter not in " -–—_.,\t\r\n"]
    if len(letters) != _LENGTH or any(
        letter not in _SHAPE[place % len(_SHAPE)] for place, letter in enumerate(letters)
    ):
        raise Unreadable("That is not a code: it has three words of five letters. Look at the slip again.")
    return "-".join("".join(letters[at : at + 5]) for at in range(0, _LENGTH, 5))


def digest(code: str) -> str:
    """What is kept of a code, so that nobody who reads the house can read it out: SHA-256, in hex."""
    return hashlib.sha256(f"folkmoot {code}".encode()).hexdigest()
