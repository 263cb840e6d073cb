"""Themes that were planted are found, none are found in noise, and they stay where they were."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from folkmoot.meetings.reading import read_path
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.themes import Earlier, Saying, Themes, find_themes, sayings_of
from folkmoot.opinion.themes.table import shuffled, word_table
from folkmoot.text import stem, words

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def town() -> tuple[Saying, ...]:
    return sayings_of(reading.moot for reading in read_path(EXAMPLES / "town").readings)


@pytest.fixture(scope="module")
def found(town: tuple[Saying, ...]) -> Themes:
    return find_themes(town)


def places(found: Themes) -> dict[str, str]:
    return {key: theme.id for theme in found.themes for key in theme.sayings} | dict.fromkeys(
        found.nowhere, ""
    )


def dealt_anew(sayings: Sequence[Saying], seed: int) -> list[Saying]:
    """The same words as often, each saying as long, and nothing that belongs together."""
    words = [word for saying in sayings for word in saying.words.split()]
    random.Random(seed).shuffle(words)
    rest = iter(words)
    return [
        replace(saying, words=" ".join(next(rest) for _ in saying.words.split()), beside=(), made_from=())
        for saying in sayings
    ]


def test_the_planted_themes_of_the_example_are_found(found: Themes) -> None:
    planted = json.loads((EXAMPLES / "planted.json").read_bytes())["themes"]["notes"]
    truth = {f"{moot}:{number}": str(theme) for moot, of in planted.items() for number, theme in of.items()}
    names, ours = sorted(set(truth.values())), places(found)
    ids = sorted(set(ours.values()))
    close = adjusted_rand(
        np.array([names.index(theme) for theme in truth.values()]),
        np.array([ids.index(ours[key]) for key in truth]),
    )
    assert close >= 0.8


def test_every_saying_stands_in_one_place(town: tuple[Saying, ...], found: Themes) -> None:
    keys = [key for theme in found.themes for key in theme.sayings] + list(found.nowhere)
    assert sorted(keys) == sorted(saying.key for saying in town)


def test_a_theme_is_named_by_words_that_were_said_in_it(town: tuple[Saying, ...], found: Themes) -> None:
    said = {saying.key: saying for saying in town}
    for theme in found.themes:
        texts = " ".join(" ".join([said[key].words, *said[key].beside]) for key in theme.sayings)
        here = {stem(token.text) for token in words(texts)}
        assert len(theme.words) >= 3
        assert {stem(word) for word in theme.words} <= here


def test_some_themes_have_parts_and_parts_lie_inside_them(found: Themes) -> None:
    parted = [theme for theme in found.themes if theme.parts]
    assert parted
    for theme in parted:
        inside = [key for part in theme.parts for key in part.sayings]
        assert set(inside) <= set(theme.sayings)
        assert len(inside) == len(set(inside))
        assert all(part.id.startswith(f"{theme.id}.") for part in theme.parts)


def test_a_statement_joins_the_theme_of_its_notes(town: tuple[Saying, ...], found: Themes) -> None:
    where = places(found)
    of_one_theme = [
        (saying.key, {where[key] for key in saying.made_from})
        for saying in town
        if saying.made_from and len({where[key] for key in saying.made_from}) == 1
    ]
    assert len(of_one_theme) > 20
    assert sum(where[key] in themes for key, themes in of_one_theme) >= 0.9 * len(of_one_theme)


def test_the_order_of_sayings_does_not_matter(town: tuple[Saying, ...], found: Themes) -> None:
    mixed = list(town)
    random.Random(2).shuffle(mixed)
    assert find_themes(mixed) == found


@pytest.mark.parametrize("seed", range(4))
def test_no_theme_is_found_in_shuffled_words(town: tuple[Saying, ...], seed: int) -> None:
    assert find_themes(dealt_anew(town, seed)).themes == ()


def test_ids_and_places_stay_when_notes_are_added(town: tuple[Saying, ...]) -> None:
    mixed = list(town)
    random.Random(4).shuffle(mixed)
    before = places(find_themes(mixed[:220]))
    after = places(find_themes(mixed, earlier=Earlier(before)))
    stood = {key: id_ for key, id_ in before.items() if id_ and ":s" not in key}
    assert {key: after[key] for key in stood} == stood
    assert {id_ for id_ in before.values() if id_} <= set(after.values())


def test_what_people_placed_stays_in_a_fresh_search_too(town: tuple[Saying, ...], found: Themes) -> None:
    first, second = found.themes[0], found.themes[1]
    moved = first.sayings[:3]
    earlier = Earlier(dict.fromkeys(moved, second.id), held=frozenset(moved))
    again = places(find_themes(town, earlier=earlier))
    assert {again[key] for key in moved} == {second.id}


def test_what_people_put_nowhere_stays_nowhere(town: tuple[Saying, ...], found: Themes) -> None:
    (key,) = found.themes[0].sayings[:1]
    earlier = Earlier(places(found) | {key: ""}, held=frozenset([key]))
    assert key in find_themes(town, earlier=earlier).nowhere


@pytest.mark.parametrize(
    "sayings",
    [
        [],
        [Saying("a:1", "One note.")],
        [Saying(f"a:{n}", "The very same words about buses") for n in range(40)],
        [Saying(f"a:{n}", "") for n in range(40)],
        [Saying(f"a:{n}", f"word{n}") for n in range(40)],
        [Saying(f"a:{n}", "the and of it") for n in range(40)],
    ],
)
def test_what_has_no_themes_gets_none_and_no_error(sayings: list[Saying]) -> None:
    found = find_themes(sayings)
    assert found.themes == ()
    assert sorted(found.nowhere) == sorted(saying.key for saying in sayings)


def test_ids_are_numbers_and_hold_no_word_of_anybodys(found: Themes) -> None:
    assert sorted(int(theme.id) for theme in found.themes) == list(range(1, len(found.themes) + 1))
    assert {part.id.replace(".", "").isdecimal() for theme in found.themes for part in theme.parts} == {True}
    assert found.last_id == len(found.themes)


def test_the_number_of_a_theme_that_is_gone_is_never_given_again(town: tuple[Saying, ...]) -> None:
    again = find_themes(town, earlier=Earlier(last_id=40))
    assert min(int(theme.id) for theme in again.themes) == 41
    assert again.last_id == 40 + len(again.themes)


def test_one_sentence_said_over_and_over_makes_no_theme(town: tuple[Saying, ...], found: Themes) -> None:
    sentence = "Somebody stole the brass kettle from the vestry cupboard"
    words = ["", " again", " last week", " today", "!", " and the council knows", ", I’m told"]
    more = [Saying(f"vestry:{n}", sentence + end, table=n, number=n) for n, end in enumerate(words * 3)]
    again = places(find_themes([*town, *more]))
    ours = {saying.key for saying in more}
    assert len({again[key] for key in ours}) == 1
    assert not [theme for theme in find_themes([*town, *more]).themes if set(theme.sayings) <= ours]
    assert len(set(again.values())) == len(set(places(found).values()))


def test_what_is_said_again_goes_where_the_first_of_it_goes(town: tuple[Saying, ...], found: Themes) -> None:
    theme = found.themes[2]
    said = next(saying for saying in town if saying.key == theme.sayings[0])
    copy = replace(said, key="zz:1", moot="zz", words=said.words.upper())
    again = places(find_themes([*town, copy]))
    assert again["zz:1"] == again[said.key] != ""


def test_a_copy_that_somebody_put_elsewhere_stays_there(town: tuple[Saying, ...], found: Themes) -> None:
    theme, other = found.themes[2], found.themes[3]
    said = next(saying for saying in town if saying.key == theme.sayings[0])
    copy = replace(said, key="zz:1", moot="zz")
    earlier = Earlier(places(found) | {"zz:1": other.id}, held=frozenset(["zz:1"]))
    again = places(find_themes([*town, copy], earlier=earlier))
    assert (again["zz:1"], again[said.key]) == (other.id, theme.id)


def test_why_there_are_no_themes_is_told(town: tuple[Saying, ...]) -> None:
    assert find_themes(town[:8]).none_because == "few"
    assert find_themes(dealt_anew(town, 1)).none_because == "chance"
    letters = "我認為計程車的費率應該由政府決定乘客可以自由選擇搭乘任何一種車輛"
    draw = random.Random(3)
    chinese = [Saying(f"a:{n}", "".join(draw.sample(letters, 12))) for n in range(60)]
    assert find_themes(chinese).none_because == "script"
    assert find_themes(town).none_because == ""


def test_a_word_dealt_twice_to_one_saying_counts_once_as_it_does_in_what_was_said() -> None:
    draw = random.Random(6)
    letters = "bdfgklmnprtvz"
    rare = [one + "o" + other + "ak" for one in letters for other in letters]
    common, rare = rare[:12], rare[12:72]
    said = [[*draw.sample(common, 3), *draw.sample(rare, 4)] for _ in range(90)]
    table = word_table([Saying(f"a:{n}", " ".join(one)) for n, one in enumerate(said)]).own
    mixed = shuffled(table, np.random.default_rng(1))
    for row in range(90):
        weights = mixed[[row]]
        rarity = np.log(90 / np.bincount(table.indices, minlength=table.shape[1])[weights.indices])
        ratio = weights.data / rarity
        assert np.allclose(ratio, ratio[0])
