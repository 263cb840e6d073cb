"""The record through the API says what the library says, and carries what must stand beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from folkmoot.record.store import Store
from tests.web.api.conftest import Asker

DEBATE = "example/debate/2026-05-12a.1.13"
NELL = "example/person/15"
LISTS = ("people", "departments", "sittings", "debates", "contributions", "divisions", "questions")


@pytest.fixture
def store(record_folder: Path) -> Any:
    with Store.open(record_folder) as opened:
        yield opened


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_walked_to_its_end_by_next(api: Asker, name: str) -> None:
    address, seen, pages = f"/api/{name}?size=7", [], 0
    while address:
        told = api.told(address)
        assert len(told["items"]) <= 7 and told["page"] == pages + 1
        seen += [item["id"] for item in told["items"]]
        address, pages = told["next"], pages + 1
    assert len(seen) == told["total"] == len(set(seen)) > 0
    assert bool(told["previous"]) == (pages > 1)


@pytest.mark.parametrize("name", LISTS)
def test_what_a_list_names_can_be_had_alone(api: Asker, name: str) -> None:
    item = api.told(f"/api/{name}?size=1")["items"][0]
    alone = {"questions": "contributions"}.get(name, name)
    assert api.told(f"/api/{alone}/{item['id']}")["item"]["id"] == item["id"]


@pytest.mark.parametrize("name", [*LISTS, "search?q=rent"])
def test_every_answer_carries_notice_source_and_the_day_it_was_read(api: Asker, name: str) -> None:
    about = api.told(f"/api/{name}")["about"]
    assert about["notice"] == "A fictional parliament, written for this project."
    assert about["source"] and about["read_on"] and about["generation"]


def test_search_finds_what_the_library_finds(api: Asker, store: Store) -> None:
    for query in ("rent", '"local council"', "rent OR damp", "speaker:garraway", "kind:question -rent"):
        found = store.search(query, limit=100)
        told = api.told(f"/api/search?size=100&q={query}")
        assert told["total"] == found.total
        assert [hit["id"] for hit in told["items"]] == [hit.contribution.id for hit in found.hits]
        assert [hit["quote"] for hit in told["items"]] == [hit.snippet.quote for hit in found.hits]


def test_search_counts_when_asked(api: Asker, store: Store) -> None:
    assert api.told("/api/search?q=rent")["facets"] is None
    facets = api.told("/api/search?q=rent&counted=true")["facets"]
    found = store.facets("rent")
    assert [(v["value"], v["number"]) for v in facets["parties"]] == list(found.parties)


def test_a_search_that_finds_nothing_says_what_was_searched(api: Asker) -> None:
    told = api.told("/api/search?q=zeppelin")
    assert told["total"] == 0 and told["items"] == []
    assert told["searched"]["first"] == "2026-05-12" and told["searched"]["chambers"] == ["Commons"]


def test_an_error_in_a_search_names_the_place_and_shows_one_that_works(api: Asker) -> None:
    error = api.refused("/api/search?q=housing (rent", 400)
    assert error["kind"] == "bad_query"
    assert error["facts"]["at"] == 8
    assert api.told("/api/search?q=" + error["facts"]["example"])["total"] >= 0


def test_a_debate_is_whole(api: Asker, store: Store) -> None:
    told, page = api.told(f"/api/debates/{DEBATE}")["item"], store.debate(DEBATE)
    assert [c["text"] for c in told["contributions"]] == [c.text for c in page.contributions]
    assert [h["name"] for h in told["above"]] == [d.title for d in page.above]
    assert told["departments"][0]["reason"]
    assert {one["kind"] for one in told["exchanges"]} >= {"oral question"}


def test_a_contribution_has_its_exchange_and_its_citation(api: Asker, store: Store) -> None:
    (asked, *_) = store.debate(DEBATE).contributions
    told = api.told(f"/api/contributions/{asked.id}")["item"]
    assert asked.id in told["exchange"]["asked"] and told["exchange"]["answered"]
    assert "HC Deb 12 May 2026, column" in told["citation"]
    assert told["address"].endswith(f"/record/contributions/{asked.id}/")


def test_a_contribution_says_whom_its_words_mean(api: Asker, store: Store) -> None:
    said = store.debate(DEBATE).contributions
    meant = store.references(said)
    assert meant
    for c in said:
        told = api.told(f"/api/contributions/{c.id}")["item"]
        assert [(r["text"], tuple(r["persons"]), r["reason"]) for r in told["references"]] == [
            (one.reference.text, one.reference.persons, one.reference.reason) for one in meant.get(c.id, ())
        ]
        assert all(r["decided"] is None for r in told["references"])


def test_an_old_id_leads_to_the_new_words(api: Asker, store: Store) -> None:
    old = store._all("SELECT old FROM redirect r JOIN contribution c ON c.id = r.new LIMIT 1")[0][0]
    told = api.told(f"/api/contributions/{old}")["item"]
    assert told["id"] == told["moved_to"] == store.contribution(old).id != old


def test_a_person_has_terms_offices_and_counts_and_no_rank(api: Asker, store: Store) -> None:
    told = api.told(f"/api/people/{NELL}")["item"]
    assert told["name"] == "Nell Garraway" and told["terms"][0]["chamber"] == "House of Commons"
    assert told["contributions"] == store.count_of(NELL)
    assert not {"rank", "score", "position"} & told.keys()


def test_people_are_found_by_name_seat_and_party(api: Asker) -> None:
    assert [p["id"] for p in api.told("/api/people?q=garr")["items"]] == [NELL]
    seat = api.told(f"/api/people/{NELL}")["item"]["terms"][-1]["seat"]
    assert NELL in [p["id"] for p in api.told(f"/api/people?q={seat}")["items"]]


def test_lists_keep_to_their_conditions(api: Asker, store: Store) -> None:
    said = api.told(f"/api/contributions?person={NELL}&size=100")
    assert {c["person"] for c in said["items"]} == {NELL} and said["total"] == store.count_of(NELL)
    within = api.told(f"/api/contributions?person={NELL}&debate={DEBATE}")
    assert all(c["debate"] == DEBATE for c in within["items"])
    assert api.told("/api/sittings?from=2026-09-01")["total"] == 2
    assert api.told("/api/sittings?from=2026-09-01&chamber=lords")["total"] == 0
    assert {d["date"] for d in api.told("/api/debates?day=2026-05-12&size=100")["items"]} == {"2026-05-12"}
    assert api.told("/api/contributions?person=nobody")["total"] == 0
    voted = api.told(f"/api/divisions?person={store.division(_division(store)).votes[0].person_id}")
    assert voted["total"] > 0


def _division(store: Store) -> str:
    return str(store._all("SELECT id FROM division LIMIT 1")[0][0])


def test_a_division_has_every_vote(api: Asker, store: Store) -> None:
    gid = _division(store)
    told = api.told(f"/api/divisions/{gid}")["item"]
    assert len(told["votes"]) == len(store.division(gid).votes) > 0


def test_written_questions_have_their_answers_or_say_that_none_was_found(api: Asker) -> None:
    told = api.told("/api/questions?size=100")["items"]
    assert all(question["asked"]["kind"] == "question" for question in told)
    assert any(question["answered"] for question in told)
    for question in told:
        if not question["answered"]:
            assert question["reason"] == "no answer found here" and question["days"] is None


def test_without_a_record_the_api_says_so(api: Asker, settings: Any, tmp_path: Path) -> None:
    settings.RECORD_FOLDER = tmp_path
    assert "record read" in api.refused("/api/people", 404)["message"]
