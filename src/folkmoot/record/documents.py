"""Papers that put numbered points and papers that answer them, as values."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.record.debates import Unread


@dataclass(frozen=True, slots=True)
class Finding:
    """One numbered conclusion or recommendation, in its own words.

    kind: conclusion or recommendation where the paper says which, else empty. `paragraphs` are those of
    the paper that it points at, as printed. It stands at text[start:end] of its document.
    """

    number: int
    kind: str
    text: str
    paragraphs: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered to one finding or several together; it stands at text[start:end]."""

    numbers: tuple[int, ...]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its findings, or a response with the findings it quotes and its replies.

    `text` is the whole paper, an empty line between paragraphs.
    """

    source: str
    title: str
    text: str
    findings: tuple[Finding, ...] = ()
    replies: tuple[Reply, ...] = ()
    unread: tuple[Unread, ...] = ()

    def replies_to(self, number: int) -> tuple[Reply, ...]:
        """What is answered to the finding of this number; nothing where no reply was found here."""
        return tuple(reply for reply in self.replies if number in reply.numbers)
