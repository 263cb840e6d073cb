from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "folkmoot.web.meetings"
    label = "meetings"

    def ready(self) -> None:
        """What this room asks for is in the registry before anything is read, by page or by command."""
        from folkmoot.web.meetings import declarations  # noqa: F401
