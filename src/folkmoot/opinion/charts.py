"""Charts as plain Vega-Lite specifications: data in, a dictionary out; `pictures` draws them.

Groups differ by shape as well as by colour, and every chart says in words what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from folkmoot.opinion.disclosure import FEW, Shown
from folkmoot.opinion.polis import Opinion
from folkmoot.opinion.votes import Floats, Ints

INK, QUIET, PAPER, LINE = "#22241f", "#5a5e54", "#ffffff", "#d9d5c7"
AGREE, PASS, DISAGREE = "#2c6e55", "#a9a591", "#a3462f"
# Told apart with protanopia, deuteranopia and tritanopia, and in grey.
COLOURS = ("#14506b", "#d4791f", "#7a2f6b", "#3f8f6b", "#8c7a1e")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
FONT = "'Source Sans 3', 'Source Sans Pro', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH, HEIGHT = 640, 480
MOST_DOTS = 1_500
FEW_DOTS = 400
OUTLINED = 0.9


def group_name(place: int) -> str:
    """What a group is called: A, B, C … by its place."""
    return chr(ord("A") + place)


def map_of_opinion(found: Opinion, *, title: str = "") -> dict[str, Any]:
    """The map of opinion: who voted alike stands close together. Nobody's dot carries a label.

    A group of fewer than five is not drawn apart: its dots look like those of people in no group.
    Above 1,500 people a dot stands for people who voted nearly alike, larger for more of them.
    """
    points, labels, sizes = _dots(found)
    group_sizes = np.bincount(found.labels[found.labels >= 0], minlength=found.k)
    drawn = [place for place in range(found.k) if group_sizes[place] >= FEW]
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


def map_in_words(found: Opinion) -> str:
    """What the map shows, for those who cannot see it."""
    people = len(found.groups.clustered)
    if not found.k:
        return f"{people} people; on these votes no groups stand apart."
    sizes = np.bincount(found.labels[found.labels >= 0], minlength=found.k).tolist()
    told = ", ".join(
        f"group {group_name(place)} with {size if size >= FEW else f'fewer than {FEW}'}"
        for place, size in enumerate(sizes)
    )
    return f"{people} people, those who voted alike close together: {told}. Directions have no meaning."


def _dots(found: Opinion) -> tuple[Floats, Ints, Ints]:
    rows = found.groups.clustered
    if len(rows) <= MOST_DOTS:
        return found.projection.participants[rows], found.labels[rows], np.ones(len(rows), dtype=np.int64)
    chosen = found.groups.chosen
    bases = found.groups.bases
    labels = chosen.labels if chosen is not None else np.full(len(bases), -1, dtype=np.int64)
    return bases.centres, labels, bases.sizes()


def _legend(label: int, drawn: list[int]) -> str:
    if label in drawn:
        return f"Group {group_name(label)}"
    return "In no group shown" if drawn else "Everybody who voted enough"


def _plain_axis() -> dict[str, Any]:
    return {"type": "quantitative", "axis": None, "scale": {"zero": False, "nice": False, "padding": 24}}


def _hull(points: Floats, colour: str, plain: dict[str, Any]) -> dict[str, Any] | None:
    """The outline of a group: of the nine tenths of its dots nearest to its middle."""
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


def agreement_bars(rows: Sequence[tuple[str, Shown]], *, title: str = "") -> dict[str, Any]:
    """One bar a statement, agreement at the left, disagreement at the right, passes between.

    rows: the words beside a bar and its counts as they may be shown; the order is kept.
    """
    values = [
        {"label": label, "at": at, "vote": vote, "order": order, "share": counts.share(part)}
        for at, (label, counts) in enumerate(rows)
        if counts.seen is not None
        for order, (vote, part) in enumerate(
            (("agree", counts.agree), ("pass", counts.passed), ("disagree", counts.disagree))
        )
    ]
    return {
        "$schema": VEGA_LITE,
        "title": {"text": title, "anchor": "start"},
        "description": "; ".join(f"{label}: {counts_in_words(counts)}" for label, counts in rows),
        "width": WIDTH,
        "height": {"step": 30},
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 1.5},
        "encoding": {
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": {"field": "at"},
                "title": None,
                "axis": {"labelLimit": 320},
            },
            "x": {
                "field": "share",
                "type": "quantitative",
                "stack": "zero",
                "title": None,
                "axis": {"format": ".0%"},
            },
            "order": {"field": "order"},
            "color": {
                "field": "vote",
                "type": "nominal",
                "title": None,
                "legend": {"orient": "top"},
                "scale": {"domain": ["agree", "pass", "disagree"], "range": [AGREE, PASS, DISAGREE]},
            },
        },
        "config": _house(),
    }


def counts_in_words(counts: Shown) -> str:
    """A bar in words: "45 agree, 12 pass, fewer than 5 disagree, of about 60"."""
    if counts.seen is None:
        return f"fewer than {FEW} votes"
    parts = (("agree", counts.agree), ("pass", counts.passed), ("disagree", counts.disagree))
    told = ", ".join(f"{f'fewer than {FEW}' if n is None else n} {word}" for word, n in parts)
    return f"{told}, of {'about ' if counts.about else ''}{counts.seen}"


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
