"""What the results of a moot are made from, and the results as they were last kept."""

from __future__ import annotations

import functools
import logging
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from django.db.models import Max

from folkmoot.environment import census_file
from folkmoot.errors import FolkmootError, NotFound, TooFew
from folkmoot.meetings import moots as values
from folkmoot.meetings.voting import Tally
from folkmoot.opinion.census import Figure, census_in
from folkmoot.opinion.methods import Found
from folkmoot.opinion.own import Profiles, own_opinion
from folkmoot.opinion.votes import VoteMatrix, matrix
from folkmoot.opinion.warm import opinion_from
from folkmoot.web.meetings.models import Moot, Statement, Vote
from folkmoot.web.meetings.queries import tallies, value_of
from folkmoot.web.opinion.models import AskedTwice, Method, Result, Room, Shown

logger = logging.getLogger(__name__)


def votes_of_moot(slug: str, *, meta: Collection[Any] = ()) -> VoteMatrix:
    """The votes of a moot by its slug. Raises NotFound or TooFew."""
    (moot,) = moots_named([slug])
    return votes_of(moot, meta=meta)


def moot_with_votes(slug: str) -> values.Moot:
    """A moot of the house as plain values, all its statements and every vote as it was cast.

    For the steward's own command; no page shows it. Raises NotFound.
    """
    (moot,) = moots_named([slug])
    cast = Vote.objects.filter(statement__moot=moot).order_by("cast_at", "id")
    rows = cast.values_list("participant__number", "statement__number", "value", "cast_at")
    votes = tuple(values.Vote(*row) for row in rows.iterator(chunk_size=10_000))
    return replace(value_of(moot, unreleased=True), votes=votes)


def moots_named(slugs: Iterable[str]) -> list[Moot]:
    """The moots of these slugs. Raises NotFound naming the first that is none."""
    found = []
    for slug in slugs:
        moot = Moot.objects.filter(slug=slug).first()
        if moot is None:
            raise NotFound(f"There is no moot {slug!r}; 'folkmoot meetings list' names them.", slug=slug)
        found.append(moot)
    return found


def votes_of(moot: Moot, *, meta: Collection[Any] = (), until: int | None = None) -> VoteMatrix:
    """Participants x statements by their numbers, each vote the newest.

    Rows stand in the order in which a Polis server sees people when it starts: by statement, then
    by participant; so the order in which votes came in changes nothing.
    until: the id of the last vote that counts. Raises TooFew when nobody has voted.
    """
    votes = Vote.objects.filter(statement__moot=moot).order_by(
        "statement__number", "participant__number", "id"
    )
    if until is not None:
        votes = votes.filter(id__lte=until)
    columns = ("participant__number", "statement__number", "value", "id")
    rows = votes.values_list(*columns).iterator(chunk_size=10_000)
    table = np.fromiter(rows, dtype=np.dtype((np.int64, len(columns))))
    if not len(table):
        raise TooFew(f"Nobody has voted at {moot.title!r} yet; groups need votes.", slug=moot.slug)
    about_people = moot.statements.filter(is_meta=True).values_list("number", flat=True)
    rejected = moot.statements.filter(moderation=Statement.Moderation.REJECTED).values_list(
        "number", flat=True
    )
    who, on, how, order = table.T
    return matrix(who, on, how, at=order, rejected=set(rejected), meta={*meta, *about_people})


def newest_vote(moot: Moot) -> int:
    """The id of the newest vote at a moot; 0 when there is none."""
    return Vote.objects.filter(statement__moot=moot).aggregate(newest=Max("id"))["newest"] or 0


def still_cast(vote: int) -> bool:
    """Whether a vote is there, or was erased since."""
    return Vote.objects.filter(pk=vote).exists()


def method_of(moot: Moot) -> str:
    """The method a moot's results are shown by: its organiser's choice, or our own."""
    chosen = Shown.objects.filter(moot=moot).first()
    return chosen.method if chosen else str(Method.FOLKMOOT)


def result_of(moot: Moot, method: str | None = None) -> Result | None:
    """The results of a moot as they were last computed, by this method or by the one that is shown."""
    return Result.objects.filter(moot=moot, method=method or method_of(moot)).first()


def profiles_of(moot: Moot) -> Profiles | None:
    """What our groups were at the last count, by their public counts, so that they keep their names."""
    result = result_of(moot, Method.FOLKMOOT)
    if result is None or not result.value["k"]:
        return None
    tallies = result.value["tallies"]
    groups = result.value["groups"]
    told = [at for at in range(len(groups)) if all(row["groups"][at] is not None for row in tallies.values())]
    counts = np.array([[row["groups"][at] for row in tallies.values()] for at in told], dtype=np.float64)
    if not counts.size:
        return None
    rates = (counts[..., 0] + 1.0) / (counts[..., 0] + counts[..., 1] + 2.0)
    ids = np.array([groups[at]["id"] for at in told], dtype=np.int64)
    return Profiles(ids, np.array([int(number) for number in tallies]), rates)


def state_of(moot: Moot) -> dict[str, Any]:
    """What the last count by the published method left for the next; empty where there was none."""
    result = result_of(moot, Method.POLIS)
    return dict(result.state) if result else {}


def found_of_moot(slug: str, method: str, *, meta: Collection[Any] = ()) -> Found:
    """What a moot's votes come to by a method, as its pages would have it. Raises NotFound or TooFew."""
    (moot,) = moots_named([slug])
    votes = votes_of(moot, meta=meta)
    if method == Method.POLIS:
        return opinion_from(votes, state_of(moot))
    return own_opinion(votes, before=profiles_of(moot))


def asked_twice_ids(moot: Moot) -> set[int]:
    """The statements of a moot that are one half of a sentence asked twice."""
    pairs = AskedTwice.objects.filter(before__moot=moot).values_list("before_id", "after_id")
    return {number for pair in pairs for number in pair}


def asked_twice(moot: Moot) -> list[tuple[AskedTwice, Tally, Tally]]:
    """Every sentence of a moot asked twice that may be shown, with what each round came to."""
    shown = {"before__moderation__gt": Statement.Moderation.REJECTED}
    shown |= {"after__moderation__gt": Statement.Moderation.REJECTED}
    pairs = list(
        AskedTwice.objects.filter(before__moot=moot, **shown)
        .select_related("before", "after")
        .order_by("before__number")
    )
    ids = {number for pair in pairs for number in (pair.before_id, pair.after_id)}
    counted = tallies(Statement.objects.filter(pk__in=ids))
    empty = Tally()
    return [(pair, counted.get(pair.before_id, empty), counted.get(pair.after_id, empty)) for pair in pairs]


def room_of(moot: Moot) -> Room | None:
    """Who was in the room, where an organiser said."""
    return Room.objects.filter(moot=moot).first()


def census() -> tuple[Figure, ...]:
    """What the installation's census file says; nothing where there is none, or where it cannot be read."""
    path = census_file()
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return ()
    return _census_in(path, changed)


@functools.lru_cache(maxsize=2)
def _census_in(path: Path, changed: int) -> tuple[Figure, ...]:
    """As it stood when it was last changed. A page without it is better than no page: the log says why."""
    try:
        return census_in(path)
    except FolkmootError as error:
        logger.warning("the census is not shown: %s", error.message)
        return ()


def moots_with_votes_after(last: int) -> list[int]:
    """The moots that votes with a higher id belong to."""
    return list(
        Vote.objects.filter(id__gt=last).values_list("statement__moot_id", flat=True).distinct().order_by()
    )


def newest_of_all() -> int:
    """The id of the newest vote in the house; 0 when there is none."""
    return Vote.objects.aggregate(newest=Max("id"))["newest"] or 0


def votes_since(result: Result) -> int:
    """How many votes came in after a result was computed."""
    return Vote.objects.filter(statement__moot_id=result.moot_id, id__gt=result.last_vote).count()


def voters(moot: Moot) -> int:
    """How many people have voted."""
    return Vote.objects.filter(statement__moot=moot).values("participant").distinct().count()


def moots_with_votes() -> list[Moot]:
    return list(Moot.objects.filter(statements__votes__isnull=False).distinct())


def public_statements(moot: Moot) -> dict[int, Statement]:
    """The statements that moderators have not rejected, by number."""
    return {s.number: s for s in moot.statements.filter(moderation__gt=Statement.Moderation.REJECTED)}


def newest_counted() -> int:
    """The id of the newest vote that went into a result; 0 when there is none."""
    return Result.objects.aggregate(newest=Max("last_vote"))["newest"] or 0


def to_search() -> list[Moot]:
    """The moots whose groups were last searched for among fewer votes than are counted now."""
    counted: dict[int, int] = {}
    searched: dict[int, int | None] = {}
    for result in Result.objects.defer("value", "map_svg"):
        counted[result.moot_id] = max(result.last_vote, counted.get(result.moot_id, 0))
        if result.method == Method.FOLKMOOT:
            searched[result.moot_id] = result.state.get("searched")
    due = [moot for moot, newest in counted.items() if searched.get(moot) != newest]
    return list(Moot.objects.filter(pk__in=due).order_by("pk"))
