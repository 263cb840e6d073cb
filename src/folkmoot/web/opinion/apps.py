from typing import Any

from django.apps import AppConfig


class OpinionConfig(AppConfig):
    name = "folkmoot.web.opinion"
    label = "opinion"

    def ready(self) -> None:
        from folkmoot.web.meetings.signals import votes_read

        votes_read.connect(_recount_later, dispatch_uid="opinion.recount_later")


def _recount_later(*, moot: Any, **_: Any) -> None:
    """Results follow votes, in the background."""
    from folkmoot.web.opinion.tasks import recount

    recount(moot.pk)
