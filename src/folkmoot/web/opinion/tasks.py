"""What the background worker does for this room."""

from __future__ import annotations

import time

from django_tasks import task

from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion import actions, queries

RESTS_FOR = 6  # times as long as the search took


def recount(moot_id: int) -> None:
    """Have the votes of a moot counted again, once: not if that is waiting already."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path=recompute.module_path, status="READY")
    if not any(task.args_kwargs["args"] == [moot_id] for task in waiting):
        recompute.enqueue(moot_id)


class FollowedVotes:
    """Results follow votes, and no voter's request waits: numbers at once, groups when there is time.

    Votes are counted by the groups known already; a search for groups takes ten times as long, so
    after each one others have the processor for a while.
    """

    def __init__(self) -> None:
        self.newest = queries.newest_counted()
        self._search_after = 0.0

    def look(self) -> None:
        """Count every moot again that has newer votes than at the last look."""
        newest = queries.newest_of_all()
        if newest > self.newest:
            for moot in Moot.objects.filter(pk__in=queries.moots_with_votes_after(self.newest)):
                actions.count(moot)
        self.newest = newest

    def search(self) -> None:
        """Search for groups where votes were counted since the last search."""
        if time.monotonic() < self._search_after:
            return
        began = time.monotonic()
        for moot in queries.to_search():
            actions.compute(moot)
        self._search_after = time.monotonic() + RESTS_FOR * (time.monotonic() - began)


@task()
def recompute(moot_id: int) -> None:
    """Count the votes of a moot again."""
    moot = Moot.objects.filter(pk=moot_id).first()
    if moot is not None:
        actions.compute(moot)
