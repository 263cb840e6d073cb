"""Every error Folkmoot raises on purpose.

    FolkmootError                 one sentence: what, where, what to do next
    ├── Unreadable                bytes that are not what they were given as
    │   ├── TooLarge              past a bound that keeps hostile files out
    │   ├── UnknownFormat         no reader knows this kind of file
    │   └── BadRow                one row of a table of notes or votes
    ├── NotFetched                a published file that could not be brought home
    ├── NotFound                  an id that nothing here answers to
    ├── UnknownSeat               nobody held this seat or office that day
    ├── BadQuery                  a search that cannot be read; knows the place
    ├── TooFew                    not enough people or votes to say anything
    ├── NotSent                   a mail that did not leave; knows whether it may be tried again
    ├── StoreBusy                 another process is writing this folder
    ├── HouseMissing              the command needs folkmoot[web]
    ├── Unreachable               a folder or database that cannot be had
    ├── Refused                   not allowed, by a rule that can be named
    └── JournalBroken             the journal does not add up

The library raises, the command line prints the sentence, the API answers in one shape.
"""

from __future__ import annotations

from typing import Any


class FolkmootError(Exception):
    """Something went wrong that a person can do something about.

    The message is one whole sentence or two; facts given by name stay as attributes in `facts`.
    """

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.facts = facts

    @property
    def message(self) -> str:
        return str(self.args[0])


class Unreadable(FolkmootError):
    """Bytes that are not what they were given as."""


class TooLarge(Unreadable):
    """A file past a bound that keeps hostile input out."""


class UnknownFormat(Unreadable):
    """No reader knows this kind of file."""


class BadRow(Unreadable):
    """One row of a table that cannot be taken as it stands."""


class NotFetched(FolkmootError):
    """A published file that could not be brought home. `facts` hold the url, and the status if any came."""


class NotFound(FolkmootError):
    """An id that nothing here answers to."""


class UnknownSeat(FolkmootError):
    """Nobody held this seat or office that day."""


class BadQuery(FolkmootError):
    """A search that cannot be read. `facts["at"]` is the character where it stopped making sense."""


class TooFew(FolkmootError):
    """Not enough people, statements or votes to answer."""


class NotSent(FolkmootError):
    """A mail that did not leave. No address is in the sentence.

    `facts["outcome"]` is "later" (try again), "refused" (for good) or "unsure" (it may have left).
    """


class StoreBusy(FolkmootError):
    """Another process is writing this folder."""


class HouseMissing(FolkmootError):
    """The command needs the web application."""


class Unreachable(FolkmootError):
    """A folder that cannot be written, or a database that does not answer."""


class Refused(FolkmootError):
    """Not allowed, by a rule that the message names."""


class JournalBroken(FolkmootError):
    """The journal does not add up."""
