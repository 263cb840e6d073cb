"""The append-only account of who did what."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models


class Line(models.Model):
    """One staff action. Never changed, never deleted; each line's hash holds the one before.

    `content_mac` is an HMAC of the content under a key kept in `Content`, so that erasing
    the content and its key leaves the chain whole. The database itself refuses to change
    or delete a line: see `guards`.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_key = models.CharField(max_length=200)
    content_mac = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "journal_line"
        ordering = ["number"]
        indexes = [models.Index(fields=["object_kind", "object_key"])]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.object_kind} {self.object_key}"


class Content(models.Model):
    """What a line was about, and the key of its HMAC. Erasable; the line is not.

    Kept as the very text that was signed: a database's own JSON type may spell a number
    another way and break the HMAC on the road from SQLite to PostgreSQL.
    """

    line = models.OneToOneField(Line, models.PROTECT, primary_key=True, related_name="content")
    key = models.CharField(max_length=64)
    spelled = models.TextField()

    class Meta:
        db_table = "journal_content"

    def __str__(self) -> str:
        return f"content of line {self.line_id}"

    @property
    def content(self) -> dict[str, Any]:
        """What the line held, as it was given to `write_line`."""
        held: dict[str, Any] = json.loads(self.spelled)
        return held
