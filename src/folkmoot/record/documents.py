"""Papers that put numbered points and papers that answer them, as values."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding of a report and every reply to it in the papers that were read."""

    finding: Finding
    replies: tuple[tuple[str, Reply], ...]
    """Each with the source of the paper it stands in."""


def answered(papers: Sequence[Document]) -> tuple[Answered, ...]:
    """The findings of the first paper, each beside what any of the papers answers to its number."""
    if not papers:
        return ()
    return tuple(
        Answered(
            finding,
            tuple((paper.source, reply) for paper in papers for reply in paper.replies_to(finding.number)),
        )
        for finding in papers[0].findings
    )
