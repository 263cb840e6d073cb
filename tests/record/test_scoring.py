"""Measures that can be checked by hand."""

from __future__ import annotations

from folkmoot.record.scoring import labelled, predicted, score


def label(start: int, end: int, person: str, kind: str = "form") -> dict[str, object]:
    return {
        "contribution": "c",
        "pid": "p",
        "start": start,
        "end": end,
        "persons": [person] if person else [],
        "kind": kind,
    }


def scored(gold: list[dict[str, object]], found: list[dict[str, object]]):  # type: ignore[no-untyped-def]
    labels = [x for g in gold if (x := labelled(g))]
    return {s.kind: s for s in score(labels, map(predicted, found))}


def test_a_right_span_and_person_is_right_and_a_wrong_one_costs_both_ways() -> None:
    gold = [label(0, 5, "ada"), label(10, 15, "ben")]
    found = [label(0, 5, "ada"), label(10, 15, "cyd")]
    (all_of_it, *_) = scored(gold, found).values()
    assert (all_of_it.right, all_of_it.predicted, all_of_it.labelled) == (1, 2, 2)
    assert all_of_it.f1 == 0.5


def test_an_invented_reference_beside_every_label_is_not_counted() -> None:
    gold = [label(0, 5, "ada")]
    assert scored(gold, [label(0, 5, "ada"), label(90, 95, "ada")])["all"].precision == 1


def test_one_that_overlaps_with_other_edges_is_not_right() -> None:
    found = scored([label(0, 5, "ada")], [label(0, 6, "ada")])["all"]
    assert (found.right, found.overlapping, found.predicted) == (0, 1, 1)


def test_several_are_not_one() -> None:
    both = {**label(0, 5, ""), "persons": ["ada", "ben"]}
    found = scored([label(0, 5, "ada")], [both])["all"]
    assert (found.right, found.several, found.one) == (0, 1, 0)


def test_nobody_is_right_where_nobody_is_labelled() -> None:
    assert scored([label(0, 5, "")], [label(0, 5, "")])["all"].right == 1


def test_the_first_person_is_left_out_of_the_second_score_on_both_sides() -> None:
    gold = [label(0, 20, "ada")]
    found = scored(gold, [label(0, 20, "ada"), label(0, 2, "ben", "first_person")])
    assert found["all"].predicted == 2
    assert found["but first person"].f1 == 1


def test_a_suspect_label_is_left_out() -> None:
    assert labelled({**label(0, 5, "ada"), "suspect": "the speaker of that very speech"}) is None


def test_the_interval_holds_the_score_and_is_the_same_every_time() -> None:
    gold = [{**label(0, 5, "ada"), "contribution": str(n)} for n in range(20)]
    found = [{**label(0, 5, "ada" if n % 4 else "ben"), "contribution": str(n)} for n in range(20)]
    one, again = scored(gold, found)["all"], scored(gold, found)["all"]
    assert one.low <= one.f1 <= one.high
    assert (one.low, one.high) == (again.low, again.high)
    assert one.low < one.high
