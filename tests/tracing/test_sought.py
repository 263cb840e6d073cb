from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tracing.laid_out import RUN, lay_out, small
from folkmoot.tracing.sought import Sought

WORDS = {
    "rent": ("rent", 1.0),
    "rents": ("rent", 1.0),
    "general": ("general", 1.0),
    "general practitioner": ("doctor", 0.5),
    "o'clock": ("o'clock", 1.0),
    "local government": ("council", 0.3),
    "house": ("hous", 1.0),
    "bills": ("bill", 1.0),
}
SOUGHT = Sought(WORDS)


def test_words_are_found_whole_in_capitals_and_in_all_their_forms() -> None:
    text = "RENT, Rents’ parent, rentals; wages and a rent."
    found = [(place.stem, text[place.start : place.end]) for place in SOUGHT.places(text)]
    assert found == [("rent", "RENT"), ("rent", "Rents"), ("rent", "rent")]


def test_what_the_house_calls_itself_is_no_word_of_a_statement() -> None:
    text = "The House has bills; Bills of a house."
    assert [place.start for place in SOUGHT.places(text)] == [14, 32]


def test_a_phrase_may_hold_a_name_of_the_house() -> None:
    (place,) = SOUGHT.places("The Local Government Association")
    assert (place.start, place.end, place.stem) == (4, 20, "council")


def test_a_phrase_is_found_whole_and_stands_for_more_than_its_first_word() -> None:
    text = "A General Practitioner, a general, practitioner; at six o’clock, generally."
    found = [(place.stem, text[place.start : place.end]) for place in SOUGHT.places(text)]
    assert found == [("doctor", "General Practitioner"), ("general", "general"), ("o'clock", "o’clock")]


def test_a_phrase_does_not_run_on_from_one_text_into_the_next() -> None:
    standing = SOUGHT.in_each(lay_out(["a general", " practitioner"]))
    assert [place.stem for place in standing.places(0)] == ["general"]
    assert standing.places(1) == []


def test_nothing_is_found_where_nothing_is_sought() -> None:
    assert Sought({}).places("rent") == []
    assert SOUGHT.places("") == []


TEXTS = st.text(
    alphabet=st.sampled_from("rents general practitioner House bills o’'clock.\n_£éİ𝐚"), max_size=60
)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_words_are_where_reading_on_finds_them(texts: list[str]) -> None:
    alone = {word: meant for word, meant in WORDS.items() if RUN.fullmatch(word)}
    standing = Sought(alone).in_each(lay_out(texts))
    for at, text in enumerate(texts):
        read = [
            (run.start(), run.end(), *alone[run.group()])
            for run in RUN.finditer(small(text))
            if run.group() in alone
            and not (run.group() in ("house", "bills") and text[run.start()].isupper())
        ]
        assert [tuple(place) for place in standing.places(at)] == read
