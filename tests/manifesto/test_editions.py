from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import Unreadable
from folkmoot.manifesto import editions
from folkmoot.manifesto.drift import Change
from folkmoot.manifesto.prov import prov_json
from folkmoot.manifesto.render import markdown

NOTE = {
    "key": "k" * 32, "id": "00000000-0000-0000-0000-000000000001", "number": 4, "table": 2, "table_name": "",
    "kind": "proposal", "words": "Let the shops to whoever opens the door.", "so_that": "", "other_side": "",
    "role": "", "released_at": "2026-03-27T09:00:00+00:00", "noted_at": None, "answers": [],
}  # fmt: skip
VERSION = {
    "number": 1, "title": "Open *the* shops", "words": "Every shop may be let. # 1",
    "purpose": "so that they open", "route": "council", "state": "adopted", "why": "Drafted.",
    "parameters": [["empty for", "six months"]],
    "variants": [], "place": "", "horizon": "", "lead": "the council", "supporters": "", "dispute": "",
    "decided_by": "the assembly", "decided_where": "", "decided_on": "2026-06-13", "withdraws": None,
    "made_at": "2026-06-13T11:00:00+00:00", "made_by": "",
}  # fmt: skip


def edition(**changed: Any) -> dict[str, Any]:
    plank = {
        "plank": "shops", "position": 1, "section": "Town", "split_from": "", "statements": ["hall:1"],
        "versions": [{**VERSION, **changed}], "citations": [], "amendments": [],
    }  # fmt: skip
    statement = {
        "number": 1, "words": "Shops should be let.", "is_seed": False, "withheld": 0,
        "votes": {"agree": 12, "disagree": None, "passes": 0},
        "notes": [{"name": "hall:4", "seal": editions.seal(NOTE)}],
    }  # fmt: skip
    moot = {"moot": "hall", "title": "Hall", "place": "", "held_on": "2026-03-26", "statements": [statement]}
    return {
        "number": 1, "body": "A body", "published_at": "2026-07-01T10:00:00+00:00", "planks": [plank],
        "moots": [moot],
    }  # fmt: skip


def whole() -> dict[str, Any]:
    return editions.document(edition(), {"hall:4": NOTE})


def test_a_file_read_back_is_whole() -> None:
    found = editions.read(editions.write(whole()), file="e.json")
    checked = editions.check(found)
    assert checked.whole and checked.erased == () and checked.notes == 1


def test_a_changed_word_is_found_wherever_it_stands() -> None:
    for path in (("edition", "planks", 0, "versions", 0, "words"), ("notes", "hall:4", "words")):
        found = copy.deepcopy(whole())
        at: Any = found
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] += " indeed"
        assert not editions.check(found).whole, path


def test_a_rewritten_hash_is_found_with_the_one_that_was_printed() -> None:
    changed = editions.document(edition(words="No shop may be let."), {"hall:4": NOTE})
    assert editions.check(changed).whole, "a file vouches for itself only"
    assert not editions.check(changed, published=whole()["sha256"]).whole


def test_an_erased_note_is_told_and_the_hash_still_holds() -> None:
    without = {**whole(), "notes": {}}
    checked = editions.check(without)
    assert checked.whole
    assert checked.erased == ("hall:4",)


def test_a_note_that_was_put_in_is_found() -> None:
    found = {**whole(), "notes": {"hall:4": NOTE, "hall:9": NOTE}}
    assert [p.where for p in editions.check(found).problems] == ["hall:9"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        editions.write(whole()).replace(b"Every shop", b"\\ud800"),
        editions.write(whole()).replace(b'"seal"', b'"seals"'),
        editions.write(whole()).replace(b'"name": "hall:4"', b'"name": ["hall:4"]'),
        editions.write(whole()).replace(b'"number": 1', b'"number": NaN'),
        b'{"format": "folkmoot-edition/1"}',
        b"[" * 100_000,
        b'{"a": 1e999}',
    ],
)
def test_what_is_no_edition_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"e\.json"):
        editions.read(data, file="e.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON))
def test_the_same_value_has_one_hash_whatever_its_order(value: dict[str, Any]) -> None:
    turned = dict(reversed(list(value.items())))
    assert editions.digest(value) == editions.digest(turned)
    try:
        again = json.loads(editions.canonical(value))
    except UnicodeError:
        return
    assert editions.digest(again) == editions.digest(value)


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_two_wordings_never_share_a_hash(one: str, other: str) -> None:
    same = editions.digest(edition(words=one)) == editions.digest(edition(words=other))
    assert same == (one == other)


def test_what_changed_between_two_editions_is_told_plank_by_plank() -> None:
    later = edition(words="Some shops may be let.", purpose="", lead="the county")
    later["planks"].append({**later["planks"][0], "plank": "lane"})
    shops, lane = editions.changes(edition(), later)
    assert (shops.state, shops.fields) == ("changed", ("lead",))
    assert {Change.PURPOSE_DROPPED, Change.NARROWED} <= {hint.change for hint in shops.hints}
    assert (lane.plank, lane.state) == ("lane", "new")
    assert [one.state for one in editions.changes(later, edition())] == ["changed", "gone"]
    assert editions.changes(edition(), edition()) == ()


def test_prov_leads_from_the_edition_to_the_note() -> None:
    found = prov_json(whole(), base="https://moot.example/")
    derived = {(r["prov:generatedEntity"], r["prov:usedEntity"]) for r in found["wasDerivedFrom"].values()}
    assert ("house:plank-shops-1", "house:statement-hall-1") in derived
    assert ("house:statement-hall-1", "house:note-hall-4") in derived
    named = found["entity"].keys() | found["activity"].keys() | found["agent"].keys()
    for kind in ("wasDerivedFrom", "wasGeneratedBy", "wasAssociatedWith", "hadMember"):
        assert {end for row in found[kind].values() for end in row.values()} <= named, kind
    assert found["entity"]["house:statement-hall-1"]["house:disagree"] == "fewer than 5"


def test_markdown_says_words_as_they_are_and_where_they_came_from() -> None:
    told = markdown(whole())
    assert r"### Open \*the\* shops" in told
    assert r"Every shop may be let. \# 1" in told
    assert "From statement 1 of Hall: “Shops should be let.”" in told
    assert whole()["sha256"] in told
