from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.text import stem
from folkmoot.tracing import likeness
from folkmoot.tracing.laid_out import lay_out
from folkmoot.tracing.likeness import UNKNOWN, Likeness, learn

# More subjects than dimensions, as in any record: else each word could have a dimension to itself.
SUBJECTS = [[f"{chr(97 + n // 20)}{chr(97 + n % 20)}q{chr(97 + m)}b" for m in range(5)] for n in range(200)]
RENT, TENANCY = "rent", "tenancy"


def texts(*, mixed: bool = False) -> list[str]:
    """Passages each on one of 200 subjects; on the first, half say "rent" and half "tenancy", none both.

    mixed: the same words, strewn over all passages.
    """
    draw = random.Random(3)
    said = []
    for number in range(1600):
        words = draw.choices(SUBJECTS[number % 200], k=8)
        if number % 200 == 0:
            words.append(RENT if number % 400 else TENANCY)
        said.append(words)
    if mixed:
        bag = [word for words in said for word in words]
        draw.shuffle(bag)
        said = [bag[i : i + 8] for i in range(0, len(bag), 8)]
    return [" ".join(words) for words in said]


def worths(said: list[str]) -> dict[str, float]:
    return {stem(word): 2.0 for text in said for word in text.split()}


def alike(known: Likeness | None, statement: list[dict[str, float]], passages: list[str]) -> list[float]:
    return likeness.alike(known, statement, lay_out(passages))


@pytest.fixture(scope="module")
def known() -> Likeness:
    said = texts()
    found = learn(said, worths(said))
    assert found is not None
    return found


def test_words_that_keep_the_same_company_are_alike_though_never_said_together(known: Likeness) -> None:
    rent, others = [{RENT: 1.0}], [words[0] for words in SUBJECTS[1:]]
    same, *different = alike(known, rent, [TENANCY, *others])
    assert same > 0.8
    assert same > 2 * max(different)


def test_words_strewn_at_random_are_not_alike() -> None:
    said = texts(mixed=True)
    found = learn(said, worths(said))
    assert found is not None
    assert alike(found, [{RENT: 1.0}], [TENANCY])[0] < 0.5


def test_a_statement_leans_on_its_subject(known: Likeness) -> None:
    own, subject = {SUBJECTS[1][0]: 1.0}, {SUBJECTS[2][0]: 1.0}
    passage = [" ".join(SUBJECTS[2])]
    assert alike(known, [own, subject], passage)[0] > alike(known, [own], passage)[0] + 0.3


def test_what_is_worth_more_pulls_harder(known: Likeness) -> None:
    said = texts()
    found = learn(said, worths(said) | {stem(word): 20.0 for word in SUBJECTS[1]})
    both = [" ".join([*SUBJECTS[1], *SUBJECTS[2]])]
    cheap = [{SUBJECTS[2][0]: 1.0}]
    assert alike(found, cheap, both)[0] < alike(known, cheap, both)[0]


def test_the_same_texts_teach_the_same(known: Likeness) -> None:
    said = texts()
    again = learn(said, worths(said))
    assert again is not None
    assert np.array_equal(known.places, again.places)


def test_a_small_record_teaches_nothing_and_compares_nothing() -> None:
    said = texts()[:200]
    assert learn(said, worths(said)) is None
    assert learn(said, {}) is None
    assert learn([], {}) is None
    assert learn([], worths(said)) is None
    assert alike(None, [{RENT: 1.0}], ["rent", ""]) == [UNKNOWN, UNKNOWN]


def test_little_words_lie_nowhere(known: Likeness) -> None:
    said = [f"{text} the and of" for text in texts()]
    found = learn(said, worths(said))
    assert found is not None
    assert "the" not in found.rows
    assert alike(found, [{RENT: 1.0}], ["the and of"]) == [0.0]


@given(st.text(), st.dictionaries(st.text(), st.floats(0.1, 10), max_size=5))
def test_a_likeness_is_a_share_whatever_is_compared(
    known: Likeness, text: str, statement: dict[str, float]
) -> None:
    (found,) = alike(known, [statement], [text])
    assert 0.0 <= found <= 1.0 + 1e-6


@given(st.lists(st.sampled_from([word for words in SUBJECTS for word in words]), min_size=1, max_size=20))
def test_a_passage_is_most_like_its_own_words(known: Likeness, words: list[str]) -> None:
    own = {stem(word): float(words.count(word)) for word in words}
    assert alike(known, [own], [" ".join(words)])[0] > 0.999


@given(
    st.lists(
        st.sampled_from(["The", "unheard", "", *(word for words in SUBJECTS[:5] for word in words)]),
        max_size=30,
    ),
    st.integers(1, 60),
)
def test_a_stretch_lies_where_its_words_lie(known: Likeness, words: list[str], length: int) -> None:
    (said,) = lay_out([" ".join(words)])
    stretches = known.of_stretches(said, length)
    assert stretches.shape == (len(said.starts), known.places.shape[1])
    for start, place in zip(said.starts.tolist(), stretches, strict=True):
        assert np.allclose(place, known.of_text(said.between(start, start + length)), atol=1e-5)
