"""`folkmoot restore`: a backup back into SQLite or PostgreSQL, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction

from folkmoot.errors import Refused, Unreadable
from folkmoot.web.consent.actions import erase_again
from folkmoot.web.consent.outside import remembered
from folkmoot.web.consent.queries import erasures
from folkmoot.web.journal import guards
from folkmoot.web.journal.actions import write_line
from folkmoot.web.journal.queries import verify
from folkmoot.web.keeping import loading, tables
from folkmoot.web.keeping.archive import Archive, Manifest, opened
from folkmoot.web.keeping.older import brought_up_to_date
from folkmoot.web.locks import only_one


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and how many things erased since the backup were erased again."""

    manifest: Manifest
    erased_again: int


def restore(path: Path, *, replace: bool = False) -> Restored:
    """Put a backup back, in one transaction: until it ends the house is as it was, whatever happens.

    Everything is checked first. What was erased since the backup was made is erased again, and
    the journal says so. Raises Unreadable for a file that is damaged, Refused for a house that
    has somebody's rows in it (unless `replace`) or a backup of another version.
    """
    with only_one(settings.FOLKMOOT_HOME / "restore.lock", "restore"), opened(path) as archive:
        if not replace and tables.inhabited():
            raise Refused(
                "This house is not empty, and a restore would replace everything in it. "
                "Name an empty one with --home, or give --replace."
            )
        with _of_this_version(archive) as fitting:
            loading.check_tables(fitting, tables.kept_models())
            return _put_back(fitting)


@contextmanager
def _of_this_version(archive: Archive) -> Iterator[Archive]:
    """The backup itself, or what this version's migrations make of an older one."""
    ours, theirs = tables.migrations(), archive.manifest.migrations
    if ours == theirs:
        yield archive
        return
    unknown = [f"{app} {name}" for app in theirs for name in theirs[app] if name not in ours.get(app, [])]
    if unknown:
        raise Refused(
            f"{archive.path} was made by a newer version of Folkmoot, {archive.manifest.version} "
            f"({unknown[0]} is not known here). Update Folkmoot, then restore it."
        )
    with brought_up_to_date(archive.path) as path, opened(path) as newer:
        yield newer


def _put_back(archive: Archive) -> Restored:
    owed = [*remembered(), *erasures()]
    try:
        with transaction.atomic():
            guards.remove(connection)
            loading.empty()
            for model in tables.kept_models():
                loading.load(archive, model)
            loading.finish(tables.kept_models())
            verify()
            guards.install(connection)
            ContentType.objects.clear_cache()
            manifest = archive.manifest
            write_line(
                who=None,
                verb="restored",
                kind="house",
                key=manifest.sha256[:16],
                content={"made_at": manifest.made_at, "rows": manifest.rows, "sha256": manifest.sha256},
            )
            again = erase_again([*owed, *erasures()])
    except IntegrityError as error:
        raise Unreadable(
            f"{archive.path} does not fit together: {error}. Use another copy; nothing has been changed."
        ) from error
    return Restored(manifest, again)
