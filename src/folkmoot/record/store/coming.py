"""What came into the record: which sittings stand, and what of a corrected one is new."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from folkmoot.record.store.listing import Store

_CHUNK = 500
_REVISION = re.compile(r"(\d{4}-\d\d-\d\d)[a-z]+(?=\.)")


@dataclass(frozen=True, slots=True)
class Standing:
    """A sitting that is in the search index. `digest` is another when the sitting was read anew."""

    id: str
    day: dt.date
    digest: str


def standing(store: Store) -> tuple[Standing, ...]:
    """Every sitting that can be searched, oldest first; a row each, so cheap to ask often."""
    rows = store._all("SELECT id, date, digest FROM sitting WHERE generation IS NOT NULL ORDER BY date, id")
    return tuple(Standing(gid, dt.date.fromisoformat(day), digest) for gid, day, digest in rows)


def ids_in(store: Store, sitting_id: str) -> tuple[str, ...]:
    """The ids of everything said at a sitting, in order."""
    rows = store._all(
        "SELECT c.id FROM contribution c JOIN sitting s ON s.key = c.sitting WHERE s.id = ? ORDER BY c.seq",
        sitting_id,
    )
    return tuple(gid for (gid,) in rows)


def unrevised(gid: str) -> str:
    """An id without its revision's letter: debate/2014-12-02b.1 and …02c.1 are both debate/2014-12-02.1."""
    return _REVISION.sub(r"\1", gid)


def fresh(store: Store, sitting_id: str, known: Collection[str]) -> tuple[str, ...]:
    """The ids of a sitting that none of these older ids means, in order.

    known: every id that an earlier revision of the sitting had; an id means what it was redirected
    to, else itself, else what has the same id but for the revision's letter.
    """
    now = ids_in(store, sitting_id)
    here = set(now)
    alike = {unrevised(gid): gid for gid in now}
    led = _led(store, known)
    meant = {led.get(gid) or (gid if gid in here else alike.get(unrevised(gid), "")) for gid in known}
    return tuple(gid for gid in now if gid not in meant)


def _led(store: Store, ids: Collection[str]) -> dict[str, str]:
    """Where each id leads at last; ids without a redirect, or taken out by their publisher, are left out."""
    steps: dict[str, str] = {}
    waiting = set(ids)
    while waiting:
        found = {old: new for old, new in _redirects(store, waiting) if old != new}
        steps.update(found)
        waiting = set(found.values()) - steps.keys()
    return {gid: _last(gid, steps) for gid in ids if gid in steps}


def _redirects(store: Store, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        marks = ",".join("?" * len(some))
        yield from store._all(
            f"SELECT old, new FROM redirect WHERE match <> 'removed' AND old IN ({marks})", *some
        )


def _last(gid: str, steps: dict[str, str]) -> str:
    seen = {gid}
    while (following := steps.get(gid)) and following not in seen:
        seen.add(following)
        gid = following
    return gid


def under_numbers(store: Store, numbers: Collection[str], sittings: Collection[str]) -> tuple[str, ...]:
    """The headings in these sittings under which a question of one of these numbers stands."""
    if not numbers or not sittings:
        return ()
    rows = store._all(
        "SELECT DISTINCT d.id FROM contribution c JOIN debate d ON d.key = c.debate "
        "JOIN sitting s ON s.key = c.sitting "
        f"WHERE c.kind = 'question' AND s.id IN ({','.join('?' * len(sittings))}) "
        f"AND c.question_number IN ({','.join('?' * len(numbers))})",
        *sittings,
        *numbers,
    )
    return tuple(gid for (gid,) in rows)
