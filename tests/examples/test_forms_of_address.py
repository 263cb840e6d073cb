"""Who is a Friend and who is a Lady: the House keeps its rules, and what was planted keeps to the House."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from tests.examples.example import (
    constituency,
    gender,
    name_on,
    offices_on,
    party_on,
    planted,
    seat_on,
    turns,
)

REFERENCES = planted()["parliament"]["references"]
SLIPS = {slip["contribution"] for slip in planted()["parliament"]["slips"]}
MEANT = re.compile(r"hon\. (?:Friend|Lady|Gentleman|Member)\b")


def label(reference: dict[str, Any]) -> str:
    return f"{reference['pid']}:{reference['text']}"


@pytest.mark.parametrize("reference", REFERENCES, ids=label)
def test_a_reference_stands_where_it_is_said_to_stand(reference: dict[str, Any]) -> None:
    paragraph = turns()[str(reference["contribution"])].paragraphs[str(reference["pid"])]
    assert paragraph[reference["start"] : reference["end"]] == reference["text"]


@pytest.mark.parametrize("reference", REFERENCES, ids=label)
def test_a_form_of_address_fits_party_gender_seat_and_office(reference: dict[str, Any]) -> None:
    turn, text = turns()[str(reference["contribution"])], str(reference["text"])
    (meant,) = reference["persons"]
    assert meant != turn.speaker
    same_party = party_on(turn.speaker, turn.day) == party_on(meant, turn.day)
    if "Friend" in text:
        assert same_party or turn.id in SLIPS
    if re.search("Lady|Gentleman", text):
        assert not same_party
        assert gender(meant) == ("female" if "Lady" in text else "male")
    if "Member for" in text:
        seat = seat_on(meant, turn.day)
        assert seat
        assert f"Member for {constituency(seat['post_id'])} ({name_on(meant, turn.day)})" in text
    if reference["kind"] == "office":
        role = text.rsplit("the ", 1)[-1].rsplit("The ", 1)[-1]
        kind = "Secretary of State" if role.startswith("Secretary of State") else role
        kind = "Minister|Parliamentary Under-Secretary" if role == "Minister" else re.escape(kind)
        assert any(re.search(kind, office) for office in offices_on(meant, turn.day)), text


def test_every_honourable_member_in_the_sittings_is_among_the_planted_references() -> None:
    spans = defaultdict(list)
    for reference in REFERENCES:
        spans[reference["contribution"], reference["pid"]].append((reference["start"], reference["end"]))
    for turn in turns().values():
        for pid, text in turn.paragraphs.items():
            for match in MEANT.finditer(text):
                assert any(a <= match.start() and match.end() <= b for a, b in spans[turn.id, pid]), (
                    turn.id,
                    text[max(0, match.start() - 30) : match.end() + 30],
                )


def test_a_slip_of_the_tongue_calls_a_former_friend_a_friend() -> None:
    (slip,) = planted()["parliament"]["slips"]
    assert party_on("example/person/23", "2025-10-01") == "unity"
    assert party_on("example/person/23", "2025-10-02") == "free-shires"
    assert slip["words"] in turns()[slip["contribution"]].words
