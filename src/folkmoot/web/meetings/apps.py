from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "folkmoot.web.meetings"
    label = "meetings"
