"""What was erased, so that a restored backup is erased again."""

from __future__ import annotations

from django.db import models


class Erasure(models.Model):
    """One lawful erasure: which object, when, why; never what it held."""

    object_kind = models.CharField(max_length=40)
    object_key = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_kind", "object_key"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_key} erased"


class Suppressed(models.Model):
    """An address that gets no mail from here, whoever asks for one: a keyed hash, never the address.

    `key_name` tells which key it was hashed with: under another key nothing could be compared.
    """

    digest = models.CharField(max_length=64, unique=True)
    key_name = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        db_table = "consent_suppressed"

    def __str__(self) -> str:
        return "an address that gets no mail"
