from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tracing import laid_out
from folkmoot.tracing.laid_out import RUN, OneOf, as_name, lay_out, number, small


@given(st.text(max_size=80))
def test_small_letters_keep_every_offset(text: str) -> None:
    assert len(small(text)) == len(text)


@given(st.lists(st.text(max_size=60), max_size=5))
def test_every_word_has_its_number_and_its_offset(texts: list[str]) -> None:
    found = lay_out(texts)
    assert len(found) == len(texts)
    for text, one in zip(texts, found, strict=True):
        runs = list(RUN.finditer(small(text)))
        assert one.starts.tolist() == [run.start() for run in runs]
        assert one.numbers.tolist() == [number(run.group()) for run in runs]


def test_many_texts_are_laid_out_as_each_would_be_alone() -> None:
    texts = [f"The {n}th of many texts, {'long ' * n}." for n in range(laid_out._AT_A_TIME // 4_000)]
    for together, text in zip(lay_out(texts * 20), texts * 20, strict=True):
        (alone,) = lay_out([text])
        assert together.numbers.tolist() == alone.numbers.tolist()
        assert together.starts.tolist() == alone.starts.tolist()


def test_names_of_the_house_are_told_from_words_where_they_stand_with_a_capital() -> None:
    (one,) = lay_out(["The House on a house"])
    assert one.numbers.tolist() == [
        number("the"),
        as_name(number("house")),
        number("on"),
        number("a"),
        number("house"),
    ]


def test_words_that_begin_between_two_offsets() -> None:
    (one,) = lay_out(["one two three four"])
    assert one.between(4, 14).numbers.tolist() == [number("two"), number("three")]
    assert one.between(-5, 1).numbers.tolist() == [number("one")]


@given(st.sets(st.text("abc", min_size=1, max_size=4)), st.lists(st.text("abc", min_size=1, max_size=4)))
def test_of_many_words_those_that_are_sought_are_told(sought: set[str], met: list[str]) -> None:
    words = sorted(sought)
    (one,) = lay_out([" ".join(met)])
    at, which = OneOf([number(word) for word in words]).among(one.numbers)
    assert list(zip(at.tolist(), [words[w] for w in which.tolist()], strict=True)) == [
        (place, word) for place, word in enumerate(met) if word in sought
    ]
