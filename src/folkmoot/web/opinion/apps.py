from django.apps import AppConfig


class OpinionConfig(AppConfig):
    name = "folkmoot.web.opinion"
    label = "opinion"
