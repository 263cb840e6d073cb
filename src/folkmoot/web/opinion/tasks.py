"""What the background worker does for this room."""

from __future__ import annotations

from django_tasks import task

from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion import actions


@task()
def recompute(moot_id: int) -> None:
    """Count the votes of a moot again."""
    moot = Moot.objects.filter(pk=moot_id).first()
    if moot is not None:
        actions.compute(moot)
