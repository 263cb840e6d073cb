"""What following finds: for each kind its question, in all of the record and in some sittings of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.errors import BadQuery, NotFound
from folkmoot.record.following import KINDS, Followed, asked, follow, found
from folkmoot.record.reading import Report
from folkmoot.record.store import Store
from tests.record.conftest import publicwhip, speech

ADA = "example/person/1"
HOUSING = "example/debate/2026-05-12a.2.0"


def ids(store: Store, followed: Followed, *sittings: str) -> list[str]:
    return [hit.contribution.id for hit in found(store, followed, sittings=sittings)]


def test_two_who_ask_the_same_have_the_same_question(store: Store) -> None:
    assert follow(store, "search", "rents  AND repairs") == follow(store, "search", "rents repairs")
    assert follow(store, "department", "Home Department") == follow(store, "department", "home-office")
    assert follow(store, "person", "example/person/9") == follow(store, "person", "example/person/2")


@pytest.mark.parametrize(
    ("kind", "asks", "error"),
    [
        ("search", "rents (", BadQuery),
        ("person", "example/person/404", NotFound),
        ("department", "moonbeams", NotFound),
        ("debate", "example/debate/404", NotFound),
    ],
)
def test_what_is_not_on_the_record_cannot_be_followed(
    store: Store, kind: str, asks: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        follow(store, kind, asks)  # type: ignore[arg-type]


def test_a_person_and_a_department_leave_procedure_out(store: Store) -> None:
    said = found(store, follow(store, "person", ADA))
    assert {hit.contribution.person_id for hit in said} == {ADA}
    debates = {
        hit.contribution.debate_title for hit in found(store, follow(store, "department", "home office"))
    }
    assert debates >= {"Street Lights"}
    assert not any(hit.contribution.kind == "procedural" for hit in said)


def test_a_debate_goes_on_under_the_same_heading_on_a_later_day_and_no_other(
    store: Store, reading: Callable[..., Report], tmp_path: Path
) -> None:
    followed = follow(store, "debate", HOUSING)
    before = ids(store, followed)
    for day, title in (
        ("2026-05-20a", "Social Housing"),
        ("2026-05-21a", "Social Housing (Wales)"),
        ("2026-05-01a", "Social Housing"),
    ):
        heading = f'<major-heading id="example/debate/{day}.1.0" nospeaker="true">{title}</major-heading>'
        path = tmp_path / f"debates{day}.xml"
        path.write_text(publicwhip(heading, speech("1.1", "More of it.", who="Ada Marsh", day=day)))
        reading(path)
    assert set(ids(store, followed)) - set(before) == {"example/debate/2026-05-20a.1.1"}
    assert ids(store, followed, "example/debate/2026-05-21") == []


def test_a_search_keeps_to_the_sittings_it_is_asked_of(store: Store) -> None:
    followed = follow(store, "search", "repairs OR rents")
    assert ids(store, followed, "example/debate/2026-05-12") == ids(store, followed) != []
    assert ids(store, followed, "example/debate/1999-01-01") == []


def test_a_heading_that_is_gone_finds_nothing_rather_than_everything(store: Store) -> None:
    assert ids(store, Followed("debate", "example/debate/404", "—")) == []
    assert asked(store, Followed("question", "example/wrans/404", "Police")) is None


def test_every_kind_has_a_question() -> None:
    assert set(KINDS) == {"search", "person", "department", "debate", "question"}
