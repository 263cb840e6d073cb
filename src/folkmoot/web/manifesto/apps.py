from django.apps import AppConfig


class ManifestoConfig(AppConfig):
    name = "folkmoot.web.manifesto"
    label = "manifesto"

    def ready(self) -> None:
        from folkmoot.web.manifesto.queries.planks import brought
        from folkmoot.web.meetings import queries as meetings

        meetings.told_elsewhere.append(brought)
