"""A backup of an older version, brought up to date in a house of its own.

The tables are made as that version had them, the rows read in, and the migrations since then
run over them, as they would have been had the house stayed. What comes out is a backup of this
version. All of it in a folder that is thrown away, by a process of its own, so that the house
itself meets only backups that fit it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from folkmoot.errors import Unreadable


@contextmanager
def brought_up_to_date(path: Path) -> Iterator[Path]:
    """The address of a backup with the same rows in this version's tables; gone afterwards.

    Raises Unreadable when the migrations could not be run over it.
    """
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=settings.FOLKMOOT_HOME) as folder:
        newer = Path(folder) / "newer.zip"
        command = [sys.executable, "-m", "folkmoot.web.keeping.older", str(path.resolve()), str(newer)]
        elsewhere = {**os.environ, "FOLKMOOT_HOME": folder, "DATABASE_URL": ""}
        done = subprocess.run(command, env=elsewhere, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
            raise Unreadable(f"{path} is of an older version and could not be brought up to date: {reason}")
        yield newer


def _bring_up_to_date(path: Path, newer: Path) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from folkmoot.web.journal import guards
    from folkmoot.web.keeping import loading, tables
    from folkmoot.web.keeping.archive import opened
    from folkmoot.web.keeping.backup import back_up

    with opened(path) as archive:
        executor = MigrationExecutor(connection)
        then = _newest(executor.loader.graph, archive.manifest.migrations)
        executor.migrate(then)
        models = tables.kept_models(executor.loader.project_state(then).apps)
        loading.check_tables(archive, models)
        with transaction.atomic():
            guards.remove(connection)
            loading.empty()
            for model in models:
                loading.load(archive, model)
            loading.finish(models)
    call_command("migrate", interactive=False, verbosity=0)
    back_up(newer)


def _newest(graph: Any, migrations: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Those that none of the others builds on: where to migrate to."""
    had = {(app, name) for app, names in migrations.items() for name in names}
    return sorted(node for node in had if not {child.key for child in graph.node_map[node].children} & had)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.web.settings")
    django.setup()
    _bring_up_to_date(Path(sys.argv[1]), Path(sys.argv[2]))
