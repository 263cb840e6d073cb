from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "folkmoot.web.consent"
    label = "consent"
