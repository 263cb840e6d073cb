"""A moot written as a Polis export and read back is the same moot."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.meetings.moots import Moot, Statement, Vote
from folkmoot.meetings.polis import from_export
from folkmoot.meetings.reading import read_path
from folkmoot.opinion import reading
from folkmoot.opinion.polis_export import export_files

from .shared import conversations, needs_data

MOMENTS = st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=dt.UTC)
)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40).map(
    lambda words: "A " + " ".join(words.split())
)


@st.composite
def moots(draw):
    width = draw(st.integers(1, 6))
    statements = tuple(
        Statement(
            number=number,
            words=draw(WORDS).strip(),
            is_meta=draw(st.booleans()),
            is_seed=draw(st.booleans()),
            moderation=draw(st.sampled_from([1, 0, -1])),
            written_at=draw(MOMENTS),
        )
        for number in range(width)
    )
    cast = st.tuples(st.integers(0, 8), st.integers(0, width - 1), st.sampled_from([1, -1, 0]), MOMENTS)
    votes = tuple(Vote(*one) for one in draw(st.lists(cast, max_size=30)))
    return Moot(slug="hall", title="At the hall", statements=statements, votes=votes)


@given(moots())
@settings(max_examples=80, deadline=None)
def test_what_is_written_is_read_back(moot):
    files = export_files(moot)
    back = from_export(files, name="hall", agree=1).moot
    assert back.statements == moot.statements
    assert back.votes == moot.votes
    assert back.title == moot.title


@needs_data
@pytest.mark.parametrize("folder", conversations("polis")[:3], ids=lambda path: path.name)
def test_a_real_conversation_goes_round_without_loss(folder, tmp_path):
    moot = read_path(folder).readings[0].moot
    for name, content in export_files(moot).items():
        (tmp_path / name).write_bytes(content)
    back = read_path(tmp_path).readings[0].moot
    assert dataclasses.replace(back, slug=moot.slug) == moot
    before, after = reading.read(folder).votes, reading.read(tmp_path).votes
    place = np.argsort(before.participants), np.argsort(after.participants)
    assert np.array_equal(before.taking(place[0]).values, after.taking(place[1]).values)


def test_groups_stand_beside_people_and_last_votes_count():
    votes = (Vote(1, 0, 1), Vote(1, 0, -1), Vote(2, 0, 1))
    files = export_files(Moot("hall", "Hall", statements=(Statement(0, "Buses."),), votes=votes), {1: 0})
    assert files["participants-votes.csv"].decode().splitlines()[1:] == ["1,0,0,1,0,1,-1", "2,,0,1,1,0,1"]
