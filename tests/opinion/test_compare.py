"""Real Polis servers' own output is what we are measured against."""

from __future__ import annotations

import copy
import csv
import json

import numpy as np
import pytest

from folkmoot.errors import Unreadable
from folkmoot.opinion import matrix, opinion, reading
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.compare import compare, published_state, read_math
from tests.opinion.shared import DATA, conversations, needs_data

PRODUCTION = conversations("polis-production")
names = [folder.name for folder in PRODUCTION]


@needs_data
@pytest.mark.parametrize("folder", PRODUCTION, ids=names)
def test_every_number_is_the_servers(folder):
    found = compare(read_math(folder), reading.read(folder).votes)
    assert {
        quantity.name: quantity.largest_difference for quantity in found.quantities if not quantity.agrees
    } == {}
    assert len(found.quantities) >= 15


@needs_data
@pytest.mark.parametrize("folder", PRODUCTION, ids=names)
def test_begun_from_what_was_published_the_same_groups_come_out(folder):
    assert compare(read_math(folder), reading.read(folder).votes).labels_identical


@needs_data
@pytest.mark.parametrize("folder", PRODUCTION, ids=names)
def test_a_number_changed_on_the_server_is_seen(folder):
    math = copy.deepcopy(read_math(folder))
    first = next(iter(math["group-aware-consensus"]))
    math["group-aware-consensus"][first] += 1e-6
    found = compare(math, reading.read(folder).votes)
    assert [quantity.name for quantity in found.quantities if not quantity.agrees] == [
        "group-aware consensus"
    ]


@needs_data
@pytest.mark.parametrize("folder", PRODUCTION, ids=names)
def test_a_member_moved_to_another_group_is_seen(folder):
    math = copy.deepcopy(read_math(folder))
    first, second = math["group-clusters"][:2]
    second["members"].append(first["members"].pop())
    assert not compare(math, reading.read(folder).votes).labels_identical


@needs_data
@pytest.mark.parametrize("folder", PRODUCTION, ids=names)
def test_another_list_of_statements_is_no_number_and_does_not_agree(folder):
    math = copy.deepcopy(read_math(folder))
    group = next(group for group, told in math["repness"].items() if len(told) > 1)
    math["repness"][group].reverse()
    found = compare(math, reading.read(folder).votes)
    assert not found.agrees
    assert [q.largest_difference for q in found.quantities if not q.agrees] == [None]
    assert found.largest_difference < 1e-6


def _base_clusters_as_a_list(math):
    math["base-clusters"] = [{"id": number} for number in math["base-clusters"]["id"]]


def _a_member_nobody_knows(math):
    math["group-clusters"][0]["members"].append(10**6)


def _a_statement_too_many(math):
    math["tids"].append(10**6)


def _a_map_of_nothing(math):
    math["pca"]["comps"] = [[None] * len(math["tids"])] * 2


@needs_data
@pytest.mark.parametrize(
    "broken", [_base_clusters_as_a_list, _a_member_nobody_knows, _a_statement_too_many, _a_map_of_nothing]
)
def test_a_document_that_does_not_fit_together_is_said_to_be_so(broken):
    math = copy.deepcopy(read_math(PRODUCTION[0]))
    broken(math)
    with pytest.raises(Unreadable, match="does not fit together"):
        compare(math, reading.read(PRODUCTION[0]).votes)


@needs_data
@pytest.mark.parametrize("part", ["repness", "consensus", "user-vote-counts", "comment-priorities"])
def test_what_a_server_left_empty_is_not_compared(tmp_path, part):
    math = read_math(PRODUCTION[0])
    (tmp_path / "math-pca2.json").write_text(json.dumps({**math, part: None}))
    found = compare(read_math(tmp_path), reading.read(PRODUCTION[0]).votes)
    assert all(quantity.agrees for quantity in found.quantities)
    assert len(found.quantities) < len(compare(math, reading.read(PRODUCTION[0]).votes).quantities)


@needs_data
@pytest.mark.parametrize("folder", PRODUCTION, ids=names)
def test_a_cold_map_is_the_servers_map(folder):
    votes = reading.read(folder).votes
    ours, theirs = opinion(votes).projection.components, published_state(read_math(folder), votes).components
    turned = np.sign(np.sum(ours * theirs, axis=1))[:, None]
    assert np.abs(ours * turned - theirs).max() < 1e-9


def published_groups(folder):
    with (folder / "participants-votes.csv").open(encoding="utf-8") as file:
        return {
            int(row["participant"]): int(row["group-id"]) for row in csv.DictReader(file) if row["group-id"]
        }


def agreement(folder, found):
    published = published_groups(folder)
    place = {label: at for at, label in enumerate(found.votes.participants.tolist())}
    both = [p for p in published if found.labels[place[p]] >= 0]
    return adjusted_rand([published[p] for p in both], [found.labels[place[p]] for p in both])


@needs_data
def test_vtaiwan_cold_is_what_was_published():
    folder = DATA / "polis" / "vtaiwan.uberx"
    assert agreement(folder, opinion(reading.read(folder).votes)) >= 0.92


@needs_data
def test_london_without_its_questions_about_people_is_what_was_published():
    folder = DATA / "polis" / "london.youth.policing"
    assert agreement(folder, opinion(reading.read(folder, meta=range(15)).votes)) == 1.0


@needs_data
@pytest.mark.parametrize("folder", conversations("polis"), ids=lambda folder: folder.name)
def test_the_matrix_of_an_export_is_the_exports_own(folder):
    votes = reading.read(folder).votes
    row = {label: at for at, label in enumerate(votes.participants.tolist())}
    dense = np.full(votes.shape, np.nan)
    dense[votes.rows(), votes.columns] = votes.values
    with (folder / "participants-votes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for told in rows:
        for at, statement in enumerate(votes.statements.tolist()):
            theirs = told.get(str(statement), "")
            ours = dense[row[int(told["participant"])], at] if int(told["participant"]) in row else np.nan
            assert (theirs == "") == bool(np.isnan(ours))
            assert theirs == "" or float(theirs) == ours


def test_a_document_that_is_none_of_a_servers_is_refused(tmp_path):
    (tmp_path / "math-pca2.json").write_text("[]")
    with pytest.raises(Unreadable, match=r"has no pca"):
        read_math(tmp_path)
    with pytest.raises(Unreadable, match="no math document"):
        read_math(tmp_path / "absent.json")


def test_labellings_agree_whatever_their_names():
    assert adjusted_rand([0, 0, 1, 1], [5, 5, 2, 2]) == 1.0
    assert adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)
    assert adjusted_rand([], []) == 1.0


def test_the_matrix_holds_words_for_labels_too():
    found = opinion(matrix(["a", "b"] * 3, ["x", "x", "y", "y", "z", "z"], [1, -1, 1, -1, 1, -1]))
    assert found.k == 2
