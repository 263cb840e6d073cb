"""Votes from files, good and bad."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.errors import BadRow, FolkmootError, NotFound, TooFew, UnknownFormat, Unreadable
from folkmoot.opinion import reading

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n10,Mon,0,7,{a}\n11,Mon,0,8,{a}\n12,Mon,1,7,{d}\n"
COMMENTS = "comment-id,agrees,disagrees,moderated,comment-body\n0,2,0,1,Buses\n1,0,1,-1,Trams\n"


def export(folder, votes=VOTES, comments=COMMENTS, *, a=1, d=-1):
    (folder / "votes.csv").write_text(votes.format(a=a, d=d))
    if comments:
        (folder / "comments.csv").write_text(comments)
    return folder


def test_an_export_says_itself_which_sign_means_agree(tmp_path):
    ballots = reading.read(export(tmp_path))
    assert ballots.votes.values.tolist() == [1, -1, 1]
    assert not ballots.turned
    assert ballots.votes.rejected.tolist() == [False, True]


def test_an_export_with_turned_signs_is_turned_back(tmp_path):
    ballots = reading.read(export(tmp_path, a=-1, d=1))
    assert ballots.votes.values.tolist() == [1, -1, 1]
    assert ballots.turned


def test_where_nothing_tells_the_sign_it_is_asked_for(tmp_path):
    folder = export(tmp_path, comments=None)
    with pytest.raises(Unreadable, match="say --agree 1 or --agree -1"):
        reading.read(folder)
    assert reading.read(folder, agree=-1).votes.values.tolist() == [-1, 1, -1]


def test_a_bad_line_is_named_with_its_place(tmp_path):
    folder = export(tmp_path, VOTES + "13,Mon,1,eight,1\n")
    with pytest.raises(BadRow, match=r"votes\.csv, line 5: voter-id is 'eight'"):
        reading.read(folder)


def test_a_short_line_is_named_with_its_place(tmp_path):
    with pytest.raises(BadRow, match="line 5: vote is missing"):
        reading.read(export(tmp_path, VOTES + "13,Mon,1,8\n"))


def test_a_vote_that_is_none_of_the_three_is_named(tmp_path):
    with pytest.raises(BadRow, match="line 5: the vote is 3"):
        reading.read(export(tmp_path, VOTES + "13,Mon,1,8,3\n"))


def test_a_statement_without_a_number_is_named(tmp_path):
    with pytest.raises(BadRow, match=r"comments\.csv, line 4"):
        reading.read(export(tmp_path, comments=COMMENTS + "x,1,1,1,Words\n"))


def test_a_changed_vote_counts_once_and_last(tmp_path):
    ballots = reading.read(export(tmp_path, VOTES + "9,Mon,0,8,0\n20,Mon,1,7,0\n", comments=None), agree=1)
    assert ballots.votes.values.tolist() == [1, 0, 1]


@pytest.mark.parametrize(("who", "on"), [("pid", "tid"), ("participant_id", "statement_id")])
def test_a_servers_votes_are_read_in_either_spelling(tmp_path, who, on):
    votes = [{who: 1, on: 0, "vote": -1, "modified": "5"}, {who: 2, on: 0, "vote": 1, "modified": 6.0}]
    comments = [{on: 0, "mod": 1, "is_meta": True, "agree_count": 1, "disagree_count": 1, "txt": "Buses"}]
    (tmp_path / "votes.json").write_text(json.dumps(votes))
    (tmp_path / "comments.json").write_text(json.dumps(comments))
    with pytest.raises(Unreadable, match="--agree"):
        reading.read(tmp_path)
    ballots = reading.read(tmp_path, agree=1)
    assert ballots.votes.values.tolist() == [-1, 1]
    assert ballots.votes.meta.tolist() == [True]


def test_our_own_columns_are_read_with_votes_in_words(tmp_path):
    file = tmp_path / "hall.csv"
    file.write_text(
        "\ufeffstatement,participant,vote,cast_at\n3,a,Agree,2026-05-01T10:00:00+01:00\n"
        "3,a,pass,2026-05-01T09:00:00Z\n3,a,disagree,2026-05-01T08:30:00Z\n4,b, disagree ,\n",
        encoding="utf-8",
    )
    votes = reading.read(file).votes
    assert votes.participants.tolist() == ["a", "b"]
    assert votes.statements.tolist() == [3, 4]
    assert votes.values.tolist() == [0, -1]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("1,1,1", "which sign means agree"),
        ("1,1,maybe", "write agree, disagree or pass"),
        (",1,agree", "there is no participant"),
        ("1,,agree", "there is no statement"),
    ],
)
def test_a_row_of_ours_that_cannot_be_taken_is_named(tmp_path, row, sentence):
    file = tmp_path / "hall.csv"
    file.write_text(f"participant,statement,vote\n1,1,pass\n{row}\n")
    with pytest.raises(BadRow, match=f"line 3.*{sentence}"):
        reading.read(file)


def test_what_is_not_there_or_holds_no_votes_is_said(tmp_path):
    with pytest.raises(NotFound):
        reading.read(tmp_path / "nothing")
    with pytest.raises(UnknownFormat, match=r"neither votes\.csv nor votes\.json"):
        reading.read(tmp_path)
    (tmp_path / "votes.csv").write_text("who,how\n1,1\n")
    with pytest.raises(UnknownFormat, match="no column 'participant' or 'statement' or 'vote'"):
        reading.read(tmp_path)
    (tmp_path / "votes.csv").write_text("timestamp,comment-id,voter-id,vote\n")
    with pytest.raises(TooFew):
        reading.read(tmp_path)
    (tmp_path / "votes.csv").write_text("participant,statement,vote\n")
    with pytest.raises(TooFew):
        reading.read(tmp_path)


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_refused_with_a_sentence(tmp_path_factory, content):
    for name in ("votes.csv", "votes.json", "hall.csv"):
        folder = tmp_path_factory.mktemp("bytes")
        header = b"timestamp,datetime,comment-id,voter-id,vote\n" if name == "votes.csv" else b""
        (folder / name).write_bytes(header + content)
        try:
            reading.read(folder if name != "hall.csv" else folder / name, agree=1)
        except FolkmootError as error:
            assert str(folder) in error.message


def saved_again(
    folder, *, votes=VOTES, comments=COMMENTS, encoding="utf-8", names=("votes.csv", "comments.csv")
):
    for name, text in zip(names, (votes.format(a=1, d=-1), comments), strict=True):
        (folder / name).write_bytes(text.encode(encoding))
    return folder


@pytest.mark.parametrize(
    "again",
    [
        {"votes": VOTES.replace(",", ";"), "comments": COMMENTS.replace(",", ";")},
        {"votes": VOTES.replace(",", "\t")},
        {"encoding": "utf-16"},
        {"votes": VOTES.replace("comment-id,voter-id,vote", "Comment_ID,Voter_ID,Vote")},
        {"votes": VOTES.replace("10,Mon", "1.65E+12,Mon")},
        {"votes": VOTES.replace("{a}", "{a}.0")},
        {"votes": VOTES.replace("10,Mon", ",Mon")},
        {"comments": COMMENTS.replace(",2,0,", ",2.0,0.0,") + ",,,,\n"},
        {"names": ("2026-01-02-abc-votes.csv", "2026-01-02-abc-comments.csv")},
    ],
    ids=[
        "semicolons",
        "tabs",
        "utf-16",
        "headings",
        "science",
        "decimals",
        "no time",
        "counts",
        "dated names",
    ],
)
def test_an_export_that_a_spreadsheet_saved_again_gives_the_same_votes(tmp_path, again):
    votes = reading.read(saved_again(tmp_path, **again)).votes
    assert votes.participants.tolist() == [7, 8]
    assert votes.values.tolist() == [1, -1, 1]
    assert votes.rejected.tolist() == [False, True]


def test_what_no_reading_can_take_is_still_named_with_its_place(tmp_path):
    with pytest.raises(BadRow, match=r"abc-votes\.csv, line 5"):
        reading.read(
            saved_again(
                tmp_path,
                votes=VOTES + "13,Mon,1,8,3\n",
                names=("2026-01-02-abc-votes.csv", "2026-01-02-abc-comments.csv"),
            )
        )


@pytest.mark.parametrize(("agree", "disagree"), [(1, -1), (-1, 1)])
def test_without_its_statements_an_export_tells_the_sign_by_its_participants(tmp_path, agree, disagree):
    folder = export(tmp_path, comments=None, a=agree, d=disagree)
    (folder / "participants-votes.csv").write_text("participant,n-agree,n-disagree\n7,1,1\n8,1,0\n")
    assert reading.read(folder).votes.values.tolist() == [1, -1, 1]


def test_a_server_converted_by_other_hands_is_read(tmp_path):
    rows = [
        {"participant_id": "7", "statement_id": 0, "vote": -1, "modified": "2026-01-02T10:00:00Z"},
        {"participant_id": "7", "statement_id": 0, "vote": 1, "modified": "2026-01-02T09:00:00.5+00:00"},
        {"participant_id": "8", "statement_id": 0, "vote": -1, "modified": None},
    ]
    (tmp_path / "votes.json").write_text(json.dumps(rows))
    statement = {"statement_id": 0, "moderated": "1.0", "agree_count": "1", "disagree_count": "2.0"}
    (tmp_path / "comments.json").write_text(json.dumps([statement]))
    assert reading.read(tmp_path).votes.values.tolist() == [-1, -1]
    assert reading.read(tmp_path / "votes.json").votes.values.tolist() == [-1, -1]


def test_a_json_file_is_read_itself_and_not_another_beside_it(tmp_path):
    (tmp_path / "votes.json").write_text(json.dumps([{"pid": 1, "tid": 0, "vote": 1}]))
    later = tmp_path / "later.json"
    later.write_text(json.dumps([{"pid": pid, "tid": 0, "vote": -1} for pid in (1, 2, 3)]))
    assert reading.read(later, agree=1).votes.values.tolist() == [-1, -1, -1]


def test_a_bad_file_of_votes_is_never_taken_for_the_export_it_stands_in(tmp_path):
    export(tmp_path)
    corrected = tmp_path / "corrected.csv"
    corrected.write_text("timestamp,datetime,comment-id,voter-id,vote\n10,Mon,0,7,agreed\n")
    with pytest.raises(BadRow, match=r"corrected\.csv, line 2"):
        reading.read(corrected)
