"""What the background worker does for this room."""

from __future__ import annotations

from django_tasks import task

from folkmoot.web.meetings.models import Moot
from folkmoot.web.themes import actions


@task()
def gather_released(moot_ids: list[int]) -> None:
    """The themes of these moots, and of all together, gathered again."""
    for moot in Moot.objects.filter(pk__in=moot_ids):
        actions.compute(moot)
    actions.compute(None)


@task()
def gather_all() -> None:
    """The themes of all moots together, gathered again."""
    actions.compute(None)
