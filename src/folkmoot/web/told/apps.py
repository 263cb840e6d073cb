from django.apps import AppConfig


class ToldConfig(AppConfig):
    name = "folkmoot.web.told"
    label = "told"
