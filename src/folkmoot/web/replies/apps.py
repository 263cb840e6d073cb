from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RepliesConfig(AppConfig):
    name = "folkmoot.web.replies"
    label = "replies"

    def ready(self) -> None:
        from folkmoot.web.replies import forms  # noqa: F401

        autodiscover_modules("named")
