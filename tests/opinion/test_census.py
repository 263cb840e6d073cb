"""The installation's census file: read, refused with the line, and matched by words and place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import BadRow, Unreadable
from folkmoot.opinion.census import COLUMNS, Figure, census_in, figure_for, read_census

TABLE = """statement,place,yes,of,source
I rent my home.,Station End,1210,4120,"Census 2021, TS054"
I rent my home.,,8000,25000,Census 2021
I have lived here for ten years or more,,900,1000,Census 2021
"""


def test_a_file_is_read_as_it_stands(tmp_path):
    path = tmp_path / "census.csv"
    path.write_bytes(("\ufeff" + TABLE).encode())
    first, *_ = census_in(path)
    assert first == Figure("I rent my home.", "Station End", 1210, 4120, "Census 2021, TS054")
    assert round(first.share, 3) == 0.294


def test_the_nearest_place_goes_first_and_everywhere_last():
    figures = read_census(TABLE)
    assert figure_for(figures, "i rent my home", "The Ship, Station End").of == 4120
    assert figure_for(figures, "I rent my home", "Nether Kettle").of == 25000
    assert figure_for(figures, "I rent my home", "").of == 25000
    assert figure_for(figures, "I keep a dog.", "Station End") is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("I rent,,12,10,Census", "Line 2: of must be above 0, and no smaller than yes"),
        ("I rent,,0,0,Census", "Line 2: of must be above 0"),
        ("I rent,,many,10,Census", "Line 2: yes and of must be whole numbers"),
        ("I rent,,-1,10,Census", "Line 2: yes and of must be whole numbers"),
        (",,1,10,Census", "Line 2 has no statement"),
        ("?!,,1,10,Census", "Line 2 has no statement"),
        ("I rent,,1,10,", "Line 2 has no statement or no source"),
        ("", "0 rows"),
    ],
)
def test_a_wrong_line_is_named(row, reason):
    with pytest.raises(BadRow, match=reason):
        read_census(f"{','.join(COLUMNS)}\n{row}\n")


def test_a_missing_column_is_named_and_no_file_is_no_traceback(tmp_path):
    with pytest.raises(BadRow, match="of, source is missing"):
        read_census("statement,place,yes\nI rent,,1\n")
    with pytest.raises(Unreadable, match="cannot be read"):
        census_in(tmp_path / "nowhere.csv")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        figures = read_census(",".join(COLUMNS) + "\n" + text)
    except BadRow:
        return
    assert all(0 <= figure.share <= 1 and figure.source for figure in figures)
