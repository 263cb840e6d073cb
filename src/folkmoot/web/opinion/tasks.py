"""What the background worker does for this room."""

from __future__ import annotations

from django_tasks import task

from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion import actions, queries


def recount(moot_id: int) -> None:
    """Have the votes of a moot counted again, once: not if that is waiting already."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path=recompute.module_path, status="READY")
    if not any(task.args_kwargs["args"] == [moot_id] for task in waiting):
        recompute.enqueue(moot_id)


class FollowedVotes:
    """Results follow votes: what came in since the last look is counted, and no voter's request waits."""

    def __init__(self) -> None:
        self.newest = queries.newest_counted()

    def look(self) -> None:
        """Count every moot again that has newer votes than at the last look."""
        newest = queries.newest_of_all()
        if newest > self.newest:
            for moot_id in queries.moots_with_votes_after(self.newest):
                recompute.call(moot_id)
        self.newest = newest


@task()
def recompute(moot_id: int) -> None:
    """Count the votes of a moot again."""
    moot = Moot.objects.filter(pk=moot_id).first()
    if moot is not None:
        actions.compute(moot)
