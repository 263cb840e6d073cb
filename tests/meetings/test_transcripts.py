from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import Unreadable
from folkmoot.meetings.transcripts import Turn, read_transcript

VTT = """WEBVTT - table 4

NOTE recorded in the hall

intro
00:01.500 --> 00:04.000 align:start
<v Mary Smith>The bus stops
at <i>eight</i> &amp; nobody gets home.

01:00:05.000 --> 01:00:06.000
We want it later.
"""
SRT = """1
00:00:01,500 --> 00:00:04,000
John: The bus stops at eight.

2
00:00:05,000 --> 00:00:06,000
We want it later.
"""


def seconds(count: float) -> dt.timedelta:
    return dt.timedelta(seconds=count)


def test_webvtt_gives_words_and_times_without_names_and_tags() -> None:
    assert read_transcript(VTT.encode()).turns == (
        Turn("The bus stops at eight & nobody gets home.", seconds(1.5), seconds(4)),
        Turn("We want it later.", seconds(3605), seconds(3606)),
    )


def test_subrip_gives_the_same_and_no_speaker() -> None:
    turns = read_transcript(SRT.encode("utf-8-sig")).turns
    assert turns[0] == Turn("The bus stops at eight.", seconds(1.5), seconds(4))
    assert len(turns) == 2


def test_plain_text_gives_a_turn_a_paragraph_or_speaker_and_no_times() -> None:
    turns = read_transcript(b"Mary: No bus.\nJohn: None at all.\n\nSomebody else\nspoke on.").turns
    assert turns == (Turn("No bus."), Turn("None at all."), Turn("Somebody else spoke on."))


def test_a_span_that_makes_no_sense_is_told_by_its_line() -> None:
    found = read_transcript(b"WEBVTT\n\n00:01.000 --> later\nlost\n\n00:02.000 --> 00:03.000\nkept")
    assert [turn.words for turn in found.turns] == ["kept"]
    assert found.unread == (3,)


@pytest.mark.parametrize("content", [b"", b"WEBVTT\n", b"\xff\xfe", b"a\0b"])
def test_what_holds_no_words_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_transcript(content)


@given(st.binary(max_size=200) | st.text(max_size=300).map(lambda text: text.encode(errors="replace")))
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(Unreadable):
        for turn in read_transcript(content).turns:
            assert turn.words.strip()


@given(
    st.lists(
        st.tuples(st.integers(0, 9999), st.sampled_from(["A bus.", "No bus.", "Yes"])), min_size=1, max_size=8
    )
)
def test_every_cue_that_was_written_is_read(cues: list[tuple[int, str]]) -> None:
    written = ["WEBVTT", ""]
    for start, words in cues:
        span = f"{start // 3600:02}:{start // 60 % 60:02}:{start % 60:02}.000"
        written += [f"{span} --> {span}", words, ""]
    turns = read_transcript("\n".join(written).encode()).turns
    assert [(turn.start, turn.words) for turn in turns] == [(seconds(start), words) for start, words in cues]
