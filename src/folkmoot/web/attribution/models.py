"""Copied pages that lost their speakers' names, and what people decided about whom words mean.

The record holds what a machine found, and can be made again; what people confirmed and corrected is
ours. It points at the record by public ids and the words themselves, never by a foreign key.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

HOUSES = {"commons": _("House of Commons"), "lords": _("House of Lords")}

LINE_KINDS = {
    "speech": _("speech"),
    "intervention": _("intervention"),
    "reply": _("reply"),
    "header": _("not speech"),
}


class Verdict(models.TextChoices):
    """What somebody decided about a guess."""

    CONFIRMED = "confirmed", _("Confirmed")
    CORRECTED = "corrected", _("Corrected")
    OPEN = "open", _("Left open")


class CopiedPage(models.Model):
    """A page of a debate as somebody copied it. Nobody but them sees it until it is saved."""

    class Stage(models.TextChoices):
        NONE = "none", _("Not about a Bill")
        FIRST = "first", _("First reading")
        SECOND = "second", _("Second reading")
        COMMITTEE = "committee", _("Committee")
        REPORT = "report", _("Report")
        THIRD = "third", _("Third reading")
        OTHER_HOUSE = "other", _("Amendments of the other House")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    text = models.TextField()
    house = models.CharField(max_length=20, choices=HOUSES, default="commons")
    day = models.DateField(null=True, blank=True)
    matter = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=20, choices=Stage, blank=True)
    lines = models.JSONField(default=list, help_text=_("Each line as the program read it."))
    dates = models.JSONField(default=list, help_text=_("The days that were proposed, with reasons."))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.title


class Decided(models.Model):
    """One decision. The newest that was not undone counts; none is ever changed or lost."""

    verdict = models.CharField(max_length=10, choices=Verdict)
    persons = models.JSONField(default=list, help_text=_("Ids of people on the record."))
    why = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["pk"]


class LineDecision(Decided):
    """Who speaks a line of a copied page, or, with `start` and `end`, whom words in it mean."""

    page = models.ForeignKey(CopiedPage, models.CASCADE, related_name="decisions")
    line = models.PositiveIntegerField()
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    label = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"line {self.line} of page {self.page_id}: {self.verdict}"


class WordsDecision(Decided):
    """Whom words in the record mean. `sitting` is its id without the letter of a revision."""

    sitting = models.CharField(max_length=200, db_index=True)
    contribution = models.CharField(max_length=200)
    paragraph = models.PositiveIntegerField()
    pid = models.CharField(max_length=200, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.CharField(max_length=500)

    class Meta(Decided.Meta):
        # Every page of the record asks whether anything was decided or undone since it was last shown.
        indexes = [models.Index(fields=["undone_at"], name="words_undone")]

    def __str__(self) -> str:
        return f"{self.words!r} in {self.contribution}: {self.verdict}"
