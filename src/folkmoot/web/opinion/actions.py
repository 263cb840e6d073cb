"""Count the votes of a moot again and keep what they came to; choose how it is shown."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused, TooFew
from folkmoot.opinion.charts import map_of_opinion
from folkmoot.opinion.methods import Found, public
from folkmoot.opinion.own import own_opinion
from folkmoot.opinion.pictures import can_draw, svg
from folkmoot.opinion.polis import Opinion
from folkmoot.opinion.room import read_room
from folkmoot.opinion.warm import kept as kept_state
from folkmoot.opinion.warm import kept_search, opinion_from, search_from
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings.models import Moot, Statement
from folkmoot.web.opinion import queries
from folkmoot.web.opinion.models import AskedTwice, Method, Result, Room, Shown


def compute(moot: Moot) -> Result | None:
    """Groups, consensus and the map of a moot by both methods, searched for from the beginning.

    Our own groups keep the names they had at the last count; the published method goes on from the
    state of its last count, as a Polis server does. Takes a second or so, so never in a
    voter's request: the background worker and commands call it. Returns the result that is
    shown; None without votes.
    """
    last_vote = queries.newest_vote(moot)
    try:
        votes = queries.votes_of(moot, until=last_vote)
    except TooFew:
        forget(moot)
        return None
    own = own_opinion(votes, before=queries.profiles_of(moot))
    keep(moot, own, last_vote=last_vote, searched=last_vote)
    keep(moot, opinion_from(votes, queries.state_of(moot)), last_vote=last_vote)
    if queries.newest_vote(moot) > last_vote:
        count(moot)  # what came in meanwhile, by the groups just found
    return queries.result_of(moot)


def count(moot: Moot) -> Result | None:
    """The newest votes by the method that is shown and the groups known already: a tenth of `compute`.

    Where no search was made yet, one is. Returns the result that is shown; None without votes.
    """
    own = queries.result_of(moot, Method.FOLKMOOT)
    if own is None or not own.state:
        return compute(moot)
    last_vote = queries.newest_vote(moot)
    try:
        votes = queries.votes_of(moot, until=last_vote)
    except TooFew:
        forget(moot)
        return None
    if queries.method_of(moot) == Method.POLIS:
        return keep(moot, opinion_from(votes, queries.state_of(moot)), last_vote=last_vote)
    found = own_opinion(votes, before=queries.profiles_of(moot), search=search_from(own.state["search"]))
    return keep(moot, found, last_vote=last_vote, going_on_from=own.state["searched"])


def keep(
    moot: Moot,
    found: Found,
    *,
    last_vote: int,
    searched: int | None = None,
    going_on_from: int | None = None,
) -> Result:
    """Keep a result, and the statements' priorities. An older result never takes a newer one's place.

    A result whose newest vote was erased is no newer one, whatever its number. searched: the newest
    vote of a search for groups by our own method, which is kept even where its counts are older.
    going_on_from: the search that this count went on from; where there is another now, it is dropped.
    Returns what is kept.
    """
    values = {
        "made_at": timezone.now(),
        "last_vote": last_vote,
        "value": public(found),
        "map_svg": svg(map_of_opinion(found, title=moot.title)) if can_draw() else "",
        "state": _state(found, searched),
    }
    with transaction.atomic():
        Moot.objects.select_for_update().get(pk=moot.pk)
        kept = queries.result_of(moot, found.method)
        if kept is not None and kept.last_vote > last_vote and queries.still_cast(kept.last_vote):
            if searched is not None:
                Result.objects.filter(pk=kept.pk).update(state=values["state"])
            return kept
        if kept is not None and going_on_from is not None:
            if kept.state.get("searched") != going_on_from:
                return kept
            values["state"] = kept.state
        result, _ = Result.objects.update_or_create(moot=moot, method=found.method, defaults=values)
        if found.method == Method.POLIS:
            _write_priorities(moot, found)
    return result


def _state(found: Found, searched: int | None) -> dict[str, Any]:
    if isinstance(found, Opinion):
        return kept_state(found)
    return {"searched": searched, "search": kept_search(found.search)}


@transaction.atomic
def forget(moot: Moot) -> None:
    """Drop the results of a moot whose votes are gone."""
    Result.objects.filter(moot=moot).delete()


def _write_priorities(moot: Moot, found: Found) -> None:
    priority = dict(zip(found.votes.statements.tolist(), found.priority.tolist(), strict=True))
    changed = [s for s in moot.statements.all() if s.priority != priority.get(s.number)]
    for statement in changed:
        statement.priority = priority.get(statement.number)
    Statement.objects.bulk_update(changed, ["priority"], batch_size=500)


@transaction.atomic
def show_by(who: User, moot: Moot, method: str) -> None:
    """Show a moot's results by this method from now on; the other stays a click away."""
    Shown.objects.update_or_create(moot=moot, defaults={"method": method})
    write_line(who=who, verb="changed", kind="results", key=moot.slug, content={"method": method})


@transaction.atomic
def tie_twice(who: User, before: Statement, after: Statement) -> AskedTwice:
    """Say that two statements of a moot are one sentence asked twice.

    Raises Refused where they are one statement, of different moots, or tied already.
    """
    if before.pk == after.pk or before.moot_id != after.moot_id:
        raise Refused("A sentence asked twice needs two different statements of one moot.")
    taken = {before.pk, after.pk} & queries.asked_twice_ids(before.moot)
    if taken:
        raise Refused("One of these statements is paired already; undo that first.")
    pair = AskedTwice.objects.create(before=before, after=after)
    content = {"before": before.number, "after": after.number}
    write_line(who=who, verb="paired", kind="statements", key=before.moot.slug, content=content)
    return pair


@transaction.atomic
def keep_room(who: User, moot: Moot, text: str, source: str) -> None:
    """Keep who was in the room beside the census; an empty text takes it away. Raises BadRow."""
    if text.strip():
        read_room(text)
        Room.objects.update_or_create(moot=moot, defaults={"text": text, "source": source})
    else:
        Room.objects.filter(moot=moot).delete()
    write_line(who=who, verb="changed", kind="room", key=moot.slug, content={"text": text, "source": source})


@transaction.atomic
def untie_twice(who: User, pair: AskedTwice) -> None:
    """Undo a pair; the votes stay as they are."""
    content = {"before": pair.before.number, "after": pair.after.number}
    write_line(who=who, verb="unpaired", kind="statements", key=pair.before.moot.slug, content=content)
    pair.delete()
