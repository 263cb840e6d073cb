"""Charts as plain Vega-Lite specifications: data in, a dictionary out; `pictures` draws them.

Groups differ by shape as well as by colour, and every chart says in words what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from folkmoot.meetings.voting import FEWEST_SHOWN, Tally, in_words
from folkmoot.opinion.projection import Projection
from folkmoot.opinion.votes import Floats, Ints

INK, QUIET, PAPER, LINE = "#22241f", "#5a5e54", "#ffffff", "#d9d5c7"
AGREE, DISAGREE, PASS = "#2c6e55", "#a3462f", "#a9a591"
VOTES = ("agree", "disagree", "pass")
# The first five are told apart with protanopia, deuteranopia and tritanopia, and in grey; after
# that the shapes and the letters tell.
COLOURS = (
    "#14506b",
    "#d4791f",
    "#7a2f6b",
    "#3f8f6b",
    "#8c7a1e",
    "#b03a5b",
    "#4f86c0",
    "#4d4a3f",
    "#8e6aa8",
)
SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
    "wedge",
)
FONT = "'Source Sans 3', 'Source Sans Pro', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH, HEIGHT = 640, 480
MOST_DOTS = 1_500
CELLS_ACROSS = 16
FEW_DOTS = 400
OUTLINED = 0.9


class Mapped(Protocol):
    """What a map is drawn from, whichever method found it.

    clustered: rows that take part; labels: the group of every row by place, -1 for none.
    """

    @property
    def projection(self) -> Projection: ...
    @property
    def clustered(self) -> Ints: ...
    @property
    def labels(self) -> Ints: ...
    @property
    def k(self) -> int: ...


def group_name(place: int) -> str:
    """What a group is called: A, B, C … by its place."""
    return chr(ord("A") + place)


def map_of_opinion(found: Mapped, *, title: str = "") -> dict[str, Any]:
    """The map of opinion: who voted alike stands close together. Nobody's dot carries a label.

    A group of fewer than five is not drawn apart: its dots look like those of people in no group.
    Above 1,500 people a dot stands for people of one group who stand close together, larger for more of them.
    """
    points, labels, sizes = _dots(found)
    group_sizes = np.bincount(found.labels[found.labels >= 0], minlength=found.k)
    drawn = [place for place in range(found.k) if group_sizes[place] >= FEWEST_SHOWN]
    dots = [
        {"x": x, "y": y, "group": _legend(label, drawn), "people": size}
        for (x, y), label, size in zip(points.round(3).tolist(), labels.tolist(), sizes.tolist(), strict=True)
    ]
    dots.sort(key=lambda dot: (dot["x"], dot["y"]))
    named = [_legend(place, drawn) for place in drawn]
    rest = [_legend(-1, drawn)] if any(dot["group"] == _legend(-1, drawn) for dot in dots) else []
    colour: dict[str, Any] = {
        "field": "group",
        "type": "nominal",
        "title": None,
        "scale": {"domain": named + rest, "range": [*(COLOURS[p] for p in drawn), *(PASS for _ in rest)]},
    }
    shape = {
        **colour,
        "scale": {"domain": named + rest, "range": [*(SHAPES[p] for p in drawn), *("circle" for _ in rest)]},
    }
    plain = _plain_axis()
    dot_layer = {
        "data": {"values": dots},
        "mark": {"type": "point", "filled": True, "opacity": 0.8, "stroke": PAPER, "strokeWidth": 0.6},
        "encoding": {
            "x": {"field": "x", **plain},
            "y": {"field": "y", **plain},
            "color": {**colour, "legend": {"orient": "top", "symbolSize": 120}},
            "shape": shape,
            "size": {"field": "people", "type": "quantitative", "legend": None, "scale": {"range": [48, 360]}}
            if int(sizes.max(initial=1)) > 1
            else {"value": 64 if len(dots) <= FEW_DOTS else 28},
        },
    }
    layers = [
        *(_hull(points[labels == place], COLOURS[place], plain) for place in drawn),
        dot_layer,
        *(_letter(points[labels == place], group_name(place), plain) for place in drawn),
    ]
    return {
        "$schema": VEGA_LITE,
        "title": {"text": title or "The map of opinion", "anchor": "start"},
        "description": map_in_words(found),
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [layer for layer in layers if layer],
        "config": _house(),
    }


def map_in_words(found: Mapped) -> str:
    """What the map shows, for those who cannot see it."""
    people = len(found.clustered)
    if not found.k:
        return f"{people} people; on these votes no groups stand apart."
    sizes = np.bincount(found.labels[found.labels >= 0], minlength=found.k).tolist()
    told = ", ".join(f"group {group_name(place)} with {in_words(size)}" for place, size in enumerate(sizes))
    return f"{people} people, those who voted alike close together: {told}. Directions have no meaning."


def _dots(found: Mapped) -> tuple[Floats, Ints, Ints]:
    """Places, groups and how many people each dot stands for: one, or those of one group close together."""
    rows = found.clustered
    points, labels = found.projection.participants[rows], found.labels[rows]
    if len(rows) <= MOST_DOTS:
        return points, labels, np.ones(len(rows), dtype=np.int64)
    low, high = points.min(axis=0), points.max(axis=0)
    cell = ((points - low) / np.maximum(high - low, 1e-12) * CELLS_ACROSS).astype(np.int64)
    key, at = np.unique(np.column_stack((cell, labels)), axis=0, return_inverse=True)
    at = at.reshape(-1)
    sizes = np.bincount(at)
    places = np.stack([np.bincount(at, weights=axis) / sizes for axis in points.T], axis=1)
    return places, key[:, 2], sizes


def _legend(label: int, drawn: list[int]) -> str:
    if label in drawn:
        return f"Group {group_name(label)}"
    return "In no group shown" if drawn else "Everybody who voted enough"


def _plain_axis() -> dict[str, Any]:
    return {"type": "quantitative", "axis": None, "scale": {"zero": False, "nice": False, "padding": 24}}


def _hull(points: Floats, colour: str, plain: dict[str, Any]) -> dict[str, Any] | None:
    """The outline of a group: of the nine tenths of its dots nearest to its middle."""
    from scipy.spatial import ConvexHull, QhullError  # late, as in `kmeans`

    away = np.linalg.norm(points - np.median(points, axis=0), axis=1)
    points = points[away <= np.quantile(away, OUTLINED)]
    if len(points) < 3:
        return None
    try:
        corners = points[ConvexHull(points).vertices].round(3).tolist()
    except QhullError:
        return None
    values = [{"x": x, "y": y, "at": at} for at, (x, y) in enumerate(corners)]
    look = {"fill": colour, "fillOpacity": 0.08, "stroke": colour, "strokeOpacity": 0.5, "strokeWidth": 1.2}
    return {
        "data": {"values": values},
        "mark": {"type": "line", "interpolate": "linear-closed", **look},
        "encoding": {
            "x": {"field": "x", **plain},
            "y": {"field": "y", **plain},
            "order": {"field": "at", "type": "quantitative"},
        },
    }


def _letter(points: Floats, name: str, plain: dict[str, Any]) -> dict[str, Any] | None:
    if not len(points):
        return None
    x, y = np.median(points, axis=0).round(3).tolist()
    look = {"fontSize": 30, "fontWeight": 700, "color": INK, "stroke": PAPER, "strokeWidth": 4}
    encoding = {"x": {"field": "x", **plain}, "y": {"field": "y", **plain}, "text": {"field": "name"}}
    halo = {"mark": {"type": "text", **look}, "encoding": encoding}
    word = {"mark": {"type": "text", **look, "stroke": None, "strokeWidth": 0}, "encoding": encoding}
    return {"data": {"values": [{"x": x, "y": y, "name": name}]}, "layer": [halo, word]}


def agreement_bars(rows: Sequence[tuple[str, Tally]], *, title: str = "") -> dict[str, Any]:
    """One bar a statement: agreement from the left, then disagreement, then passes.

    rows: the words beside a bar and what the votes came to; the order is kept. Small counts are
    drawn and told as the tally shows them.
    """
    values = [
        {"label": label, "at": at, "vote": vote, "order": order, "share": share}
        for at, (label, tally) in enumerate(rows)
        if tally.can_be_drawn
        for vote, share, order in zip(VOTES, tally.shares, (0, 1, 2), strict=True)
    ]
    y_axis = {"field": "label", "type": "nominal", "sort": {"field": "at"}, "title": None}
    return {
        "$schema": VEGA_LITE,
        "title": {"text": title, "anchor": "start"},
        "description": "; ".join(f"{label}: {tally_in_words(tally)}" for label, tally in rows),
        "width": WIDTH,
        "height": {"step": 30},
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 1.5},
        "encoding": {
            "y": {**y_axis, "axis": {"labelLimit": 320, "ticks": False}},
            "x": {
                "field": "share",
                "type": "quantitative",
                "stack": "zero",
                "title": None,
                "axis": {"format": ".0%", "tickCount": 5},
            },
            "order": {"field": "order"},
            "color": {
                "field": "vote",
                "type": "nominal",
                "title": None,
                "legend": {"orient": "top"},
                "scale": {"domain": list(VOTES), "range": [AGREE, DISAGREE, PASS]},
            },
        },
        "config": _house(),
    }


def tally_in_words(tally: Tally) -> str:
    """A bar in words: "45 agree, fewer than 5 disagree, 12 pass"."""
    if not tally.total:
        return "nobody voted"
    return ", ".join(f"{in_words(part)} {word}" for part, word in zip(tally.parts, VOTES, strict=True))


def _house() -> dict[str, Any]:
    """The house's type and quiet lines."""
    text = {"font": FONT, "color": INK}
    return {
        "aria": False,
        "background": PAPER,
        "padding": 12,
        "font": FONT,
        "view": {"stroke": LINE},
        "title": {**text, "fontSize": 18, "fontWeight": 600},
        "legend": {"labelFont": FONT, "labelColor": INK, "labelFontSize": 14},
        "axis": {
            "labelFont": FONT,
            "labelColor": QUIET,
            "labelFontSize": 13,
            "gridColor": LINE,
            "domain": False,
        },
    }
