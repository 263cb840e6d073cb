"""Open the house from a command: Django set up, the home made, the tables there."""

from __future__ import annotations

import os


def open_house() -> None:
    """Make this process ready to use the house; make the home and its tables where they are missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.web.settings")
    import django
    from django.conf import settings

    settings.FOLKMOOT_HOME.mkdir(parents=True, exist_ok=True)
    django.setup()
    migrate()


def migrate() -> None:
    """Bring the tables to where this version needs them; one process at a time, and quick when they are."""
    from django.conf import settings
    from django.core.management import call_command

    from folkmoot.web.locks import waiting

    if not _migrations_to_run():
        return
    with waiting(settings.FOLKMOOT_HOME / "migrating.lock"):
        if _migrations_to_run():
            call_command("migrate", interactive=False, verbosity=0)


def _migrations_to_run() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
