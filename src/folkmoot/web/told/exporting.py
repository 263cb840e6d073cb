"""Matters to take away: rows, JSON, and plain text that reads aloud."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from folkmoot.meetings.voting import in_words
from folkmoot.meetings.writing import as_csv
from folkmoot.tracing.telling import COLUMNS, STEPS, Matter, Silence, Voice, counted, rows
from folkmoot.web.told.scopes import Scope

FORMAT = "folkmoot-told/1"
Made = Callable[[Scope, Sequence[Matter], str, Sequence[str]], str | bytes]


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to take matters away: its content type, and what makes it."""

    content_type: str
    made: Made


def plain(matter: Matter, site: str) -> dict[str, Any]:
    """A matter as JSON holds it; addresses whole, small counts of votes hidden."""
    told = {"id": matter.id, "title": matter.title, "words": matter.words, "address": site + matter.address}
    steps = {step: [_voice(voice, site) for voice in matter.step(step)] for step in STEPS}
    return {
        **told,
        "reached": matter.reached,
        **steps,
        "replies": [_voice(voice, site) for voice in matter.replies],
        "silences": [_silence(silence, site) for silence in matter.silences],
        "elsewhere": matter.elsewhere,
        "withheld": matter.withheld,
    }


def _voice(voice: Voice, site: str) -> dict[str, Any]:
    told = {f.name: getattr(voice, f.name) for f in dataclasses.fields(voice) if f.name != "tally"}
    if voice.tally:
        names = ("agree", "disagree", "pass")
        counts = {name: in_words(n) for name, n in zip(names, voice.tally.parts, strict=True)}
    return {
        **told,
        "address": site + voice.address if voice.address else "",
        "votes": counts if voice.tally else None,
    }


def _silence(silence: Silence, site: str) -> dict[str, Any]:
    told = {f.name: getattr(silence, f.name) for f in dataclasses.fields(silence)}
    return {**told, "days": silence.days, "address": site + silence.address if silence.address else ""}


def _json(scope: Scope, matters: Sequence[Matter], site: str, lines: Sequence[str]) -> str:
    told = {
        "format": FORMAT,
        "of": {"kind": scope.kind, "key": scope.key, "title": scope.title, "address": site + scope.address},
        "counted": dataclasses.asdict(counted(matters)),
        "matters": [plain(matter, site) for matter in matters],
        "notices": list(lines),
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=_day) + "\n"


def _day(value: object) -> str:
    assert isinstance(value, dt.date)
    return value.isoformat()


def _csv(_scope: Scope, matters: Sequence[Matter], site: str, _lines: Sequence[str]) -> bytes:
    told = ({**row, "address": site + row["address"] if row["address"] else ""} for row in rows(matters))
    return as_csv([COLUMNS, *([row[name] for name in COLUMNS] for row in told)])


def _txt(scope: Scope, matters: Sequence[Matter], site: str, lines: Sequence[str]) -> str:
    shown = {
        "scope": scope, "matters": matters, "counted": counted(matters), "site": site, "notices": lines,
    }  # fmt: skip
    return _blank_lines_once(render_to_string("told/told.txt", shown).splitlines())


def _blank_lines_once(lines: Iterable[str]) -> str:
    kept: list[str] = []
    for line in (line.rstrip() for line in lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip() + "\n"


SHAPES: dict[str, Shape] = {
    "csv": Shape("text/csv; charset=utf-8", _csv),
    "json": Shape("application/json", _json),
    "txt": Shape("text/plain; charset=utf-8", _txt),
}
