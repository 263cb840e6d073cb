"""How a page prints who speaks: on a line of its own, before a colon, or within a text without breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from folkmoot.record.references.customs import Customs

_SENTENCE_END = r"(?:(?<=[.?!…—–”\"’)\]:] )|(?<=\A))"
_AFTER = r"(?=\s*:?\s+[A-Z“\"‘])"
_STOP_WITHIN = re.compile(r"[^\s.]{4,}[.?!] ")


def of_lines(customs: Customs) -> list[re.Pattern[str]]:
    """Patterns of a line that is, or begins with, who speaks."""
    return [
        re.compile(rf"(?P<who>{pattern})(?:(?P<colon>\s*:)(?=\s+\S)|\s*:?\s*\Z)")
        for pattern in _written_out(customs)
    ]


class Running:
    """Finds who speaks within a text: a name with seat or party in brackets, then that name again."""

    def __init__(self, customs: Customs) -> None:
        names, parts = customs.address["names"], _parts(customs)
        bracketed = [p for p in _written_out(customs) if r"\(" in p]
        self.patterns = [re.compile(f"{_SENTENCE_END}(?P<who>{p}){_AFTER}") for p in bracketed]
        self.chair = re.compile(f"{_SENTENCE_END}(?P<who>{parts['CHAIR']})(?=\\s*:\\s|\\s+[A-Z“])")
        self.titles = "|".join(re.escape(t) for group in names["titles"].values() for t in group)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where speakers stand in a text, half-open and in order; nothing unless there are two in full."""
        whole = [_without_stops(text, m) for p in self.patterns for m in p.finditer(text)]
        chosen = _apart(whole)
        names = {m["name"] for p in self.patterns for m in p.finditer(text) if m.groupdict().get("name")}
        if len({text[start:end] for start, end in chosen}) < 2:
            return []
        family = "|".join(sorted({re.escape(name.split()[-1]) for name in names}, key=len, reverse=True))
        again = re.compile(f"{_SENTENCE_END}(?P<who>(?:{self.titles}) (?:{family})){_AFTER}")
        shorter = [m.span("who") for p in (again, self.chair) for m in p.finditer(text)]
        return _apart([*chosen, *shorter])


def _without_stops(text: str, match: re.Match[str]) -> tuple[int, int]:
    """A name does not begin with the sentence before it: "Order. Hazel Blears (Salford and Eccles)"."""
    start, end = match.span("who")
    stops = list(_STOP_WITHIN.finditer(text, start, text.find("(", start, end)))
    return (stops[-1].end() if stops else start), end


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order without those that overlap an earlier or a longer one."""
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return chosen


def _parts(customs: Customs) -> dict[str, str]:
    """What NAME, TITLED, CHAIR and OFFICE stand for in the customs' patterns."""
    names, chairs = customs.address["names"], customs.address["chair"]
    title = "(?:" + "|".join(re.escape(t) for group in names["titles"].values() for t in group) + ")"
    word = r"[A-ZÀ-ÖØ-Þ][\w’'\x92.-]*"
    honours = r"(?:(?:The )?(?:Rt|Right) Hon\.? )?"
    titled = rf"{honours}{title} {word}(?: (?:of |de |van |von )?{word}){{0,4}}"
    forms = [
        form
        for rank in chairs.values()
        if isinstance(rank, dict)
        for gendered in rank.values()
        for form in gendered
    ]
    offices = customs.offices
    held = [t for group in (*offices["named"], *offices["ranks"]) for t in group["titles"]]
    shorter = "|".join(re.escape(b) for rank in offices["ranks"] for b in rank.get("before", ())) or "(?!)"
    whole = "|".join(map(re.escape, held))
    return {
        "OFFICE": rf"[A-Z][a-z]+ (?:(?:{whole})(?:(?:,| \w+) [A-Z][\w ,’'-]{{2,90}})?"
        rf"|(?:[A-Z][\w-]+,? (?:and )?){{1,4}}(?:{shorter}))",
        "TITLED": titled,
        "NAME": rf"(?:{titled}|{honours}{word}(?: (?:of |de |van |von )?{word}){{1,4}})",
        "CHAIR": "|".join(map(re.escape, [*forms, *customs.address["collective"]["names"]])),
    }


def _written_out(customs: Customs) -> Iterator[str]:
    """The customs' patterns with their words for parts replaced by what those stand for."""
    parts = _parts(customs)
    for pattern in customs.page.get("speakers", ()):
        for key, part in parts.items():
            pattern = part.join(re.split(rf"\b{key}\b", pattern))
        yield pattern
