"""Damage of the kinds that files suffer, and what must hold of values whatever was read."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from folkmoot.errors import FolkmootError, Unreadable
from folkmoot.record.debates import Sitting, Unread
from folkmoot.record.people import People

EXAMPLES = Path(__file__).parent / "examples"
_JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "\ud800", "a" * 5000, "<p>" * 300, "../..", "2031-02-31", [], {},
    [[]], {"value": {}}, "<span class='column-number' data-column-number='\x00'>",
)  # fmt: skip


def example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


def damaged(data: bytes, number: int) -> Iterator[bytes]:
    """So many copies of a file, each hurt once or a few times; always the same ones."""
    for seed in range(number):
        chance = random.Random(seed)
        body = bytearray(data)
        for _ in range(chance.choice([1, 1, 2, 8])):
            at = chance.randrange(len(body) + 1)
            length = chance.choice([1, 5, 40, 400])
            match chance.randrange(6):
                case 0:
                    body[at : at + 1] = bytes([chance.randrange(256)])
                case 1:
                    del body[at : at + length]
                case 2:
                    body[at:at] = body[at : at + length] * 2
                case 3:
                    del body[at:]
                case 4:
                    body[at:at] = chance.choice(
                        [b"<", b"&x;", b"\x00", b"\xff", b'"', b"}", b"<!--", b"]]>", b"\\u0000"]
                    )
                case 5:
                    other = chance.randrange(len(body) + 1)
                    body[at : at + length] = body[other : other + length]
        yield bytes(body)


def bent(data: bytes, number: int) -> Iterator[bytes]:
    """So many copies of a JSON file, well-formed, with something else where a value was."""
    for seed in range(number):
        chance = random.Random(seed)
        value = json.loads(data)
        for _ in range(chance.choice([1, 1, 3])):
            holder, key = chance.choice(list(_places(value)) or [([value], 0)])
            holder[key] = copy.deepcopy(chance.choice(_JUNK))
        yield json.dumps(value).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


def holds(result: Sitting | People | tuple[Sitting, ...]) -> None:
    """What the store relies on."""
    if isinstance(result, People):
        assert all(person.id for person in result.persons)
        assert all(term.id and term.person_id for term in result.memberships)
        _can_be_written(result)
        return
    for sitting in result if isinstance(result, tuple) else (result,):
        _sitting_holds(sitting)


def _sitting_holds(sitting: Sitting) -> None:
    debates = {debate.id for debate in sitting.debates}
    turns = [*sitting.contributions, *sitting.divisions]
    assert sitting.id
    assert len(debates) == len(sitting.debates)
    assert len({turn.id for turn in turns}) == len(turns)
    assert {turn.debate_id for turn in turns} <= debates
    order = [turn.seq for turn in sitting.contributions]
    assert order == sorted(set(order))
    assert all(isinstance(one, Unread) and one.reason for one in sitting.unread)
    assert all(paragraph.text.strip() for turn in sitting.contributions for paragraph in turn.paragraphs)
    _can_be_written(sitting)


def _can_be_written(values: Any) -> None:
    """No string of it holds half a character, which no store takes."""
    if isinstance(values, str):
        values.encode("utf-8")
    elif isinstance(values, tuple):
        for value in values:
            _can_be_written(value)
    elif is_dataclass(values):
        for field in fields(values):
            _can_be_written(getattr(values, field.name))


def survives(read: Callable[..., Any], bodies: Iterator[bytes]) -> int:
    """Reads each; nothing but values and Unreadable may come of it. How many still read."""
    read_well = 0
    for body in bodies:
        try:
            holds(read(body, file="some.file"))
            read_well += 1
        except Unreadable as error:
            assert isinstance(error, FolkmootError)
            assert error.message
    return read_well
