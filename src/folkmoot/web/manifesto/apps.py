from django.apps import AppConfig


class ManifestoConfig(AppConfig):
    name = "folkmoot.web.manifesto"
    label = "manifesto"
