"""What is said to be planted is planted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.examples.example import MOOTS, TOWN, day_of, party_on, planted, rows, sheet, turns, xml

HOUSE: dict[str, Any] = planted()["parliament"]
WITH_WORDS = [
    *((kind, item) for kind in ("promises", "figures", "corrections", "open_questions", "quotes", "slips")
      for item in HOUSE[kind]),
    *(("kept", p["kept"]) for p in HOUSE["promises"] if "kept" in p),
    *(("broken", p["broken"]) for p in HOUSE["promises"] if "broken" in p),
    *(("source", f["source"]) for f in HOUSE["figures"] if f["source"]),
    *((part, c[part]) for c in HOUSE["corrections"] for part in ("corrects", "accepted")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "item"), WITH_WORDS)
def test_the_words_of_a_planted_thing_are_in_its_contribution(kind: str, item: dict[str, Any]) -> None:
    assert item["words"] in turns()[item["contribution"]].words, kind


def test_every_note_has_a_theme_or_belongs_nowhere() -> None:
    names = planted()["themes"]["names"]
    assert 8 <= len(names) <= 10
    counted: Counter[str | None] = Counter()
    for moot in MOOTS:
        labels = planted()["themes"]["notes"][moot]
        assert set(labels) == {note["number"] for note in sheet(moot, "notes")}
        assert set(filter(None, labels.values())) <= set(names)
        counted.update(labels.values())
    assert set(names) == set(filter(None, counted))
    assert 3 <= counted.pop(None) <= 10
    assert min(counted.values()) >= 12


def test_every_theme_recurs_over_tables_and_all_but_the_river_over_moots() -> None:
    for theme in planted()["themes"]["names"]:
        tables = {
            (moot, note["table"])
            for moot in MOOTS
            for note in sheet(moot, "notes")
            if planted()["themes"]["notes"][moot][note["number"]] == theme
        }
        assert len(tables) >= 4, theme
        assert len({moot for moot, _ in tables}) == (1 if theme == "river" else 3), theme


def plank(slug: str, version: int) -> dict[str, str]:
    return next(p for p in rows(TOWN / "planks.csv") if (p["plank"], p["version"]) == (slug, str(version)))


@pytest.mark.parametrize("drift", planted()["drifts"], ids=lambda d: d["plank"])
def test_a_drift_drops_and_adds_what_it_says(drift: dict[str, Any]) -> None:
    before, now = plank(drift["plank"], drift["from"]), plank(drift["plank"], drift["to"])
    said, says = (f"{version['words']} {version['purpose']}" for version in (before, now))
    for words in drift["dropped"]:
        assert words in said
        assert words not in says
    for words in drift.get("added", []):
        assert words in says
        assert words not in said


def test_one_plank_lost_its_purpose_and_one_was_narrowed() -> None:
    kinds = {drift["kind"]: drift for drift in planted()["drifts"]}
    assert plank(kinds["purpose dropped"]["plank"], 1)["purpose"]
    assert not plank(kinds["purpose dropped"]["plank"], 2)["purpose"]
    assert kinds["narrowed"]["dropped"]
    assert kinds["narrowed"]["added"]
    assert not plank(kinds["no origin"]["plank"], 1)["statements"]


def test_the_dropped_purpose_was_a_tables_own() -> None:
    (lost,) = next(d for d in planted()["drifts"] if d["kind"] == "purpose dropped")["dropped"]
    assert lost in {note["so_that"] for moot in MOOTS for note in sheet(moot, "notes")}


@pytest.mark.parametrize("tie", planted()["ties"], ids=lambda t: f"{t['statement']}-{t['passage']}")
def test_a_tie_runs_from_note_to_statement_to_plank_to_passage(tie: dict[str, Any]) -> None:
    moot, number = tie["statement"].split(":")
    statement = next(s for s in sheet(moot, "statements") if s["number"] == number)
    assert {note.split(":")[0] for note in tie["notes"]} == {moot}
    assert {note.split(":")[1] for note in tie["notes"]} <= set(statement["notes"].split(";"))
    versions = [p for p in rows(TOWN / "planks.csv") if p["plank"] == tie["plank"]]
    assert all(tie["statement"] in p["statements"].split(";") for p in versions)
    assert turns()[tie["passage"]].speaker


def test_no_statement_is_tied_to_more_passages_than_five_proposals_can_hold() -> None:
    assert max(Counter(tie["statement"] for tie in planted()["ties"]).values()) <= 5


def test_the_program_is_left_ties_to_propose_and_some_in_another_vocabulary() -> None:
    decided = {(link["plank"], link["passage"].split("#")[0]) for link in rows(TOWN / "links.csv")}
    ties = {(tie["plank"], tie["passage"]) for tie in planted()["ties"]}
    assert len(ties - decided) >= 10
    assert any(tie["vocabulary"] == "another" for tie in planted()["ties"])


def test_a_sentence_carried_to_the_house_is_the_tables_own() -> None:
    assert len(HOUSE["quotes"]) >= 5
    for quote in HOUSE["quotes"]:
        moot, number = quote["note"].split(":")
        words = next(n["words"] for n in sheet(moot, "notes") if n["number"] == number)
        assert quote["words"] in words
        assert words.split(".")[0] in turns()[quote["contribution"]].words or len(quote["words"]) < len(words)


def order() -> dict[str, int]:
    names = ("debates2026-05-12a.xml", "debates2026-09-15b.xml", "answers2026-09-15a.xml")
    return {
        e.get("id"): n for n, e in enumerate(e for name in names for e in xml(name).iter()) if e.get("id")
    }


def test_an_answer_comes_after_its_question_in_the_same_sitting_and_from_somebody_else() -> None:
    place = order()
    assert len(HOUSE["exchanges"]) >= 20
    for exchange in HOUSE["exchanges"]:
        question, answer = turns()[exchange["question"]], turns()[exchange["answer"]]
        assert day_of(question.id) == day_of(answer.id)
        assert place[answer.id] - place[question.id] > 0
        assert question.speaker != answer.speaker


def test_open_questions_are_met_by_a_turn_that_does_not_answer_or_by_one_months_later() -> None:
    later = {item["question"]: item["answer"] for item in HOUSE["answered_later"]}
    assert later
    assert set(later.values()) <= set(turns())
    assert len({q["contribution"] for q in HOUSE["open_questions"]} - set(later)) >= 1


def test_promises_have_a_day_one_is_missed_and_some_are_still_due() -> None:
    days = [(promise["by"], promise) for promise in HOUSE["promises"]]
    assert all(promise["by"] > day_of(promise["contribution"]) for _, promise in days)
    assert any("kept" in promise for _, promise in days)
    assert sum("broken" in promise for _, promise in days) == 1
    assert any(by > "2026-09-15" for by, _ in days)


def test_some_figures_have_a_source_and_some_have_none() -> None:
    sources = [figure["source"] for figure in HOUSE["figures"]]
    assert sources.count(None) >= 3
    assert len(sources) - sources.count(None) >= 3


def test_a_refusal_is_by_somebody_else_and_says_so() -> None:
    for refusal in HOUSE["refusals"]:
        asked, refused = turns()[refusal["asked"]], turns()[refusal["refused"]]
        assert asked.speaker != refused.speaker
        assert "give way" in asked.words
        assert "not give way" in refused.words or "I will not" in refused.words


def test_a_broken_off_sentence_is_taken_up_by_the_one_who_began_it() -> None:
    assert any(broken["resumed"] is None for broken in HOUSE["broken_off"])
    for broken in HOUSE["broken_off"]:
        begun = turns()[broken["broken"]]
        assert begun.words.endswith("—")
        if broken["resumed"]:
            assert turns()[broken["resumed"]].speaker == begun.speaker


def test_the_dissenters_are_those_who_left_most_of_their_party() -> None:
    for planted_division in HOUSE["divisions"]:
        day = day_of(planted_division["division"])
        division = next(
            d for name in ("debates2026-05-12a.xml", "debates2026-09-15b.xml")
            for d in xml(name).iter("division") if d.get("id") == planted_division["division"]
        )  # fmt: skip
        votes = {v.get("person_id"): v.get("vote") for v in division.iter("mpname")}
        counted: Counter[tuple[str, str]] = Counter((party_on(p, day), vote) for p, vote in votes.items())
        left = {
            p
            for p, vote in votes.items()
            if counted[party_on(p, day), vote] < counted[party_on(p, day), "no" if vote == "aye" else "aye"]
        }
        assert left == set(planted_division["dissenters"])
