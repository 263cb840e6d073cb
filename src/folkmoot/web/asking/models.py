"""Who was asked for what, and what they promised. The words of others always stand with their source."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.web.manifesto.models import Plank


class Responsibility(models.Model):
    """What somebody decided about a department that may answer for a plank's matter."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Not theirs")

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="responsibilities")
    department = models.SlugField(max_length=120)
    name = models.CharField(max_length=160)
    state = models.CharField(max_length=12, choices=State)
    because = models.CharField(max_length=400, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["plank", "department"], name="one_view_a_department")]

    def __str__(self) -> str:
        return f"{self.department} for plank {self.plank_id}"


class Ask(models.Model):
    """A question or a letter, from draft to answer. Its life is in its steps; the newest one is its state.

    `person` and `through_person` are ids of the record, never foreign keys. `sources` are the quotations it
    draws on: words, source, of (a note's key, moot:statement, a contribution), side, address.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Drafted")
        AGREED = "agreed", _("Agreed")
        SENT = "sent", _("Sent")
        PUT = "put", _("Put")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="asks")
    form = models.CharField(max_length=20, help_text=_("As the rules of the place call it."))
    office = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=160, blank=True)
    person = models.CharField(max_length=120, blank=True)
    department = models.CharField(max_length=120, blank=True)
    through = models.CharField(max_length=160, blank=True)
    through_person = models.CharField(max_length=120, blank=True)
    through_seat = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    beside = models.TextField(blank=True)
    sources = models.JSONField(default=list, blank=True)
    signed_by = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFTED)
    agreed_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    put_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text=_("A day of our own; else the rule's."))
    put_as = models.CharField(max_length=200, blank=True, help_text=_("Where the record holds it."))
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"ask {self.pk}"


class AskStep(models.Model):
    """One step in the life of an ask: what happened on which day, by whom, and who wrote it down."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Ask.State)
    on = models.DateField()
    by = models.CharField(max_length=160, blank=True, help_text=_("Who agreed, sent or put it."))
    note = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.state} {self.on}"


class Answer(models.Model):
    """What was answered to an ask: words of the record by their id, or words entered with their source.

    `holding`: it says only that an answer will follow, and so the ask stays open.
    """

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="answers")
    words = models.TextField()
    by = models.CharField(max_length=200)
    on = models.DateField()
    passage = models.CharField(max_length=200, blank=True)
    source_title = models.CharField(max_length=200, blank=True)
    source_address = models.CharField(max_length=500, blank=True)
    holding = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.words


class Promise(models.Model):
    """What somebody in a public role, a body, or our own side undertook: verbatim, dated, with evidence."""

    class Side(models.TextChoices):
        MINISTER = "minister", _("A Minister or a Member")
        COUNCIL = "council", _("A council")
        COMPANY = "company", _("A company")
        OURS = "ours", _("Our own side")

    class Evidence(models.TextChoices):
        RECORD = "record", _("A passage of the record")
        DOCUMENT = "document", _("A document")
        RECORDING = "recording", _("A recording")
        CONFIRMED = "confirmed", _("Wording confirmed by whoever promised")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        KEPT = "kept", _("Kept")
        PARTLY = "partly", _("Partly kept")
        BROKEN = "broken", _("Broken")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="promises")
    ask = models.ForeignKey(Ask, models.SET_NULL, null=True, blank=True, related_name="promises")
    side = models.CharField(max_length=12, choices=Side)
    by = models.CharField(max_length=200)
    person = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    made_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    condition = models.CharField(max_length=400, blank=True)
    evidence = models.CharField(max_length=12, choices=Evidence)
    passage = models.CharField(max_length=200, blank=True)
    source_title = models.CharField(max_length=200)
    source_address = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    reply = models.TextField(blank=True)
    reply_by = models.CharField(max_length=160, blank=True)
    reply_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class Judgement(models.Model):
    """What somebody held a promise to have come to, and why. Appended; the newest counts."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="judgements")
    state = models.CharField(max_length=12, choices=Promise.State)
    because = models.TextField()
    source_address = models.CharField(max_length=500, blank=True)
    judged_by = models.CharField(max_length=160)
    judged_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.state} {self.judged_on}"
