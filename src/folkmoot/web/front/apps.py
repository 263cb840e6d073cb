from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "folkmoot.web.front"
    label = "front"
