from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConsentConfig(AppConfig):
    name = "folkmoot.web.consent"
    label = "consent"

    def ready(self) -> None:
        from folkmoot.web.consent import declarations  # noqa: F401

        autodiscover_modules("erasing")
