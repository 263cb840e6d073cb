from __future__ import annotations

import random

from folkmoot.tracing.vocabulary import vocabulary

FILLER = ["on this matter much was stated by many persons here"] * 9


def planted() -> list[list[str]]:
    """Forty stretches: "rent" ten times in each of four of them, "necessary" once in each."""
    stretches = []
    for number in range(40):
        texts = [*FILLER, "it is necessary"]
        if number < 4:
            texts = [f"rent {text} rent" for text in texts]
        stretches.append(texts)
    return stretches


def test_a_word_that_comes_in_clumps_is_worth_more_than_a_scattered_one() -> None:
    known = vocabulary(planted())
    assert known.found_in["rent"] == known.found_in["necessari"] == 40
    assert known.clumping["rent"] > 0.7
    assert known.clumping["necessari"] < 0.1
    assert known.worth("rent") > 5 * known.worth("necessari")


def test_words_strewn_at_random_show_no_clumps() -> None:
    draw = random.Random(7)
    words = [f"w{chr(97 + n)}x" for n in range(20)]
    stretches = [[" ".join(draw.choices(words, k=50))] * 1 for _ in range(200)]
    known = vocabulary(stretches)
    assert all(known.clumping[word] < 0.2 for word in words)


def test_a_word_the_record_never_said_is_the_rarest_of_all() -> None:
    known = vocabulary(planted())
    assert known.rarity("zeppelin") > max(known.rarity(stem) for stem in known.found_in)


def test_a_record_without_words_knows_nothing() -> None:
    known = vocabulary([])
    assert known.contributions == 0
    assert known.worth("rent") >= 0
