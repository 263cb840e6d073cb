from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import BadRow, Unreadable
from folkmoot.manifesto import planks
from folkmoot.manifesto.planks import Origin

TOWN = Path(__file__).parents[2] / "examples" / "town" / "planks.csv"


def sheet(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(planks.COLUMNS), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


GOOD = {
    "plank": "night-bus",
    "title": "The night bus",
    "words": "A bus at ten.",
    "statements": "hall:3; hall:12",
}


def test_the_example_reads_without_a_bad_row() -> None:
    found = planks.read(TOWN.read_bytes(), file="planks.csv")
    assert found.unread == ()
    assert len({version.plank for version in found.versions}) == 10
    assert all(version.made_at is not None for version in found.versions)


def test_only_name_title_and_words_are_needed() -> None:
    (version,) = planks.read(b"Words,plank,TITLE\nA bus.,bus,Bus\n", file="f").versions
    assert (version.number, version.position, version.route, version.state) == (1, 1, "government", "draft")


def test_origins_are_a_moot_and_a_number() -> None:
    assert planks.origins("hall:3; hall:12;hall:3") == (Origin("hall", 3), Origin("hall", 12))
    with pytest.raises(BadRow, match="moot:number"):
        planks.origins("hall 3")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"plank": "Night Bus"}, "small letters"),
        ({"plank": "x" * 81}, "81 characters"),
        ({"title": ""}, "title is empty"),
        ({"version": "first"}, "whole number"),
        ({"version": "٣"}, "whole number"),
        ({"route": "magic"}, "government, council, company, ourselves"),
        ({"state": "maybe"}, "draft, proposed, adopted, dropped"),
        ({"made_at": "last week"}, "2026-04-02T19:30"),
        ({"statements": "hall-12"}, "hall-moot:12"),
        ({"words": "bell \x07"}, "no keyboard"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_good_one_kept(change: dict[str, str], reason: str) -> None:
    found = planks.read(sheet({**GOOD, **change}, {**GOOD, "plank": "good"}), file="f.csv")
    assert [version.plank for version in found.versions] == ["good"]
    assert [(bad.file, bad.line) for bad in found.unread] == [("f.csv", 2)]
    assert reason in found.unread[0].reason


def test_the_same_version_twice_is_told() -> None:
    found = planks.read(sheet(GOOD, GOOD), file="f")
    assert len(found.versions) == 1
    assert "twice" in found.unread[0].reason


@pytest.mark.parametrize(
    "data", [b"", b"plank,title\nbus,Bus\n", "plank,title,words\ncaf\u00e9".encode("latin-1")]
)
def test_what_is_no_table_of_planks_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"f\.csv"):
        planks.read(data, file="f.csv")


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: b"plank,title,words,version\n" + text.encode())
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = planks.read(data, file="f")
    except Unreadable:
        return
    assert all(version.words and version.title for version in found.versions)


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1).map(str.strip).filter(bool),
        min_size=1,
        max_size=4,
    )
)
def test_words_come_back_as_they_were_written(texts: list[str]) -> None:
    rows = [{**GOOD, "plank": f"p{i}", "words": text[:9_000]} for i, text in enumerate(texts)]
    found = planks.read(sheet(*rows), file="f")
    assert [version.words for version in found.versions] == [row["words"] for row in rows]
