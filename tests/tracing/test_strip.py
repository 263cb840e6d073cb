from __future__ import annotations

import pytest
from lxml import etree

from folkmoot.tracing.strip import Knot, in_one_sentence, tall, wide

KNOTS = (
    Knot("Note", "house", True, "2 notes", "26 Mar 2026"),
    Knot("Plank", "house", True, "Adopted <draft>", "29 Apr 2026", "34 days"),
    Knot("Answer", "record", False, "none found here"),
)


@pytest.mark.parametrize("draw", [wide, tall])
def test_the_picture_is_sound_xml_with_a_title_a_description_and_no_style_or_script(draw) -> None:  # type: ignore[no-untyped-def]
    drawn = draw(KNOTS, title="Shops & <shops>", key="shops")
    root = etree.fromstring(drawn)
    assert root.find("title").text == "Shops & <shops>"
    assert "none found here" in root.find("desc").text
    assert {root.find("title").get("id"), root.find("desc").get("id")} == set(
        root.get("aria-labelledby").split()
    )
    assert not root.xpath("//*[@style]|//script|//style|//@*[starts-with(name(), 'on')]")
    assert len(root.findall("circle")) == len(KNOTS)


def test_a_missing_step_is_drawn_as_a_gap() -> None:
    root = etree.fromstring(wide(KNOTS, title="t", key="k"))
    assert [circle.get("class") for circle in root.findall("circle")] == [
        "knot house",
        "knot house",
        "knot gap",
    ]
    assert [path.get("class") for path in root.findall("path")] == ["yarn house", "yarn gap"]


def test_the_picture_can_be_said_in_a_sentence() -> None:
    assert in_one_sentence(KNOTS).startswith("Note: 26 Mar 2026, 2 notes; Plank: ")
