"""A question or a letter made of what people said and what the record says: no sentence of its own.

Every sentence of a draft is a fixed one from here, or stands in quotation marks word for word in its
source. What a person makes of the draft is theirs; `unfounded` says which quotations no longer stand
in any source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from folkmoot.text import normal
from folkmoot.tracing.asking.rules import Form

FEWEST_QUOTED = 4
"""Fewer words in quotation marks than this are taken for a name or an irony, not for a quotation."""

_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")
_TO_ASK = re.compile(
    r"\s*to ask\b.*?,\s*(?=(?:(?:on|in|by|for|from|to|of|at|under|with)\s+)?"
    r"(?:if|what|when|where|which|who|whom|whose|why|how|whether|pursuant)\b)",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = re.compile(r"[“”\"‘']")
_CUTS = re.compile(r"\s*(?:…|\.\.\.|\[…\])\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words as they stand in a source: of a note or a statement ("house"), or of the record.

    of: the source's public id: a note's key, moot:statement, or a contribution's id.
    """

    words: str
    source: str
    of: str
    side: str = "house"
    address: str = ""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom an ask is addressed to: an office or a body, the name of who holds it, their seat."""

    office: str = ""
    name: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a draft: a fixed frame, or a quotation."""

    text: str
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be tabled or sent, and the note that goes beside a question to the Member who puts it."""

    words: tuple[Piece, ...]
    beside: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        return as_text(self.words)

    @property
    def beside_text(self) -> str:
        return as_text(self.beside)


def as_text(pieces: Iterable[Piece]) -> str:
    """Pieces one after the other, as they would be read."""
    return "".join(piece.text for piece in pieces).strip()


def opening(form: Form, to: Addressed) -> str:
    """The words with which a form begins, addressed."""
    name = to.name or "…"
    frame = form.frame.format(office=_article(to.office) or "…", name=name, seat=to.seat or "…")
    return frame.replace("To …, ", "To ") if form.is_letter and not to.name else frame


def _article(office: str) -> str:
    """An office as it is spoken to: "the Secretary of State for Transport", "Kettle and Wold Water"."""
    held = re.match(
        r"(?:The )?(?:Secretary|Minister|Parliamentary|Chancellor|Prime|Attorney|Solicitor|Leader|Lord)\b",
        office,
    )
    return f"the {office.removeprefix('The ')}" if held else office


def draft(
    form: Form,
    to: Addressed,
    *,
    said: Sequence[Quotation],
    policy: str = "",
    recorded: Sequence[Quotation] = (),
    question: str = "",
    by: str = "",
) -> Draft:
    """A draft in a form: what people said, what the plank says, what the record says already.

    policy: the plank's words, quoted as they stand. question: words of a person's own, taken as they
    are. by: who asks, such as the body that runs this installation.
    """
    asked = _asked(form, to, policy, question)
    around = [*_quoted(_SAID, said), *_quoted(_RECORDED, recorded)]
    if form.is_letter:
        end = [Piece(_SIGN)] if not by else [Piece(_SIGN.replace("…", f"…\n{by}", 1))]
        return Draft((*asked, *around, *_put_it(form), *end))
    return Draft(tuple(asked), tuple(around))


_SAID = "What people said:"
_RECORDED = "What the record says already:"
_SIGN = "\n\nYours sincerely,\n…\n"
_WILL_YOU = "Will you say what you will do about this?"
_PUT_IT = (
    "Please put this to the Minister, as a question or by sending this letter on, and tell us the answer."
)


def _asked(form: Form, to: Addressed, policy: str, question: str) -> list[Piece]:
    quoted = Quotation(policy, "the plank", "plank") if policy else None
    begin = opening(form, to)
    if form.is_letter:
        pieces = [Piece(f"{begin}\n\n")]
        if quoted:
            pieces += [Piece("We ask for this: "), Piece(f"“{inside(policy)}”", quoted), Piece("\n\n")]
        return [*pieces, Piece(question.strip() or _WILL_YOU)]
    pieces = [Piece(begin if form.frame.endswith(", ") else f"{begin}: ")]
    if question.strip():
        return [*pieces, Piece(question.strip())]
    if quoted is None:
        return [*pieces, Piece("what steps are being taken.")]
    end = "." if form.frame.endswith(", ") else "?"
    will = "if action will be taken on this proposal: " if end == "." else "Will you act on this proposal: "
    return [
        *pieces,
        Piece(will),
        Piece(f"“{inside(policy)}”", quoted),
        Piece("" if policy[-1:] in ".?!" else end),
    ]


def _quoted(heading: str, quotations: Sequence[Quotation]) -> list[Piece]:
    if not quotations:
        return []
    pieces = [Piece(f"\n\n{heading}\n")]
    for one in quotations:
        where = f" ({one.source}{f', {one.address}' if one.address else ''})"
        pieces += [Piece("\n"), Piece(f"“{inside(one.words)}”", one), Piece(f"{where}\n")]
    return pieces


def _put_it(form: Form) -> list[Piece]:
    return [Piece(f"\n\n{_PUT_IT}")] if form.asks_them_to_put_it else []


def quoted_in(text: str) -> tuple[str, ...]:
    """What stands in quotation marks and is long enough to be a quotation, in order."""
    found = (one or other for one, other in _QUOTED.findall(text))
    return tuple(words for words in found if len(words.split()) >= FEWEST_QUOTED)


def unfounded(text: str, sources: Iterable[str]) -> tuple[str, ...]:
    """Quotations in a text that stand word for word in none of the sources; marked cuts are allowed.

    Case, accents, white space and the kind of quotation marks do not matter, nor does a last stop.
    """
    known = [_plain(source) for source in sources]
    return tuple(words for words in quoted_in(text) if not any(_stands(words, source) for source in known))


def _stands(words: str, source: str) -> bool:
    """Whether what is left between marked cuts stands in a source, in this order."""
    at = 0
    for part in filter(None, (_plain(part) for part in _CUTS.split(words))):
        at = source.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _plain(text: str) -> str:
    return _MARKS.sub("", normal(text)).strip(" .,;:?!")


def inside(words: str) -> str:
    """Words as they stand inside quotation marks: their own marks become single ones."""
    return words.replace("“", "‘").replace("”", "’")


def without_opening(words: str) -> str:
    """What is asked, without whom it is put to: after "To ask the Secretary of State for Transport,"."""
    found = _TO_ASK.match(words)
    return words[found.end() :] if found else words


def stands_in(words: str, source: str) -> bool:
    """Whether words stand word for word in a source; marked cuts are allowed."""
    return bool(_plain(words)) and _stands(words, _plain(source))
