from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tracing.laid_out import lay_out
from folkmoot.tracing.passages import (
    CLOSE,
    SAID_AGAIN,
    WINDOW,
    Window,
    around,
    best_window,
    best_windows,
    chances,
    quote,
    subject_around,
    worth_beside,
)
from folkmoot.tracing.sought import Place, Sought
from folkmoot.tracing.wording import wording

WORTHS = {"rent": 3.0, "wage": 2.0, "minimum": 1.0}
SOUGHT = Sought({**{word: (word, 1.0) for word in WORTHS}, "rents": ("rent", 1.0), "tenancy": ("rent", 0.5)})
FAR = "word " * (WINDOW // 5 + 20)


def window(text: str, pairs: frozenset[frozenset[str]] = frozenset()) -> Window | None:
    return best_window(text, SOUGHT, WORTHS, pairs)


def windows(
    texts: list[str], pairs: frozenset[frozenset[str]] = frozenset(), limit: int = 9
) -> list[tuple[int, Window]]:
    return best_windows(SOUGHT.in_each(lay_out(texts)), WORTHS, pairs, limit=limit)


def test_words_close_together_beat_the_same_words_far_apart() -> None:
    close, apart = window(f"{FAR} rent and wage {FAR}"), window(f"rent {FAR} wage")
    assert close is not None and apart is not None
    assert close.worth == 5.0
    assert apart.worth == 3.0


def test_another_word_for_it_counts_less_and_nothing_beside_its_own() -> None:
    other, own, both = window("a tenancy"), window("a rent"), window("rent of a tenancy")
    assert other is not None and own is not None and both is not None
    assert (other.worth, own.worth) == (1.5, 3.0)
    assert both.worth == 3.0 * 1.25


def test_a_phrase_of_the_statement_counts_once_more() -> None:
    pairs = wording("the minimum wage").pairs
    phrase = window("the minimum wage", pairs)
    loose = window("a minimum of some dignity for any person on a wage", pairs)
    assert phrase is not None and loose is not None
    assert phrase.worth == loose.worth + 1.0


def test_a_passage_without_the_words_has_no_window() -> None:
    assert window("nothing of the kind") is None


def test_the_shared_subject_is_looked_for_around_the_window_and_in_the_heading_only() -> None:
    text = f"a house and its rent {FAR * 3} a garden"
    found = window(text)
    assert found is not None
    subject = {"hous": 0.6, "garden": 0.4}
    sought = Sought({"house": ("hous", 1.0), "garden": ("garden", 1.0)})
    near = [around(lay_out([text])[0], found)] * 2
    headings = lay_out(["", "Gardens: a garden"])
    assert subject_around(sought.in_each(near + headings), subject) == [0.6, 1.0]


def test_words_that_stand_beside_count_once_and_only_where_the_window_lacks_them() -> None:
    found = window("the rent")
    assert found is not None
    elsewhere = SOUGHT.in_each(lay_out(["wage, wage, rent", "a tenancy"]))
    assert worth_beside([found, found], elsewhere, WORTHS) == [2.0, 0.0]


def test_only_a_long_contribution_has_more_chances() -> None:
    assert chances(5) == 0.0
    assert chances(10 * WINDOW) > 2.0


def test_a_quote_is_whole_sentences_and_marks_its_cuts() -> None:
    text = "Before it. " * 20 + "The rent went up, and the wage did not. " + "After it. " * 20
    found = window(text)
    assert found is not None
    shown = quote([text], found, WORTHS)
    assert shown.text.startswith("… ") and shown.text.endswith(" …")
    assert shown.text.strip("… ") in text
    assert "The rent went up, and the wage did not." in shown.text


def test_the_paragraph_that_holds_the_words_is_quoted() -> None:
    paragraphs = ["An opening.", "The rent went up, and the wage did not.", "A close."]
    found = window("\n\n".join(paragraphs))
    assert found is not None
    assert quote(paragraphs, found, WORTHS).paragraph == 1


TEXTS = st.text(alphabet=st.sampled_from("rent wage tenancy.?! \n…abcR£İ"), max_size=300)


@given(st.lists(TEXTS, max_size=4))
def test_a_quote_is_verbatim_whatever_the_paragraphs(paragraphs: list[str]) -> None:
    found = window("\n\n".join(paragraphs), wording("rent wage").pairs)
    if found is None:
        return
    shown = quote(paragraphs, found, WORTHS)
    inner = shown.text.removeprefix("… ").removesuffix(" …")
    assert inner in paragraphs[shown.paragraph]


def test_the_best_windows_of_several_texts_come_first_in_order_where_they_are_worth_the_same() -> None:
    texts = ["a wage", "", "the rent and the wage", "a rent", "wage or wages", "nothing of it", "rent"]
    found = windows(texts, limit=4)
    assert [at for at, _ in found] == [2, 3, 6, 0]
    assert [window.worth for _, window in found] == [5.0, 3.0, 3.0, 2.0]


PAIRS = wording("minimum wage rent").pairs


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_stretch_of_any_text_is_worth_more_than_its_best_window(texts: list[str]) -> None:
    found = {at: window.worth for at, window in windows(texts, PAIRS)}
    for at, text in enumerate(texts):
        places = SOUGHT.places(text)
        stretches = [
            [place for place in places[begin:] if place.start - places[begin].start <= WINDOW]
            for begin in range(len(places))
        ]
        assert found.get(at, 0.0) == max(map(worth_of, stretches), default=0.0)


def worth_of(places: list[Place]) -> float:
    """What the words of a stretch are worth together, one by one."""
    total = 0.0
    for stem, worth in WORTHS.items():
        said = [place.likeness for place in places if place.stem == stem]
        total += worth * max(said, default=0.0) * (1 + SAID_AGAIN * min(2, max(0, len(said) - 1)))
    phrases = {
        frozenset((one.stem, other.stem))
        for at, one in enumerate(places)
        for other in places[at + 1 : at + 4]
        if other.start - one.end <= CLOSE
    }
    return round(total + sum(min(WORTHS[s] for s in pair) for pair in phrases & PAIRS), 9)
