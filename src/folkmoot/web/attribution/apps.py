from django.apps import AppConfig


class AttributionConfig(AppConfig):
    name = "folkmoot.web.attribution"
    label = "attribution"

    def ready(self) -> None:
        """What people decided about words in the record is laid over its pages."""
        from folkmoot.web.attribution.queries import OverTheRecord, state_of_decisions
        from folkmoot.web.record import beside, laying

        laying.lay(OverTheRecord())
        beside.tells(state_of_decisions)
