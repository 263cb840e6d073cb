"""A thread as a picture: one line with a knot for each step, days beside them, gaps left open.

SVG as text, with a title and a description for those who hear it; colours come from the
page's style sheet by class, so that it follows the page on a screen and on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDE, WIDE_HEIGHT = 1000, 176
TALL_WIDTH, TALL_STEP = 340, 68


@dataclass(frozen=True, slots=True)
class Knot:
    """One step: what it is called, of the house or the record, when it was, a few words.

    `there` is false where the step is missing; `words` then say so. `after` is how long it came
    after the step before. All of them are shown as they are: no text of ours is added.
    """

    name: str
    side: str
    there: bool
    words: str
    when: str = ""
    after: str = ""

    @property
    def look(self) -> str:
        return self.side if self.there else "gap"


def wide(knots: Sequence[Knot], *, title: str, key: str) -> str:
    """The thread lying down, for wide pages and paper."""
    step = WIDE / len(knots)
    places = [(step * (i + 0.5), 82.0 + (10 if i % 2 else -10)) for i in range(len(knots))]
    parts = [_opening(WIDE, WIDE_HEIGHT, "wide", title, key, knots)]
    for i in range(1, len(knots)):
        parts.append(_yarn(places[i - 1], places[i], knots[i - 1], knots[i]))
        if knots[i].after:
            x = (places[i - 1][0] + places[i][0]) / 2
            parts.append(_text(x, 58, "gone-by", knots[i].after, anchor="middle"))
    for (x, y), knot in zip(places, knots, strict=True):
        parts.append(_dot(x, y, knot))
        parts.append(_text(x, 28, "step", knot.name, anchor="middle"))
        parts.append(_text(x, 130, "when" if knot.there else "none", _day(knot), anchor="middle"))
        if knot.there and knot.words:
            parts.append(_text(x, 152, "when", knot.words, anchor="middle"))
    return "".join([*parts, "</svg>"])


def tall(knots: Sequence[Knot], *, title: str, key: str) -> str:
    """The thread hanging down, for narrow pages."""
    places = [(22.0 + (5 if i % 2 else -5), 30.0 + TALL_STEP * i) for i in range(len(knots))]
    height = TALL_STEP * len(knots)
    parts = [_opening(TALL_WIDTH, height, "tall", title, key, knots)]
    parts += [_yarn(places[i - 1], places[i], knots[i - 1], knots[i]) for i in range(1, len(knots))]
    for (x, y), knot in zip(places, knots, strict=True):
        parts.append(_dot(x, y, knot))
        parts.append(_text(52, y - 3, "step", knot.name))
        said = " · ".join(filter(None, [_day(knot), knot.words if knot.there else ""]))
        parts.append(_text(52, y + 17, "when" if knot.there else "none", said))
    return "".join([*parts, "</svg>"])


def in_one_sentence(knots: Sequence[Knot]) -> str:
    """The picture for those who do not see it."""
    said = [
        f"{knot.name}: {', '.join(dict.fromkeys(filter(None, [_day(knot), knot.words])))}" for knot in knots
    ]
    return "; ".join(said) + "."


def _opening(width: int, height: int, look: str, title: str, key: str, knots: Sequence[Knot]) -> str:
    name = f"{key}-{look}"
    return (
        f'<svg class="{look}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" focusable="false">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(in_one_sentence(knots))}</desc>'
    )


def _yarn(start: tuple[float, float], end: tuple[float, float], before: Knot, after: Knot) -> str:
    """A slack curve from knot to knot; from house to record the colour changes half way."""
    (x1, y1), (x2, y2) = start, end
    across = abs(x2 - x1) > abs(y2 - y1)
    bend = (x2 - x1) / 2 if across else (y2 - y1) / 2
    c1 = (x1 + bend, y1) if across else (x1, y1 + bend)
    c2 = (x2 - bend, y2) if across else (x2, y2 - bend)
    curve = f"{c1[0]:.1f} {c1[1]:.1f} {c2[0]:.1f} {c2[1]:.1f} {x2:.1f} {y2:.1f}"
    look = "gap" if not (before.there and after.there) else after.side
    return f'<path class="yarn {look}" d="M{x1:.1f} {y1:.1f} C{curve}"></path>'


def _dot(x: float, y: float, knot: Knot) -> str:
    return (
        f'<circle class="knot {knot.look}" cx="{x:.1f}" cy="{y:.1f}" r="{11 if knot.there else 9}"></circle>'
    )


def _text(x: float, y: float, look: str, words: str, *, anchor: str = "start") -> str:
    return f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _day(knot: Knot) -> str:
    return knot.when if knot.there else knot.words
