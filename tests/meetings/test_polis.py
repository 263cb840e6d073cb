from __future__ import annotations

import csv
import datetime as dt
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import Unreadable
from folkmoot.meetings import polis
from folkmoot.meetings.moots import Statement, Vote
from folkmoot.meetings.reading import read_path
from tests.opinion.shared import DATA, conversations, needs_data

SUMMARY = 'topic,Buses\nurl,https://pol.is/2x\nconversation-description,"Two lines\n\nhere"\n'
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1499326236943,x,1,5,2,0,1,More buses\n"
    "1499326236943,x,0,6,0,1,-1,No buses\n"
)
VOTES = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "1499326236943,x,1,10,1\n1499326237943,x,1,11,1\n1499326238943,x,0,10,-1\n1499326239943,x,0,11,0\n"
)


def read(summary: str = SUMMARY, comments: str = COMMENTS, votes: str = VOTES, **options: int):
    files = {"summary.csv": summary, "comments.csv": comments, "votes.csv": votes}
    return polis.from_export({name: text.encode() for name, text in files.items()}, name="x.buses", **options)


def test_a_conversation_is_a_moot_without_tables() -> None:
    moot = read().moot
    assert (moot.slug, moot.title, moot.summary) == ("x-buses", "Buses", "Two lines\n\nhere")
    assert (moot.source, moot.tables, moot.notes) == ("Polis conversation https://pol.is/2x", (), ())
    written = dt.datetime(2017, 7, 6, 7, 30, 36, 943000, tzinfo=dt.UTC)
    assert moot.statements == (
        Statement(0, "No buses", moderation=-1, written_at=written),
        Statement(1, "More buses", written_at=written),
    )
    assert moot.votes[0] == Vote(10, 1, 1, written)
    assert moot.participants == (10, 11)


def test_reversed_votes_are_turned_and_it_is_said() -> None:
    turned = read(votes=VOTES.replace(",-1\n", ",X\n").replace(",1\n", ",-1\n").replace(",X\n", ",1\n"))
    assert turned.moot.votes == read().moot.votes
    assert "1 means disagree" in turned.remarks[0]


def test_a_sign_that_cannot_be_told_is_refused_until_somebody_says_it() -> None:
    blind = COMMENTS.replace(",2,0,1,", ",1,1,1,").replace(",0,1,-1,", ",,,-1,")
    with pytest.raises(Unreadable, match=r"votes.csv: whether 1 means agree .* cannot be told .* --agree"):
        read(comments=blind)
    assert read(comments=blind, agree=-1).moot.votes[0].value == -1


def test_votes_that_are_all_passes_need_no_sign() -> None:
    assert [vote.value for vote in read(votes="comment-id,voter-id,vote\n1,1,0\n").moot.votes] == [0]


def test_a_vote_on_a_missing_comment_is_told_with_its_line() -> None:
    reading = read(votes=VOTES + "1499326239943,x,9,11,0\n1499326239943,x,1,11,2\nlately,x,1,12,1\n")
    assert [item.line for item in reading.unread] == [6, 7, 8]
    assert "comment 9, which comments.csv does not hold" in reading.unread[0].reason
    assert len(reading.moot.votes) == 4


def test_newer_exports_say_what_is_meta_and_what_was_seeded() -> None:
    comments = "comment-id,agrees,disagrees,comment-body,is-meta,is-seed\n1,2,0,More,TRUE,false\n"
    statement = read(comments=comments, votes="comment-id,voter-id,vote\n1,1,1\n1,2,1\n").moot.statements[0]
    assert (statement.is_meta, statement.is_seed) == (True, False)


def test_newer_exports_put_a_date_before_the_name() -> None:
    files = {
        "2025-r3-comments.csv": COMMENTS,
        "2025-r3-votes.csv": VOTES,
        "2025-r3-participant-votes.csv": "x\n",
    }
    assert polis.is_export(files)
    assert len(polis.from_export({k: v.encode() for k, v in files.items()}, name="x").moot.votes) == 4


def test_votes_of_our_own_kind_are_no_export() -> None:
    assert not polis.is_export(["notes.csv", "statements.csv", "votes.csv"])


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_conversation_or_a_sentence(summary: str, comments: str, votes: str) -> None:
    for tail in ("", COMMENTS), ("", ""):
        try:
            polis.from_export(
                {
                    "summary.csv": summary.encode(errors="replace"),
                    "comments.csv": (tail[1] + comments).encode(errors="replace"),
                    "votes.csv": ((VOTES if tail[1] else "") + votes).encode(errors="replace"),
                },
                name="x",
            )
        except Unreadable as error:
            assert ".csv" in error.message


@needs_data
@pytest.mark.parametrize("folder", conversations("polis"), ids=lambda folder: folder.name)
def test_a_real_conversation_agrees_with_a_count_of_its_files_by_another_method(folder) -> None:
    reading = read_path(folder).readings[0]
    moot = reading.moot
    with (folder / "comments.csv").open(newline="") as file:
        comments = {int(row["comment-id"]): row for row in csv.DictReader(file)}
    with (folder / "participants-votes.csv").open(newline="") as file:
        last = {int(row["participant"]): row for row in csv.DictReader(file)}
    cast = Counter((vote.statement, vote.value) for vote in moot.votes)
    assert reading.unread == reading.remarks == ()
    assert {statement.number for statement in moot.statements} == set(comments)
    assert set(moot.participants) == set(last)
    assert len(moot.votes) == len((folder / "votes.csv").read_text().splitlines()) - 1
    for number, row in comments.items():
        assert (cast[number, 1], cast[number, -1]) == (int(row["agrees"]), int(row["disagrees"]))


@needs_data
def test_fifty_thousand_votes_are_read_in_well_under_a_second() -> None:
    assert DATA is not None
    folder = DATA / "polis" / "vtaiwan.uberx"
    times = []
    for _ in range(3):
        start = time.process_time()
        assert len(read_path(folder).readings[0].moot.votes) == 49_997
        times.append(time.process_time() - start)
    assert min(times) < 1
