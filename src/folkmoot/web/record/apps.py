from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "folkmoot.web.record"
    label = "record"
