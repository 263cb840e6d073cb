"""What was said at a recorded table: WebVTT, SubRip (SRT) or plain text, as turns with their times.

Names of speakers are left out on purpose: a note holds words, and a name only where somebody releases it.
Source: W3C, WebVTT: The Web Video Text Tracks Format; SubRip as it is commonly written.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from folkmoot.errors import TooLarge, Unreadable

MOST_BYTES = 2 * 1024 * 1024
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_SPAN = re.compile(rf"^\s*{_TIME}\s+-->\s+{_TIME}")
_TAG = re.compile(r"<[^>\n]{0,200}>")
_SPEAKER = re.compile(r"^\s*(?:>>\s*)?[A-Z][\w.'’-]{0,30}(?: [A-Z0-9][\w.'’-]{0,30}){0,2}:\s+")


@dataclass(frozen=True, slots=True)
class Turn:
    """Some words, and when they were said, counted from the beginning; None where the file has no times."""

    words: str
    start: dt.timedelta | None = None
    end: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of a recording in order, and the numbers of lines that could not be taken."""

    turns: tuple[Turn, ...]
    unread: tuple[int, ...] = ()


def read_transcript(content: bytes) -> Transcript:
    """The turns of a transcript, told by what is in it and not by its name.

    Raises Unreadable where it is no text in UTF-8 or holds no words, TooLarge past MOST_BYTES.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(
            f"A transcript of more than {MOST_BYTES // 1024**2} MB is not read; cut it into parts."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("This transcript is no text in UTF-8; save it again as UTF-8.") from error
    if "\0" in text:
        raise Unreadable("This is no transcript: it holds bytes that no text has.")
    lines = text.splitlines()
    timed = text.lstrip().startswith("WEBVTT") or any(_SPAN.match(line) for line in lines)
    found = _timed(lines) if timed else Transcript(tuple(_plain(text)))
    if not found.turns:
        raise Unreadable("There are no words in this transcript.")
    return found


def _timed(lines: list[str]) -> Transcript:
    turns, unread = [], []
    at = 0
    while at < len(lines):
        span = _SPAN.match(lines[at])
        if span is None:
            if "-->" in lines[at]:
                unread.append(at + 1)
            at += 1
            continue
        said = []
        at += 1
        while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
            said.append(lines[at])
            at += 1
        words = _words(" ".join(said))
        if words:
            start, end = _moment(span.groups()[:4]), _moment(span.groups()[4:])
            turns.append(Turn(words, start, max(start, end)))
    return Transcript(tuple(turns), tuple(unread))


def _moment(parts: tuple[str | None, ...]) -> dt.timedelta:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    thousandths = int(fraction.ljust(3, "0"))
    return dt.timedelta(
        hours=int(hours), minutes=int(minutes), seconds=int(seconds), milliseconds=thousandths
    )


def _plain(text: str) -> Iterator[Turn]:
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:>>|[A-Z][\w .'’-]{0,60}:\s))", text):
        if words := _words(paragraph):
            yield Turn(words)


def _words(text: str) -> str:
    """The words alone: no tags, no speaker before them, one space between."""
    plain = html.unescape(_TAG.sub("", text))
    return " ".join(_SPEAKER.sub("", plain).split())
