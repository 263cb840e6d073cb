"""Count the votes of a moot again and keep what they came to."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import TooFew
from folkmoot.opinion import opinion
from folkmoot.opinion.charts import map_of_opinion
from folkmoot.opinion.pictures import can_draw, svg
from folkmoot.opinion.polis import Opinion
from folkmoot.opinion.summary import public_summary
from folkmoot.web.meetings.models import Moot, Statement
from folkmoot.web.opinion import queries
from folkmoot.web.opinion.models import Result


def compute(moot: Moot) -> Result | None:
    """Groups, consensus and the map of a moot, kept in place of what was there; None without votes.

    Takes a second or so, so never in a voter's request: the background worker and commands call it.
    """
    last_vote = queries.newest_vote(moot)
    try:
        found = opinion(queries.votes_of(moot, until=last_vote))
    except TooFew:
        forget(moot)
        return None
    picture = svg(map_of_opinion(found, title=moot.title)) if can_draw() else ""
    return keep(moot, found, picture, last_vote=last_vote)


@transaction.atomic
def keep(moot: Moot, found: Opinion, picture: str, *, last_vote: int) -> Result:
    """Keep a result, and the statements' priorities. An older result never takes a newer one's place.

    A result whose newest vote was erased is no newer one, whatever its number.
    """
    Moot.objects.select_for_update().get(pk=moot.pk)
    kept = queries.result_of(moot)
    if kept is not None and kept.last_vote > last_vote and queries.still_cast(kept.last_vote):
        return kept
    values = {
        "made_at": timezone.now(),
        "last_vote": last_vote,
        "value": public_summary(found),
        "map_svg": picture,
    }
    result, _ = Result.objects.update_or_create(moot=moot, method=found.method, defaults=values)
    _write_priorities(moot, found)
    return result


@transaction.atomic
def forget(moot: Moot) -> None:
    """Drop the results of a moot whose votes are gone."""
    Result.objects.filter(moot=moot).delete()


def _write_priorities(moot: Moot, found: Opinion) -> None:
    priority = dict(zip(found.votes.statements.tolist(), found.priority.tolist(), strict=True))
    changed = [s for s in moot.statements.all() if s.priority != priority.get(s.number)]
    for statement in changed:
        statement.priority = priority.get(statement.number)
    Statement.objects.bulk_update(changed, ["priority"], batch_size=500)
