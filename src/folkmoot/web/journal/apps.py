from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "folkmoot.web.journal"
    label = "journal"

    def ready(self) -> None:
        from folkmoot.web.journal import listening  # noqa: F401

        post_migrate.connect(_guard_again, sender=self, dispatch_uid="journal_guards")


def _guard_again(using: str, **_kwargs: object) -> None:
    """A migration that rebuilt the table on SQLite took its triggers with it."""
    from django.db import connections

    from folkmoot.web.journal import guards
    from folkmoot.web.journal.models import Content, Line

    connection = connections[using]
    if {Line._meta.db_table, Content._meta.db_table} <= set(connection.introspection.table_names()):
        guards.install(connection)
