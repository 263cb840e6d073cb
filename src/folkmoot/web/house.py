"""Open the house from a command: Django set up, the home made, the tables there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from folkmoot import __version__, environment
from folkmoot.errors import Refused, Unreachable

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader


def open_house() -> None:
    """Make this process ready to use the house; make the home and its tables where they are missing.

    Raises Unreachable where the home cannot be written or the database does not answer,
    Refused for a DATABASE_URL that names no database of ours, and for a house of a newer version.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.web.settings")
    _make_home()
    import django

    django.setup()
    _reach_database()
    migrate()


def _make_home() -> None:
    home = environment.home()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "it is a file" if home.is_file() else error.strerror
        raise Unreachable(f"The home {home} cannot be made: {reason}. {_ELSEWHERE}", home=home) from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise Unreachable(f"The home {home} may not be written. {_ELSEWHERE}", home=home)


_ELSEWHERE = "Name a folder that can be written with --home or FOLKMOOT_HOME."


def _reach_database() -> None:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        if connection.vendor == "sqlite":
            raise Unreachable(
                f"{connection.settings_dict['NAME']} cannot be opened as a house: {reason}. "
                "Move it away and bring back a backup with 'folkmoot restore FILE', or name another home."
            ) from error
        raise Unreachable(
            f"The database that DATABASE_URL names does not answer: {reason}. "
            "Start it, or mend the address; without DATABASE_URL the house is a file in the home."
        ) from error


def migrate() -> None:
    """Bring the tables to where this version needs them; one process at a time, and quick when they are.

    Raises Refused for a house of a newer version.
    """
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
    _refuse_a_newer_house(executor.loader)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _refuse_a_newer_house(loader: MigrationLoader) -> None:
    """An older version would read and write tables whose shape it does not know."""
    from django.apps import apps

    ours = {each.label for each in apps.get_app_configs() if each.name.startswith("folkmoot.")}
    known = set(loader.disk_migrations)
    known.update(old for migration in loader.disk_migrations.values() for old in migration.replaces)
    unknown = sorted(each for each in loader.applied_migrations if each[0] in ours and each not in known)
    if unknown:
        raise Refused(
            f"This house was last used by a newer version of Folkmoot ({' '.join(unknown[0])} is not known "
            f"to {__version__}). Update Folkmoot; to stay, bring a backup made before back into another home."
        )
