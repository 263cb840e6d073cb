"""Word vectors are read by line, hostile ones refused with the line."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.errors import TooLarge, Unreadable
from folkmoot.tracing import vectors
from folkmoot.tracing.vectors import read_vectors

PLAIN = "rent 1 0 0\ntenancy 0.9 0.1 0\nfish 0 0 2\n"
WORDS = st.text(st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=12).filter(
    lambda word: word.lower() == word
)
PLACES = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3)


def file(folder: Path, content: str | bytes, name: str = "words.vec") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("header", ["", "3 3\n"])
@pytest.mark.parametrize("between", [" ", "\t"])
@pytest.mark.parametrize("ending", ["\n", " \n", "\r\n"])
def test_every_way_of_writing_them_reads_alike(
    tmp_path: Path, header: str, between: str, ending: str
) -> None:
    written = header + PLAIN.replace(" ", between).replace("\n", ending)
    found = read_vectors(file(tmp_path, written), {"rent", "fish", "unheard"})
    assert found.dimensions == 3
    assert {word: place.tolist() for word, place in found.of.items()} == {
        "rent": [1, 0, 0],
        "fish": [0, 0, 1],
    }


def test_a_packed_file_reads_as_the_plain_one_and_has_its_own_digest(tmp_path: Path) -> None:
    plain = file(tmp_path, PLAIN)
    packed = file(tmp_path, gzip.compress(PLAIN.encode()), "packed")
    one, other = read_vectors(plain, {"rent"}), read_vectors(packed, {"rent"})
    assert one.of["rent"].tolist() == other.of["rent"].tolist()
    assert one.digest == hashlib.sha256(PLAIN.encode()).hexdigest() != other.digest


def test_small_letters_go_before_capitals_and_the_first_before_the_second(tmp_path: Path) -> None:
    written = "May 1 0\nMAY 0 1\nmay -1 0\nmay 0 -1\nNHS 0 1\nNhs 1 0\n"
    found = read_vectors(file(tmp_path, written), {"may", "nhs"})
    assert found.of["may"].tolist() == [-1, 0]
    assert found.of["nhs"].tolist() == [0, 1]


def test_a_word_with_spaces_in_it_is_passed_over(tmp_path: Path) -> None:
    found = read_vectors(file(tmp_path, "rent 1 0\nat name@domain.com 0 1\n. . . 1 1\n"), {"rent", "at"})
    assert set(found.of) == {"rent"}


def test_a_word_of_nothing_but_zeros_lies_nowhere(tmp_path: Path) -> None:
    assert set(read_vectors(file(tmp_path, "rent 0 0 0\nfish 0 1 0\n"), {"rent", "fish"}).of) == {"fish"}


def test_numbers_beyond_measure_still_have_a_direction(tmp_path: Path) -> None:
    found = read_vectors(file(tmp_path, "rent 1e300 -1e300\nfish 1e-300 0\n"), {"rent", "fish"})
    assert np.allclose(found.of["rent"], [0.5**0.5, -(0.5**0.5)])
    assert found.of["fish"].tolist() == [1, 0]


@pytest.mark.parametrize(
    ("written", "line", "told"),
    [
        ("rent 1 0\nfish 1\n", 2, "1 instead of 2 numbers"),
        ("fish 1 0\nrent 1 0 0\n", 2, "3 instead of 2 numbers"),
        ("2 3\nrent 1 0\nfish 0 1\n", 2, "2 instead of 3 numbers"),
        ("fish 1 0\nrent 1 nan\n", 2, "number 2 of “rent” is 'nan'"),
        ("fish 1 0\n\nrent inf 0\n", 3, "number 1 of “rent” is 'inf'"),
        ("fish 1 0\nrent 1e999 0\n", 2, "'1e999'"),
        ("fish 1 0\nrent 1 l\n", 2, "'l'"),
        ("rent 1\n", 1, "and has 1"),
        ("rent\n", 1, "and has 0"),
        ("5 0\n", 1, "and has 0"),
        (b"2 300\nrent " + bytes(range(64)) * 18 + b"\n", 2, "no text"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_line(
    tmp_path: Path, written: str | bytes, line: int, told: str
) -> None:
    with pytest.raises(Unreadable, match=f"words.vec, line {line}: ") as raised:
        read_vectors(file(tmp_path, written), {"rent"})
    assert told in raised.value.message
    assert raised.value.facts["line"] == line


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="promises 400000 words, 3 follow"):
        read_vectors(file(tmp_path, f"400000 3\n{PLAIN}"), {"rent"})
    with pytest.raises(Unreadable, match="gzip packing is broken"):
        read_vectors(file(tmp_path, gzip.compress(PLAIN.encode() * 500)[:-20]), {"rent"})
    with pytest.raises(Unreadable, match="gzip packing is broken"):
        read_vectors(file(tmp_path, b"\x1f\x8bno gzip at all"), {"rent"})


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "holds no word"), (b"\n\n", "holds no word"), (b"PK\x03\x04 1 2", "Unpack it")],
)
def test_what_is_no_such_file_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read_vectors(file(tmp_path, content), {"rent"})


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        read_vectors(tmp_path / "none.vec", {"rent"})
    with pytest.raises(Unreadable, match="cannot be read"):
        read_vectors(tmp_path, {"rent"})


def test_a_line_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="line 2: longer than"):
        read_vectors(file(tmp_path, gzip.compress(b"rent 1 0\n" + b"x" * 50_000_000)), {"rent"})


def test_more_dimensions_or_lines_than_anybody_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TooLarge, match="line 1: 99999999999 numbers"):
        read_vectors(file(tmp_path, "1 99999999999\nrent 1 0\n"), {"rent"})
    monkeypatch.setattr(vectors, "MOST_LINES", 2)
    with pytest.raises(TooLarge, match="more than 2 lines"):
        read_vectors(file(tmp_path, PLAIN), {"rent"})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(WORDS, PLACES, min_size=1, max_size=8), st.booleans(), st.booleans(), st.data())
def test_what_was_written_is_read_again(
    tmp_path: Path, places: dict[str, list[float]], header: bool, packed: bool, data: st.DataObject
) -> None:
    wanted = data.draw(st.sets(st.sampled_from(sorted(places))))
    written = f"{len(places)} 3\n" if header else ""
    written += "".join(f"{word} {' '.join(map(repr, place))}\n" for word, place in places.items())
    content = written.encode()
    found = read_vectors(file(tmp_path, gzip.compress(content) if packed else content), wanted)
    assert set(found.of) == {word for word in wanted if any(places[word])}
    for word, place in found.of.items():
        there = np.array(places[word])
        assert np.linalg.norm(place) == pytest.approx(1, abs=1e-5)
        assert np.allclose(place * np.linalg.norm(there), there, rtol=1e-4, atol=1e-4 * np.abs(there).max())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400) | st.text("rent 01.\n\te-naif", max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    try:
        found = read_vectors(file(tmp_path, content), {"rent", "0", "1"})
    except Unreadable as error:
        assert "words.vec" in error.message
    else:
        assert all(len(place) == found.dimensions for place in found.of.values())
        assert all(np.isfinite(place).all() for place in found.of.values())
