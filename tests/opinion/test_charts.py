"""Charts are data; what they draw of people is little, and they say in words what they show."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from folkmoot.errors import Refused
from folkmoot.meetings.voting import Tally
from folkmoot.opinion import opinion, pictures
from folkmoot.opinion.charts import COLOURS, SHAPES, agreement_bars, map_of_opinion
from tests.opinion.test_polis import planted, room

needs_charts = pytest.mark.skipif(not pictures.can_draw(), reason="the extra 'charts' is not installed")


def dots(chart):
    return next(layer for layer in chart["layer"] if layer["mark"]["type"] == "point")


def test_groups_differ_by_shape_and_by_colour():
    table, _ = planted()
    encoding = dots(map_of_opinion(opinion(room(table))))["encoding"]
    assert encoding["color"]["scale"]["range"] == list(COLOURS[:2])
    assert encoding["shape"]["scale"]["range"] == list(SHAPES[:2])
    assert len(set(COLOURS)) == len(set(SHAPES)) == 9


def test_colours_are_told_apart_in_grey_or_differ_in_shape():
    def light(colour):
        red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    first = [light(colour) for colour in COLOURS[:3]]
    assert max(first) / min(first) > 2
    assert all((1.05) / (light(colour) + 0.05) >= 3 for colour in COLOURS), (
        "3:1 on paper, as WCAG 1.4.11 asks"
    )


def test_a_small_group_looks_like_nobody_in_particular():
    found = opinion(room([[1, 1, -1, -1, 1, 1, -1, -1]] * 20 + [[-1, -1, 1, 1, -1, -1, 1, 1]] * 3))
    chart = map_of_opinion(found)
    shown = {dot["group"] for dot in dots(chart)["data"]["values"]}
    assert len(shown) == 2 and "In no group shown" in shown
    assert "fewer than 5" in chart["description"]


def test_a_dot_carries_a_place_a_group_and_nothing_else():
    table, _ = planted()
    found = opinion(room(table))
    values = dots(map_of_opinion(found))["data"]["values"]
    assert len(values) == len(found.clustered)
    assert all(set(dot) == {"x", "y", "group", "people"} for dot in values)
    assert values == sorted(values, key=lambda dot: (dot["x"], dot["y"]))


def test_a_large_hall_is_drawn_by_people_who_stand_close_together():
    draw = np.random.default_rng(2)
    side = np.where(np.arange(20) % 2, 1, -1)
    table = np.vstack(
        [np.where(draw.random((1000, 20)) < 0.8, side, 0), np.where(draw.random((1000, 20)) < 0.8, -side, 0)]
    )
    values = dots(map_of_opinion(opinion(room(table.tolist()))))["data"]["values"]
    assert len(values) <= 400
    assert sum(dot["people"] for dot in values) == 2000


def test_bars_show_small_counts_as_the_tally_does():
    chart = agreement_bars([("Buses", Tally(40, 3, 7)), ("Trams", Tally())], title="Agreed")
    assert chart["description"] == "Buses: 40 agree, fewer than 5 disagree, 7 pass; Trams: nobody voted"
    assert sum(bar["share"] for bar in chart["data"]["values"]) == pytest.approx(1.0)
    assert '"3"' not in json.dumps(chart)


@needs_charts
def test_a_picture_has_a_title_a_description_and_no_script():
    table, _ = planted()
    drawn = pictures.svg(map_of_opinion(opinion(room(table)), title="Buses & <trams>"))
    tree = ET.fromstring(drawn)
    namespace = "{http://www.w3.org/2000/svg}"
    assert tree.find(f"{namespace}title").text == "Buses & <trams>"
    assert "group A with" in tree.find(f"{namespace}desc").text
    assert not list(tree.iter(f"{namespace}script"))
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]


@needs_charts
def test_a_picture_can_be_png():
    table, _ = planted()
    assert pictures.png(map_of_opinion(opinion(room(table))), scale=1).startswith(b"\x89PNG")


@needs_charts
def test_a_room_without_groups_is_drawn_too():
    assert "<svg" in pictures.svg(map_of_opinion(opinion(room([[1, 1, -1]] * 9))))


def test_without_the_part_that_draws_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pictures, "can_draw", lambda: False)
    with pytest.raises(Refused, match=r"pip install 'folkmoot\[charts\]'"):
        pictures.svg({})
