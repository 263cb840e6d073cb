from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "folkmoot.web.alerts"
    label = "alerts"
