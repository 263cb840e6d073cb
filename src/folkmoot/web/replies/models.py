"""What people who are named here ask for: to answer, to have something put right, to see what is kept."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Request(models.Model):
    """One thing that somebody named here asked for, and what a person decided.

    `key` is the secret of its own page. `about_kind` and `about_key` name what it is about, as the
    journal does; both are empty where somebody asks for all that is kept about them. `reach` is read
    by the steward alone, and cleared some time after the decision.
    """

    class Wants(models.TextChoices):
        ANSWER = "answer", _("My answer should stand beside it")
        CORRECTION = "correction", _("It should be put right")
        ALL = "all", _("I want to see all that is kept about me")

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for a decision")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn by whoever asked")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    wants = models.CharField(max_length=12, choices=Wants)
    about_kind = models.CharField(max_length=40, blank=True)
    about_key = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=160, blank=True)
    words = models.TextField(blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    reach = models.CharField(max_length=254, blank=True)
    may_be_named = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    checked = models.CharField(max_length=400, blank=True)
    reasons = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["about_kind", "about_key"], name="replies_about")]

    def __str__(self) -> str:
        return f"request {self.pk}"
