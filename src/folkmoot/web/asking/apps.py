from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "folkmoot.web.asking"
    label = "asking"
