"""Paragraphs of the record as HTML: escaped, with quiet links where the source marked a Member."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from folkmoot.record.debates import Contribution, Paragraph

# The source's paragraph classes that change how a paragraph looks.
_LOOKS = {"indent", "indentitalic", "italic", "numindent", "holdinganswer", "askedtoreply"}
# Bytes of Windows-1252 that a file declared as ISO-8859-1: each is one character for another.
_CONTROLS = re.compile("[\x80-\x9f]")
Marks = dict[int, list[tuple[int, int, str]]]


def as_html(
    contribution: Contribution,
    person_address: Callable[[str, str], str],
    place_address: Callable[[str], str] = lambda _target: "",
    meant: Iterable[tuple[int, tuple[int, int, str]]] = (),
) -> SafeString:
    """All paragraphs of a contribution; each has its own anchor, rows of tables stand in a table.

    person_address: the page of a person by person id and membership id, or nothing.
    place_address: where a reference to the official report leads, or nothing.
    meant: links to whom words mean, as (paragraph, (start, end, tag)); what the source marked itself goes
        first, unless wider words hold it and mean somebody.
    """
    marks = _marks(contribution, person_address, place_address)
    for number, mark in meant:
        marks[number] = _beside(marks.get(number, []), mark)
    numbered = enumerate(contribution.paragraphs)
    pieces: list[str] = []
    for is_row, group in groupby(numbered, key=lambda pair: pair[1].css_class == "row"):
        if is_row:
            pieces.append(_table([paragraph for _, paragraph in group]))
        else:
            pieces.extend(_paragraph(contribution.id, n, p, marks.get(n, [])) for n, p in group)
    return mark_safe("".join(pieces))


def anchor(contribution_id: str, number: int, paragraph: Paragraph) -> str:
    """The id of a paragraph on its page: the source's own, or its place in the contribution."""
    return paragraph.pid or f"{contribution_id}/{number + 1}"


def written(text: str) -> str:
    """Words for HTML: escaped, with the marks that an old file meant by control characters."""
    return html.escape(_CONTROLS.sub(_meant, text))


def _meant(control: re.Match[str]) -> str:
    return control[0].encode("latin-1").decode("cp1252", "replace")


def highlighted(text: str, matches: Iterable[tuple[int, int]]) -> SafeString:
    """A text with <mark> around half-open ranges of it."""
    pieces, last = [], 0
    for start, end in sorted(matches):
        if start < last:
            continue
        pieces += [written(text[last:start]), "<mark>", written(text[start:end]), "</mark>"]
        last = end
    return mark_safe("".join([*pieces, written(text[last:])]))


def _marks(
    contribution: Contribution, person_address: Callable[[str, str], str], place_address: Callable[[str], str]
) -> Marks:
    marks: Marks = {}
    for mention in contribution.mentions:
        if address := person_address(mention.person_id, mention.member_id):
            opening = f'<a class="mention" href="{escape(address)}">'
            marks.setdefault(mention.paragraph, []).append((mention.start, mention.end, opening))
    for reference in contribution.references:
        if address := place_address(reference.target):
            opening = f'<a class="mention" href="{escape(address)}">'
            marks.setdefault(reference.paragraph, []).append((reference.start, reference.end, opening))
    return marks


def _beside(marks: list[tuple[int, int, str]], mark: tuple[int, int, str]) -> list[tuple[int, int, str]]:
    """Marks with one more; where it meets another, the wider stays, and of two as wide the first."""
    start, end, _opening = mark
    met = [m for m in marks if m[0] < end and start < m[1]]
    if any(m[1] - m[0] >= end - start for m in met):
        return marks
    return [*(m for m in marks if m not in met), mark]


def _paragraph(gid: str, number: int, paragraph: Paragraph, marks: list[tuple[int, int, str]]) -> str:
    if not paragraph.text.strip():
        return ""
    looks = f' class="{paragraph.css_class}"' if paragraph.css_class in _LOOKS else ""
    asked = (
        f'<span class="number">{escape(paragraph.question_number)}</span> '
        if paragraph.question_number
        else ""
    )
    words = "".join(_linked(paragraph.text, marks))
    return f'<p id="{escape(anchor(gid, number, paragraph))}"{looks}>{asked}{words}</p>\n'


def _linked(text: str, marks: list[tuple[int, int, str]]) -> Iterator[str]:
    last = 0
    for start, end, opening in sorted(marks):
        if start < last:
            continue
        yield written(text[last:start])
        yield f"{opening}{written(text[start:end])}</a>"
        last = end
    yield written(text[last:])


def _table(rows: list[Paragraph]) -> str:
    """Rows as the source printed them; the first is a heading when none of its cells is a number."""
    headed = len(rows) > 1 and not any(_is_number(cell) for cell in _cells(rows[0]))
    body = []
    for place, row in enumerate(rows):
        tag = 'th scope="col"' if headed and place == 0 else "td"
        cells = "".join(_cell(tag, text) for text in _cells(row))
        body.append(f'<tr id="{escape(row.pid)}">{cells}</tr>' if row.pid else f"<tr>{cells}</tr>")
    scrolls = f'class="scroll" tabindex="0" role="group" aria-label="{escape(_("Table"))}"'
    return f'<div {scrolls}><table class="printed">{"".join(body)}</table></div>\n'


def _cell(tag: str, text: str) -> str:
    if tag != "td" and not text.strip():
        return "<td></td>"
    number = ' class="number"' if _is_number(text) else ""
    return f"<{tag}{number}>{written(text.strip())}</{tag.split()[0]}>"


def _cells(row: Paragraph) -> list[str]:
    return [row.text[start:end] for start, end in row.cells] or [row.text]


def _is_number(text: str) -> bool:
    plain = text.strip().strip("()£%+-−*~")
    return bool(plain) and plain.replace(",", "").replace(".", "").replace(" ", "").isdigit()
