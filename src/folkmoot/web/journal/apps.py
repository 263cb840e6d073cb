from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "folkmoot.web.journal"
    label = "journal"
