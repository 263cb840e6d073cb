from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tracing.passages import (
    WINDOW,
    Sought,
    Window,
    at_most,
    best_window,
    chances,
    quote,
    small,
    subject_around,
    worth_beside,
)
from folkmoot.tracing.wording import wording

WORTHS = {"rent": 3.0, "wage": 2.0, "minimum": 1.0}
SOUGHT = Sought({**{word: (word, 1.0) for word in WORTHS}, "rents": ("rent", 1.0), "tenancy": ("rent", 0.5)})
FAR = "word " * (WINDOW // 5 + 20)


def window(text: str, pairs: frozenset[frozenset[str]] = frozenset()) -> Window | None:
    return best_window(SOUGHT.places(text), WORTHS, pairs)


def test_words_are_found_whole_in_capitals_and_in_all_their_forms() -> None:
    text = "RENT, Rents’ parent, rentals; wages and a minimum."
    found = [(place.stem, text[place.start : place.end]) for place in SOUGHT.places(text)]
    assert found == [("rent", "RENT"), ("rent", "Rents"), ("minimum", "minimum")]


def test_what_the_house_calls_itself_is_no_word_of_a_statement() -> None:
    sought = Sought({"house": ("hous", 1.0), "bills": ("bill", 1.0)})
    assert [place.start for place in sought.places("The House has bills; Bills of a house.")] == [14, 32]


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
    assert subject_around(text, "", found, sought, subject) == 0.6
    assert subject_around(text, "Gardens: a garden", found, sought, subject) == 1.0


def test_words_that_stand_beside_count_once_and_only_where_the_window_lacks_them() -> None:
    found = window("the rent")
    assert found is not None
    assert worth_beside(found, SOUGHT.places("wage, wage, rent"), WORTHS) == 2.0


def test_only_a_long_contribution_has_more_chances() -> None:
    assert chances("short") == 0.0
    assert chances(FAR * 10) > 2.0


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


@given(TEXTS)
def test_no_window_is_worth_more_than_at_most(text: str) -> None:
    pairs = wording("minimum wage rent").pairs
    found = window(text, pairs)
    assert (found.worth if found else 0.0) <= at_most(SOUGHT.places(text), WORTHS, pairs) + 1e-9


@given(st.text(max_size=80))
def test_small_letters_keep_every_offset(text: str) -> None:
    assert len(small(text)) == len(text)
