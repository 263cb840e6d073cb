from django.apps import AppConfig


class TracingConfig(AppConfig):
    name = "folkmoot.web.tracing"
    label = "tracing"

    def ready(self) -> None:
        from folkmoot.web.record import beside
        from folkmoot.web.tracing.queries import state_of_links

        beside.tells(state_of_links)
