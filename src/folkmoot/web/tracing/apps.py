from django.apps import AppConfig


class TracingConfig(AppConfig):
    name = "folkmoot.web.tracing"
    label = "tracing"
