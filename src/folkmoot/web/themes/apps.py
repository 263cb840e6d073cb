from typing import Any

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "folkmoot.web.themes"
    label = "themes"

    def ready(self) -> None:
        from folkmoot.web.meetings.signals import notes_released

        notes_released.connect(_gather_later, dispatch_uid="themes.gather_later")


def _gather_later(*, moots: Any, **_: Any) -> None:
    """Themes follow what is released, in the background."""
    from folkmoot.web.themes.tasks import gather_released

    gather_released.enqueue([moot.pk for moot in moots])
