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


def newest_counted() -> int:
    """Where to begin to look: the newest vote that some result has counted; 0 where there is none."""
    return queries.newest_counted()


def recount_newer(last: int) -> int:
    """Have every moot with votes newer than this one counted again; the newest vote there is now.

    The worker asks every few seconds, so results follow an evening's votes and no request waits.
    """
    newest = queries.newest_of_all()
    if newest > last:
        for moot_id in queries.moots_with_votes_after(last):
            recount(moot_id)
    return newest


@task()
def recompute(moot_id: int) -> None:
    """Count the votes of a moot again."""
    moot = Moot.objects.filter(pk=moot_id).first()
    if moot is not None:
        actions.compute(moot)
