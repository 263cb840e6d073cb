"""Which tables of the house are kept, and a row of them as plain JSON and back."""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import uuid
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from folkmoot.errors import Unreadable

LEFT_OUT_APPS = {"sessions", "axes", "django_tasks_database"}
LEFT_OUT_MODELS = {
    "accounts.failedsignin",
    "alerts.notedsitting",
    "alerts.item",
    "alerts.mail",
    "alerts.mail_items",
    "tracing.lookedat",
}
"""What a house can do without: who is signed in, failed sign-ins, work in the queue, mails on their way,
which sittings were looked through.

An older backup must not send again what was sent since: without these, following begins anew."""

MADE_BY_MIGRATIONS = {"contenttypes", "auth"}
"""Rows here do not make a house inhabited: every new one has them."""


def kept_models(known: Apps = apps) -> list[type[models.Model]]:
    """Every model whose table is kept, many-to-many tables included, by table name.

    known: today's models, or those of an older version as its migrations tell them.
    """
    every = known.get_models(include_auto_created=True)
    kept = [
        model for model in every if model._meta.managed and not model._meta.proxy and not _left_out(model)
    ]
    return sorted(kept, key=lambda model: model._meta.db_table)


def _left_out(model: type[models.Model]) -> bool:
    return model._meta.app_label in LEFT_OUT_APPS or model._meta.label_lower in LEFT_OUT_MODELS


def inhabited() -> bool:
    """Whether anybody's rows are in the house."""
    return any(
        model._base_manager.exists()
        for model in kept_models()
        if model._meta.app_label not in MADE_BY_MIGRATIONS
    )


def migrations() -> dict[str, list[str]]:
    """Names of the migrations this house has had, by app, for the apps whose tables are kept."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if app not in LEFT_OUT_APPS:
            found.setdefault(app, []).append(name)
    return found


def columns(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """The fields of a table by column."""
    return {field.column: field for field in model._meta.local_concrete_fields}


def to_plain(value: Any) -> Any:
    """A value of a column as JSON can hold it; times in UTC to the microsecond."""
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case uuid.UUID() | decimal.Decimal():
            return str(value)
        case dt.timedelta():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            return value


def from_plain(field: models.Field[Any, Any], value: Any) -> Any:
    """The value a database takes for this column. Raises Unreadable for one the column cannot hold."""
    try:
        if isinstance(field, models.BinaryField) and value is not None:
            value = base64.b64decode(value, validate=True)
        return field.get_db_prep_save(field.to_python(value), connection)
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        table = field.model._meta.db_table
        raise Unreadable(
            f"{table}.{field.column} cannot hold {str(value)[:60]!r}; this is not a backup as it was made.",
            table=table,
            column=field.column,
        ) from error
