"""What word vectors add to what the record teaches, and what they leave as it was."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from folkmoot.errors import TooFew
from folkmoot.text import stem
from folkmoot.tracing import likeness
from folkmoot.tracing.beside import ENOUGH_STEMS, all_but_the_top, beside, by_vectors
from folkmoot.tracing.laid_out import lay_out
from folkmoot.tracing.likeness import DIMENSIONS, Likeness, learn
from folkmoot.tracing.vectors import Vectors
from tests.tracing.test_likeness import SUBJECTS, worths

RENT, TENANCY, UNLISTED = "rent", "tenancy", "unlisted"
SIZE = 60


def texts() -> list[str]:
    """Passages each on one of 200 subjects; rent stands in one of them, tenancy in another, never both."""
    draw = random.Random(3)
    said = []
    for number in range(1600):
        words = draw.choices(SUBJECTS[number % 200], k=8)
        if number % 200 < 2:
            words.append(TENANCY if number % 200 else RENT)
        if number % 200 == 2:
            words.append(UNLISTED)
        said.append(" ".join(words))
    return said


def file_of(words: list[str], *, near: dict[str, str] | None = None, size: int = SIZE) -> Vectors:
    """Words strewn at random, but some near others."""
    draw = np.random.default_rng(4)
    of = {word: draw.standard_normal(size).astype(np.float32) for word in words}
    for word, other in (near or {}).items():
        of[word] = of[other] + np.float32(0.3) * of[word]
    return Vectors("words.vec", "0" * 64, size, {w: v / np.linalg.norm(v) for w, v in of.items()})


def alike(known: Likeness | None, word: str, passage: str) -> float:
    return likeness.alike(known, [{stem(word): 1.0}], lay_out([passage]))[0]


@pytest.fixture(scope="module")
def said() -> list[str]:
    return texts()


@pytest.fixture(scope="module")
def learnt(said: list[str]) -> Likeness:
    found = learn(said, worths(said))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def given_too(said: list[str], learnt: Likeness) -> Likeness:
    words = sorted({word for text in said for word in text.split()} - {UNLISTED})
    found = beside(learnt, said, worths(said), file_of(words, near={TENANCY: RENT}))
    assert found is not None
    return found


def test_words_that_only_the_file_knows_to_be_alike_become_alike(
    learnt: Likeness, given_too: Likeness
) -> None:
    assert alike(learnt, RENT, TENANCY) < 0.1
    assert alike(given_too, RENT, TENANCY) > 0.35


def test_what_the_record_taught_stays_where_the_file_knows_nothing_of_it(
    learnt: Likeness, given_too: Likeness
) -> None:
    one, other = SUBJECTS[0][0], SUBJECTS[0][1]
    assert alike(learnt, one, other) > 0.8
    assert alike(given_too, one, other) > 0.3


def test_vectors_strewn_at_random_make_nothing_alike(given_too: Likeness) -> None:
    others = [words[0] for words in SUBJECTS[3:]]
    assert np.mean([alike(given_too, RENT, other) for other in others]) < 0.1


def test_a_word_without_a_vector_keeps_its_learnt_place(learnt: Likeness, given_too: Likeness) -> None:
    row = given_too.places[given_too.rows[stem(UNLISTED)]]
    assert np.allclose(row[:DIMENSIONS], learnt.places[learnt.rows[stem(UNLISTED)]], atol=1e-5)
    assert not row[DIMENSIONS:].any()


def test_every_stem_is_as_long_as_it_is_worth(said: list[str], given_too: Likeness) -> None:
    assert np.allclose(np.linalg.norm(given_too.places, axis=1), 2.0, atol=1e-4)


def test_a_likeness_is_the_mean_of_what_both_say(said: list[str], learnt: Likeness) -> None:
    words = sorted({word for text in said for word in text.split()})
    vectors = file_of(words)
    both, alone = (beside(known, said, worths(said), vectors) for known in (learnt, None))
    assert both is not None and alone is not None

    def cosine(known: Likeness, one: str, other: str) -> float:
        return float(known.of_stems({stem(one): 1.0}) @ known.of_stems({stem(other): 1.0}))

    draw = random.Random(5)
    for _ in range(50):
        pair = draw.sample(words, 2)
        mean = (cosine(learnt, *pair) + cosine(alone, *pair)) / 2
        assert cosine(both, *pair) == pytest.approx(mean, abs=1e-4)


def test_a_record_too_small_to_teach_goes_by_the_file_alone(said: list[str]) -> None:
    few = said[:200]
    words = sorted({word for text in few for word in text.split()})
    found = beside(None, few, worths(few), file_of(words, near={TENANCY: RENT}))
    assert found is not None
    assert alike(found, RENT, TENANCY) > 0.8


def test_a_file_that_hardly_knows_the_record_is_refused_in_a_sentence(said: list[str]) -> None:
    few = [word for words in SUBJECTS for word in words][: ENOUGH_STEMS - 1]
    with pytest.raises(TooFew, match=r"words\.vec knows 99 of the 1003 words"):
        beside(None, said, worths(said), file_of(few))


def test_a_record_of_a_few_words_keeps_what_it_has() -> None:
    few = ["rent tenancy"]
    assert beside(None, few, worths(few), file_of([RENT, TENANCY])) is None


def test_what_is_left_of_contractions_has_no_place(said: list[str]) -> None:
    words = sorted({word for text in said for word in text.split()})
    found = beside(
        None, [*said, "it's the tenant's s"], worths(said) | {"s": 9.0, "tenant": 2.0},
        file_of([*words, "s", "tenant", "the"]),
    )  # fmt: skip
    assert found is not None
    assert "tenant" in found.rows and not {"s", "the"} & found.rows.keys()


def test_a_stem_lies_at_the_mean_of_its_words_as_often_as_each_is_said() -> None:
    others = [f"{chr(97 + n // 20)}{chr(97 + n % 20)}qz" for n in range(150)]
    vectors = file_of(["rents", "rented", "often", "seldom", *others])
    of = dict(vectors.of) | {"often": vectors.of["rents"], "seldom": vectors.of["rented"]}
    said = {"Rents": 30, "rented": 1, "often": 1, "seldom": 1} | dict.fromkeys(others, 1)
    stems, places = by_vectors(said, {"rent", "often", "seldom", *others}, of)
    lie = dict(zip(stems, places, strict=True))
    assert lie["rent"] @ lie["often"] > 0.99
    assert lie["rent"] @ lie["seldom"] < 0.5


def test_what_the_house_calls_by_a_name_is_not_the_word_in_small_letters() -> None:
    vectors = file_of(["house", "homes"])
    assert by_vectors({"House": 9, "homes": 1}, {"hous", "home"}, vectors.of)[0] == ["home"]


@given(
    arrays.arrays(np.float32, (40, 6), elements=st.floats(-1, 1, width=16)),
    arrays.arrays(np.float32, (6,), elements=st.floats(-1, 1, width=16)),
)
def test_what_all_words_share_counts_for_nothing(places: np.ndarray, shared: np.ndarray) -> None:
    one, other = all_but_the_top(places), all_but_the_top(places + shared)
    sizes = np.linalg.norm(places - places.mean(axis=0), axis=1)
    far = sizes > 1e-2  # of the others too little is left to tell in which direction
    assert np.allclose((one @ one.T)[far][:, far], (other @ other.T)[far][:, far], atol=1e-2)


def test_the_direction_in_which_all_differ_most_is_taken_off_and_no_more_kept_than_is_learnt() -> None:
    draw = np.random.default_rng(6)
    places = draw.standard_normal((400, 300)).astype(np.float32)
    loud = places.copy()
    loud[:, 0] *= 50  # as how often a word is said does in vectors of GloVe
    assert all_but_the_top(loud).shape == (400, DIMENSIONS)
    lengths = np.linalg.norm(loud, axis=1, keepdims=True)
    before, found = loud / lengths, all_but_the_top(loud)
    others = ~np.eye(400, dtype=bool)
    assert np.abs(before @ before.T)[others].mean() > 0.5
    assert np.abs(found @ found.T)[others].mean() < 0.1
