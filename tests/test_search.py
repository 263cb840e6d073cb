"""The query language: a tree or a sentence, never anything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot import search
from folkmoot.errors import BadQuery
from folkmoot.search import And, Field, Near, Not, Or, Phrase, Prefix, Word


def test_words_stand_together_unless_told_otherwise() -> None:
    assert search.read("Housing REPAIRS") == And((Word("housing"), Word("repairs")))


def test_or_binds_less_than_and() -> None:
    assert search.read("a b OR c") == Or((And((Word("a"), Word("b"))), Word("c")))


def test_brackets_group() -> None:
    assert search.read("(rent OR tenancy) arrears") == And(
        (Or((Word("rent"), Word("tenancy"))), Word("arrears"))
    )


def test_a_minus_before_a_word_excludes_and_inside_one_does_not() -> None:
    assert search.read("tax -income") == And((Word("tax"), Not(Word("income"))))
    assert search.read("climate-change") == Phrase(("climate", "change"))


def test_what_people_paste_from_the_record_is_read() -> None:
    assert search.read("right hon. Friend") == And((Word("right"), Word("hon"), Word("friend")))
    assert search.read("fish & chips") == And((Word("fish"), Word("chips")))
    assert search.read("“social rent”") == Phrase(("social", "rent"))
    assert search.read("C++") == Word("c")


def test_prefixes_and_nearness() -> None:
    assert search.read("immigra*") == Prefix("immigra")
    assert search.read("rent NEAR/3 arrears") == Near(("rent", "arrears"), 3)
    assert search.read("rent NEAR arrears") == Near(("rent", "arrears"), 5)


def test_conditions_keep_their_value_as_it_was_written() -> None:
    assert search.read('speaker:"Hazel Blears" from:2009-10') == And(
        (Field("speaker", "Hazel Blears"), Field("from", "2009-10"))
    )


def test_a_word_that_is_no_operator_is_only_a_word() -> None:
    assert search.read("or and not near") == And((Word("or"), Word("and"), Word("not"), Word("near")))


@pytest.mark.parametrize(
    ("query", "at", "says"),
    [
        ("", 0, "no word to look for"),
        ("(housing -)", 9, "after the minus"),
        ("housing (rent", 8, "never closed"),
        ("housing)", 7, "never opened"),
        ('say "so', 4, "quotation mark"),
        ("housing OR", 8, "both sides"),
        ("OR housing", 0, "both sides"),
        ("from:yesterday", 0, "needs a date"),
        ("speaker: housing", 0, "needs a word"),
        ("colour:red", 0, "is no condition"),
        ("a*", 0, "first letters"),
        ("NEAR/5 rent", 0, "both sides"),
        ('"a b" NEAR/5 rent', 0, "single words"),
        ("a NEAR/500 b", 0, "too far"),
        ("x " * 1_500, 2_000, "characters long"),
        ("(" * 200 + "x", 40, "deep"),
    ],
)
def test_an_error_names_the_place_and_shows_a_query_that_works(query: str, at: int, says: str) -> None:
    with pytest.raises(BadQuery, match=says) as caught:
        search.read(query)
    assert caught.value.facts["at"] == at
    assert f"at character {at + 1}" in caught.value.message
    assert caught.value.facts["example"] in caught.value.message
    search.read(caught.value.facts["example"])


def test_a_search_of_too_many_words_is_refused() -> None:
    with pytest.raises(BadQuery, match="more than 100 words"):
        search.read(" ".join(f"w{n}" for n in range(101)))


_pieces = st.sampled_from(
    [
        "housing",
        '"',
        "(",
        ")",
        "OR",
        "AND",
        "NOT",
        "-",
        "NEAR/4",
        "*",
        "speaker:",
        "from:2009",
        "in:x",
        " ",
        "é",
        "ﬁ",
    ]
)


@given(
    st.one_of(
        st.text(max_size=80), st.lists(_pieces, max_size=25).map(" ".join), st.lists(_pieces).map("".join)
    )
)
@settings(max_examples=600, deadline=None)
def test_any_text_gives_a_tree_or_a_sentence_and_a_tree_prints_as_itself(query: str) -> None:
    try:
        tree = search.read(query)
    except BadQuery as error:
        assert 0 <= error.facts["at"] <= len(query)
        return
    assert search.read(str(tree)) == tree


_word = st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True)
_leaf = st.one_of(
    _word.map(Word),
    st.from_regex(r"[a-z]{2,8}", fullmatch=True).map(Prefix),
    st.lists(_word, min_size=2, max_size=4).map(lambda w: Phrase(tuple(w))),
    st.builds(Near, st.lists(_word, min_size=2, max_size=3).map(tuple), st.integers(0, 50)),
    st.builds(
        Field,
        st.sampled_from(["speaker", "party", "in"]),
        st.from_regex(r"[a-z/.]+( [a-z]+)?", fullmatch=True),
    ),
    st.builds(Field, st.sampled_from(["from", "to", "date"]), st.just("2009-10-26")),
)


def _unlike(kind: type, children: list[search.Node]) -> bool:
    return len(set(children)) == len(children) and not any(isinstance(c, kind) for c in children)


_trees = st.recursive(
    _leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4)
        .filter(lambda c: _unlike(And, c))
        .map(lambda c: And(tuple(c))),
        st.lists(inner, min_size=2, max_size=4).filter(lambda c: _unlike(Or, c)).map(lambda c: Or(tuple(c))),
        inner.filter(lambda n: not isinstance(n, Not)).map(Not),
    ),
    max_leaves=12,
)


@given(_trees)
@settings(max_examples=300, deadline=None)
def test_every_tree_can_be_written_down_and_read_back(tree: search.Node) -> None:
    assert search.read(str(tree)) == tree


def test_the_words_of_a_tree_leave_out_what_is_excluded() -> None:
    tree = search.read('housing -benefit "social rent" speaker:x rent NEAR/2 arrears')
    assert search.terms(tree) == (Word("housing"), Phrase(("social", "rent")), Word("rent"), Word("arrears"))
