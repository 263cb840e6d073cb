"""What the background worker does for this room. Arguments hold ids at most."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from folkmoot.web.accounts.models import User
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.record.queries import opening
from folkmoot.web.tracing import actions, touching


@task()
def look_through(plank_id: int, who_id: int | None) -> int:
    """Propose passages of the whole record for a plank; how many now wait for somebody."""
    plank, record = Plank.objects.filter(pk=plank_id).first(), opening.record()
    if plank is None or record is None:
        return 0
    return len(actions.propose(User.objects.filter(pk=who_id).first(), plank, record))


@task()
def touch() -> int:
    """Propose what new sittings say of the planks; how many proposals that were."""
    record = opening.record()
    return len(touching.touch(record, timezone.now())) if record is not None else 0


def ask(plank: Plank, who_id: int | None) -> None:
    """Have the record looked through for a plank, once: not if that is waiting already."""
    from folkmoot.web.tracing.queries import looking

    if not looking(plank).waits:
        look_through.enqueue(plank.pk, who_id)


class Watch:
    """Notices that the record changed; whatever was read while nobody watched is noticed at first."""

    def __init__(self) -> None:
        self._seen: object = None

    def glance(self) -> bool:
        """Queue the work where there is some; cheap enough for every few seconds."""
        from django_tasks_db.models import DBTaskResult

        changed = opening.changed()
        if changed == self._seen:
            return False
        self._seen = changed
        if not DBTaskResult.objects.ready().filter(task_path=touch.module_path).exists():
            touch.enqueue()
        return True
