from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from folkmoot.record import reading
from folkmoot.record.store import Store
from folkmoot.tracing.matching import match
from folkmoot.tracing.sampling import vocabulary_of
from folkmoot.tracing.vocabulary import Vocabulary

EXAMPLES = Path(__file__).parents[2] / "examples"
MOOTS = ("high-street", "nether-kettle", "station-end")


def statements(moot: str) -> dict[str, str]:
    with (EXAMPLES / "town" / moot / "statements.csv").open(encoding="utf-8", newline="") as file:
        return {f"{moot}:{row['number']}": row["words"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def found(record: Store, known: Vocabulary) -> dict[str, list[str]]:
    """The contributions proposed for each statement of the example town."""
    proposed = {}
    for moot in MOOTS:
        asked = statements(moot)
        matched = match(list(asked.values()), record, vocabulary=known, title=moot)
        for key, one in zip(asked, matched, strict=True):
            proposed[key] = [passage.contribution for passage in one.passages]
    return proposed


def test_most_planted_ties_are_among_the_first_five_proposals(found: dict[str, list[str]]) -> None:
    ties = json.loads((EXAMPLES / "planted.json").read_text())["ties"]
    pairs = {(tie["statement"], tie["passage"].partition("#")[0]) for tie in ties if tie.get("statement")}
    hit = [pair for pair in pairs if pair[1] in found.get(pair[0], [])]
    assert len(pairs) > 20
    assert len(hit) / len(pairs) >= 0.9


def test_no_contribution_stands_twice_under_a_statement(found: dict[str, list[str]]) -> None:
    assert all(len(set(ids)) == len(ids) <= 5 for ids in found.values())


def test_the_record_is_silent_on_what_it_never_spoke_of(record: Store, known: Vocabulary) -> None:
    asked = [
        "Volcanoes on Iceland should be watched by satellite",
        "Chess belongs in the Olympic games",
        "I like strawberry ice cream",
        "線上叫車創新服務迅速竄起",
        "Of the and to it is",
    ]
    assert [len(one.passages) for one in match(asked, record, vocabulary=known)] == [0] * len(asked)


def test_a_quote_is_verbatim_and_its_words_stand_there(record: Store, known: Vocabulary) -> None:
    asked = list(statements("high-street").values())
    seen = 0
    for one in match(asked, record, vocabulary=known):
        for passage in one.passages:
            gid, _, pid = passage.id.partition("#")
            paragraph = next(p for p in record.contribution(gid).paragraphs if p.pid == pid)
            assert passage.quote.removeprefix("… ").removesuffix(" …") in paragraph.text
            said = record.contribution(gid).text.casefold()
            assert passage.words and all(word in said for word in passage.words)
            seen += 1
    assert seen > 5


def test_the_same_question_has_the_same_answer(record: Store, known: Vocabulary) -> None:
    asked = list(statements("station-end").values())
    assert match(asked, record, vocabulary=known) == match(asked, record, vocabulary=known)


def test_nobody_keeping_order_is_proposed(
    record: Store, known: Vocabulary, found: dict[str, list[str]]
) -> None:
    ids = {gid for proposed in found.values() for gid in proposed}
    assert all(one.kind != "procedural" for one in record.contributions(ids))
    assert not any("Speaker" in one.speaker_name for one in record.contributions(ids))


def test_no_statements_have_no_matches(record: Store, known: Vocabulary) -> None:
    assert match([], record, vocabulary=known) == []


@pytest.fixture(scope="module")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Days of the real House."""
    folder = tmp_path_factory.mktemp("real") / "record"
    reading.read([shared_data / "hansard" / "2016-2021", shared_data / "people"], folder)
    with Store.open(folder) as store:
        yield store


def test_housing_statements_find_debates_on_housing(real: Store) -> None:
    """Of a housing conversation's passages most speak of homes, rents or tenants."""
    asked = [
        "Councils should build more social housing for people on low incomes",
        "First-time buyers cannot afford a home here",
        "Rents in the private sector should be capped",
        "Houses should not stand empty while people sleep rough",
        "Housing associations should not have to sell their homes",
    ]
    matched = match(asked, real, vocabulary=vocabulary_of(real), title="Affordable housing")
    quotes = [passage.quote.casefold() for one in matched for passage in one.passages]
    on_housing = [q for q in quotes if any(w in q for w in ("hous", "home", "rent", "tenan"))]
    assert len(quotes) >= 10
    assert len(on_housing) / len(quotes) >= 0.8


def test_words_put_together_at_random_find_less_where_likeness_is_known(real: Store) -> None:
    known = vocabulary_of(real)
    telling = sorted(stem for stem, times in known.found_in.items() if times > 20 and known.worth(stem) > 1)
    draw = random.Random(5)
    salad = [" ".join(draw.sample(telling, 6)) for _ in range(150)]

    def answered(vocabulary: Vocabulary) -> int:
        return sum(bool(one.passages) for one in match(salad, real, vocabulary=vocabulary))

    assert known.likeness is not None
    assert answered(known) < answered(replace(known, likeness=None))
    assert answered(known) <= 0.06 * len(salad)
