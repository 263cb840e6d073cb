from __future__ import annotations

from dataclasses import dataclass

import pytest

from folkmoot.tracing.kinds import suggest


@dataclass(frozen=True)
class Spoken:
    kind: str = "speech"
    office: str = ""


@pytest.mark.parametrize(
    ("spoken", "words", "kind"),
    [
        (Spoken("question"), "To ask the Secretary of State what he spent.", "asks"),
        (Spoken("reply"), "The figure is not held centrally.", "answers"),
        (
            Spoken(office="The Minister for Homes"),
            "We will publish a strategy before the end of the year.",
            "promises",
        ),
        (Spoken(office="The Minister for Homes"), "We will never agree.", "answers"),
        (Spoken(office="The Shadow Minister for Homes"), "We will publish our own.", "raises"),
        (Spoken(), "We will publish our own figures.", "raises"),
        (Spoken(), "Will she tell us the day on which we shall read it?", "asks"),
        (Spoken(), "Question put and agreed to.", "decides"),
        (Spoken(), "The rent is too high.", "raises"),
    ],
)
def test_what_a_passage_does_is_suggested_with_a_reason(spoken: Spoken, words: str, kind: str) -> None:
    found = suggest(spoken, words)
    assert found.kind == kind
    assert found.reason


def test_for_and_against_are_never_suggested() -> None:
    for words in ("I support this wholeheartedly.", "I oppose every word of it."):
        assert suggest(Spoken(), words).kind == "raises"
