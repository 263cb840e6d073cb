from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tracing.passages import WINDOW, best_window, chances, quote, reading, subject_around
from folkmoot.tracing.wording import wording

WORTHS = {"rent": 3.0, "wage": 2.0, "minimum": 1.0}
FAR = "word " * (WINDOW + 20)


def test_words_close_together_beat_the_same_words_far_apart() -> None:
    close = best_window(reading([f"{FAR} rent and wage {FAR}"]), WORTHS, frozenset())
    apart = best_window(reading([f"rent {FAR} wage"]), WORTHS, frozenset())
    assert close is not None and apart is not None
    assert close.worth == 5.0
    assert apart.worth == 3.0


def test_a_phrase_of_the_statement_counts_once_more() -> None:
    asked = wording("the minimum wage")
    phrase = best_window(reading(["the minimum wage"]), WORTHS, asked.pairs)
    loose = best_window(reading(["a minimum of some dignity for any person on a wage"]), WORTHS, asked.pairs)
    assert phrase is not None and loose is not None
    assert phrase.worth == loose.worth + 1.0


def test_a_passage_without_the_words_has_no_window() -> None:
    assert best_window(reading(["nothing of the kind"]), WORTHS, frozenset()) is None


def test_the_shared_subject_is_looked_for_around_the_window_only() -> None:
    heard = reading(["a house and its rent", FAR * 3, "a garden"])
    window = best_window(heard, WORTHS, frozenset())
    assert window is not None
    assert subject_around(heard, window, {"hous": 0.6, "garden": 0.4}) == 0.6


def test_only_a_long_contribution_has_more_chances() -> None:
    assert chances(reading(["short"])) == 0.0
    assert chances(reading([FAR * 10])) > 2.0


def test_a_quote_is_whole_sentences_and_marks_its_cuts() -> None:
    text = "Before it. " * 20 + "The rent went up, and the wage did not. " + "After it. " * 20
    asked = wording("rent and wage")
    window = best_window(reading([text]), WORTHS, frozenset())
    assert window is not None
    shown = quote([text], window, asked, WORTHS)
    assert shown.text.startswith("… ") and shown.text.endswith(" …")
    assert shown.text.strip("… ") in text
    assert "The rent went up, and the wage did not." in shown.text


def test_the_paragraph_that_holds_the_words_is_quoted() -> None:
    paragraphs = ["An opening.", "The rent went up, and the wage did not.", "A close."]
    window = best_window(reading(paragraphs), WORTHS, frozenset())
    assert window is not None
    assert quote(paragraphs, window, wording("rent wage"), WORTHS).paragraph == 1


@given(st.lists(st.text(alphabet=st.sampled_from("rent wage.?! \n…abcR£"), max_size=300), max_size=4))
def test_a_quote_is_verbatim_whatever_the_paragraphs(paragraphs: list[str]) -> None:
    asked = wording("rent wage")
    window = best_window(reading(paragraphs), WORTHS, asked.pairs)
    if window is None:
        return
    shown = quote(paragraphs, window, asked, WORTHS)
    inner = shown.text.removeprefix("… ").removesuffix(" …")
    assert inner in paragraphs[shown.paragraph]
