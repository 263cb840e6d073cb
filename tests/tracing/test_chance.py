from __future__ import annotations

import math

from folkmoot.tracing.chance import Best, agreement, bar, mass
from folkmoot.tracing.vocabulary import vocabulary
from folkmoot.tracing.wording import Wording, wording

WORDS = ["apple", "brick", "cloud", "drum"]
KNOWN = vocabulary([[f"{word} {word} {other}"] * 2 for word in WORDS for other in ("eel", "fig")])


def test_the_bar_stands_where_one_meaningless_sentence_in_ten_gets() -> None:
    scores = iter(range(200))

    def best(_number: int, asked: Wording) -> Best:
        number = next(scores)
        return Best([number * math.sqrt(mass(asked, KNOWN))], alike=number / 200)

    found = bar([wording("apple brick cloud")], KNOWN, best)
    assert abs(found.first - 179) < 1e-9
    assert abs(found.further - 99) < 1e-9
    assert abs(found.together - 193 / 3) < 1e-9
    assert found.alike == 159 / 200


def test_one_passage_agrees_with_nobody_and_a_fourth_does_not_count() -> None:
    assert agreement([6.0]) == 2.0
    assert agreement([6.0, 3.0, 3.0, 99.0]) == 4.0
    assert agreement([]) == 0.0


def test_what_the_record_does_not_know_can_never_pass() -> None:
    found = bar([wording("zeppelin xylophone")], KNOWN, lambda _n, _w: Best([1.0]))
    assert found.first == found.together == math.inf


def test_words_are_changed_for_words_of_the_record_and_unknown_ones_stay() -> None:
    seen: list[Wording] = []

    def best(_number: int, asked: Wording) -> Best:
        seen.append(asked)
        return Best([1.0])

    bar([wording("apple zeppelin")], KNOWN, best)
    assert all("zeppelin" in asked.stems and asked.stems[0] in KNOWN.found_in for asked in seen)
    assert len({asked.stems[0] for asked in seen}) > 1
