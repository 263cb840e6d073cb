"""Whom words mean, worked out for the sittings of a store: once, again where something changed, and found."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from folkmoot.errors import NotFound
from folkmoot.record import deriving
from folkmoot.record.deriving import derive, waiting
from folkmoot.record.reading import read
from folkmoot.record.references import Reference, Resolver
from folkmoot.record.references.sources import newest
from folkmoot.record.store import Store, publish

EXAMPLE = Path(__file__).parents[2] / "examples" / "parliament"
SITTINGS = 3


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example parliament, read and not derived."""
    folder = tmp_path / "record"
    read([EXAMPLE], folder)
    return folder


def _kept(store: Store) -> list[Reference]:
    sittings = sorted(store.sittings(), key=lambda s: (s.date, s.id))
    said = itertools.chain.from_iterable(store.contributions_in(s.id) for s in sittings)
    contributions = list(said)
    found = store.references(contributions)
    return [meant.reference for c in contributions for meant in found.get(c.id, ())]


def _order(r: Reference) -> tuple[object, ...]:
    return r.contribution, r.pid, r.start, -r.end, r.kind


def test_what_is_kept_is_what_resolving_the_files_gives_but_for_the_first_person(example: Path) -> None:
    report = derive(example)
    with Store.open(example) as store:
        resolver = Resolver(store.roll())
        wanted = [r for s in newest([EXAMPLE]) for r in resolver.resolve(s) if r.kind != "first_person"]
        kept = _kept(store)
    assert sorted(kept, key=_order) == sorted(wanted, key=_order)
    assert report.sittings == SITTINGS
    assert report.references == len(kept) == report.one + report.several + report.none
    assert report.several == sum(len(r.persons) > 1 for r in kept)


def test_deriving_again_does_nothing_until_something_changes(example: Path) -> None:
    assert waiting(example) == SITTINGS
    derive(example)
    assert waiting(example) == 0
    again = derive(example)
    assert (again.sittings, again.references, again.unchanged) == (0, 0, SITTINGS)


def test_a_sitting_read_in_a_later_revision_alone_is_derived_anew(example: Path, tmp_path: Path) -> None:
    derive(example)
    was = (EXAMPLE / "debates2026-05-12a.xml").read_text(encoding="utf-8")
    later = tmp_path / "debates2026-05-12b.xml"
    later.write_text(was.replace("2026-05-12a.", "2026-05-12b."), encoding="utf-8")
    read([later], example)
    assert waiting(example) == 1
    with Store.open(example) as store:
        assert not any("2026-05-12" in r.contribution for r in _kept(store))
    assert derive(example).sittings == 1
    with Store.open(example) as store:
        assert any("2026-05-12b" in r.contribution for r in _kept(store))


def test_some_are_derived_now_and_the_rest_later(example: Path) -> None:
    assert derive(example, most=2).sittings == 2
    assert waiting(example) == SITTINGS - 2
    assert derive(example, most=2).sittings == SITTINGS - 2


def test_another_roll_derives_everything_anew(example: Path, tmp_path: Path) -> None:
    derive(example)
    people = json.loads((EXAMPLE / "people.json").read_text(encoding="utf-8"))
    people["persons"][0]["names"] = people["persons"][0].get("names") or []
    (tmp_path / "people.json").write_text(json.dumps(people, indent=4), encoding="utf-8")
    read([tmp_path / "people.json"], example)
    assert waiting(example) == SITTINGS


def test_another_deriver_derives_everything_anew(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    derive(example)
    monkeypatch.setattr(deriving, "version", lambda: "another")
    assert derive(example).sittings == SITTINGS


def test_processes_beside_this_one_find_the_same(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deriving, "WORTH_A_PROCESS", 0)
    derive(example, workers=2)
    read([EXAMPLE], tmp_path / "other")
    derive(tmp_path / "other")
    with Store.open(example) as one, Store.open(tmp_path / "other") as other:
        assert _kept(one) == _kept(other)


def test_a_search_finds_whoever_is_spoken_of_by_office_or_courtesy(example: Path) -> None:
    derive(example)
    with Store.open(example) as store:
        meant = [r for r in _kept(store) if r.person and r.kind != "pronoun"]
        wanted = {r.contribution for r in meant if r.person == meant[0].person}
        name = store.person(meant[0].person).name()
        for query in (f'mentions:"{name}"', f"mentions:{meant[0].person}"):
            found = store.search(query, limit=1000)
            assert wanted <= {hit.contribution.id for hit in found.hits}
        times = store.times_spoken_of(meant[0].person)
        assert times.contributions == len(wanted)
        assert times.references == sum(r.person == meant[0].person for r in meant)


def test_a_pronoun_is_kept_and_not_searched(example: Path) -> None:
    derive(example)
    with Store.open(example) as store:
        kept = _kept(store)
        by_pronoun = {(r.contribution, r.person) for r in kept if r.kind == "pronoun" and r.person}
        otherwise = {(r.contribution, r.person) for r in kept if r.kind != "pronoun"}
        marked = {
            (c.id, m.person_id) for c in store.contributions(c for c, _ in by_pronoun) for m in c.mentions
        }
        alone = by_pronoun - otherwise - marked
        assert alone, "the example has nobody spoken of by a pronoun alone"
        for contribution, person in alone:
            found = store.search(f"mentions:{person}", limit=1000)
            assert contribution not in {hit.contribution.id for hit in found.hits}


def test_a_member_is_spoken_of_by_debate_newest_first(example: Path) -> None:
    derive(example)
    with Store.open(example) as store:
        person = next(r.person for r in _kept(store) if r.person and r.kind == "constituency")
        told = store.spoken_of(person, limit=100)
        assert [t.debate.date for t in told] == sorted((t.debate.date for t in told), reverse=True)
        assert sum(len(t.contributions) for t in told) == store.times_spoken_of(person).contributions
        assert store.spoken_of(person, limit=1, offset=1) == told[1:2]


def test_a_published_copy_holds_what_was_derived(example: Path, tmp_path: Path) -> None:
    derive(example)
    publish(example, tmp_path / "copy")
    with Store.open(example) as store, Store.open(tmp_path / "copy") as copy:
        assert _kept(copy) == _kept(store)
        person = next(r.person for r in _kept(copy) if r.kind == "office" and r.person)
        assert copy.count(f"mentions:{person}") == store.count(f"mentions:{person}") > 0


def test_a_record_that_was_never_derived_answers_with_nothing(example: Path) -> None:
    with Store.open(example) as store:
        assert not store.was_derived()
        assert _kept(store) == []
        assert store.spoken_of("example/person/1") == ()
        assert store.times_spoken_of("example/person/1").references == 0


def test_without_a_record_or_people_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no record"):
        derive(tmp_path / "nothing")
    read([EXAMPLE / "debates2026-05-12a.xml"], tmp_path / "record")
    assert waiting(tmp_path / "record") == 0
    with pytest.raises(NotFound, match="holds no people"):
        derive(tmp_path / "record")
