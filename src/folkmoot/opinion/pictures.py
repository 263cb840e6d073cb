"""Charts drawn: a Vega-Lite specification in, an SVG or PNG out. Needs the extra `charts`."""

from __future__ import annotations

import importlib.util
import re
from typing import Any
from xml.sax.saxutils import escape

from folkmoot.errors import Refused

_OPENING = re.compile(r"<svg\b[^>]*>")
MISSING = "Drawing charts needs the extra 'charts': pip install 'folkmoot[charts]'."


def can_draw() -> bool:
    """Whether the part that draws is installed."""
    return importlib.util.find_spec("vl_convert") is not None


def svg(chart: dict[str, Any]) -> str:
    """The chart as SVG with a title and a description for those who hear it, and no script.

    Raises Refused where the extra is not installed.
    """
    drawn: str = _drawer().vegalite_to_svg(chart, allowed_base_urls=[])
    title = escape(str(chart.get("title", {}).get("text", "")))
    words = escape(str(chart.get("description", "")))
    opening = _OPENING.search(drawn)
    if opening is None:  # pragma: no cover - vl-convert always opens with <svg>
        raise Refused("The drawing came back without a picture; report the chart that did it.")
    told = opening.group().removesuffix(">") + ' role="img" aria-labelledby="title desc">'
    told += f'<title id="title">{title}</title><desc id="desc">{words}</desc>'
    return drawn[: opening.start()] + told + drawn[opening.end() :]


def png(chart: dict[str, Any], *, scale: float = 2.0) -> bytes:
    """The chart as PNG, `scale` times as many pixels as its size says."""
    drawn: bytes = _drawer().vegalite_to_png(chart, scale=scale, allowed_base_urls=[])
    return drawn


def png_of_svg(drawn: str, *, scale: float = 2.0) -> bytes:
    """A drawing as PNG, `scale` times as many pixels as its size says."""
    made: bytes = _drawer().svg_to_png(drawn, scale=scale)
    return made


def _drawer() -> Any:
    if not can_draw():
        raise Refused(MISSING)
    import vl_convert

    return vl_convert
