from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tracing.wording import record_stems, wording


def test_little_words_say_nothing_of_a_subject() -> None:
    assert wording("I think we should do something about the rent").stems == ("rent",)


def test_a_word_is_shown_as_it_was_said() -> None:
    assert wording("Tenancies end. A tenancy ends.").as_said["tenanc"] == "Tenancies"


def test_words_beside_each_other_make_a_pair_little_words_aside() -> None:
    assert frozenset(("minimum", "wage")) in wording("the minimum wage").pairs
    assert frozenset(("bed", "breakfast")) in wording("bed and breakfast").pairs


def test_the_house_with_a_capital_is_no_house_and_a_house_is() -> None:
    assert [stem for stem, _, _ in record_stems("The House of a tenant")][1] == ""
    assert "hous" in [stem for stem, _, _ in record_stems("a house in Corn Street")]


@given(st.text())
def test_places_of_stems_are_places_of_the_text(text: str) -> None:
    end_before = 0
    for _, start, end in record_stems(text):
        assert end_before <= start < end <= len(text)
        end_before = end


@given(st.text())
def test_any_text_has_a_wording_whose_stems_were_said(text: str) -> None:
    found = wording(text)
    assert set(found.stems) == set(found.as_said)
    assert all(word in text for word in found.as_said.values())
