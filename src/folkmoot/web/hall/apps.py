from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "folkmoot.web.hall"
    label = "hall"

    def ready(self) -> None:
        """What this room asks for is in the registry before any of its pages is opened."""
        from folkmoot.web.hall import declarations  # noqa: F401
