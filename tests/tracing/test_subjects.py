from __future__ import annotations

import pytest

from folkmoot.tracing.subjects import subjects
from folkmoot.tracing.vocabulary import vocabulary
from folkmoot.tracing.wording import wording

BACKGROUND = [
    [text] * 3
    for text in (
        "the rent of a home and the landlord", "the bus and the timetable", "rent arrears and homes",
        "a bus route was cut", "fish and boats", "schools and teachers", "the pension age", "hospital beds",
        "prisons and probation", "the army and its kit", "roads and bridges", "farm payments",
    )
]  # fmt: skip
KNOWN = vocabulary(BACKGROUND)
RENTS = ["Rent is too high", "Rent rises every spring", "A landlord may ask any rent", "Build them higher"]
BUSES = ["The bus is late", "A bus at ten", "The bus should take dogs"]


def test_statements_that_say_little_lean_on_what_their_conversation_is_about() -> None:
    found = subjects([wording(text) for text in RENTS], KNOWN)
    assert max(found[3], key=found[3].__getitem__) == "rent"


def test_each_of_two_conversations_in_one_list_leans_on_its_own() -> None:
    found = subjects([wording(text) for text in RENTS + BUSES], KNOWN)
    assert found[0]["rent"] > found[0].get("bus", 0.0)
    assert found[4]["bus"] > found[4].get("rent", 0.0)


def test_a_subjects_weights_add_up_to_one() -> None:
    for subject in subjects([wording(text) for text in RENTS], KNOWN, title="Rent in our town"):
        assert sum(subject.values()) == pytest.approx(1.0)


def test_strangers_share_no_subject() -> None:
    assert subjects([wording("Rent"), wording("Buses")], KNOWN) == [{}, {}]


def test_no_statements_have_no_subject() -> None:
    assert subjects([], KNOWN) == []
    assert subjects([wording("of the")], KNOWN) == [{}]
