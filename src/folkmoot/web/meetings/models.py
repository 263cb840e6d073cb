"""A moot, its tables, what was written down there, and the votes on it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Moot(models.Model):
    """A meeting. A Polis conversation is a moot without tables."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=120, blank=True)
    held_on = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    source = models.CharField(
        max_length=200, blank=True, help_text=_("Where it was read from, and its licence.")
    )
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="moots", blank=True)

    class Meta:
        ordering = ["held_on", "slug"]

    def __str__(self) -> str:
        return self.title


class Table(models.Model):
    moot = models.ForeignKey(Moot, models.CASCADE, related_name="tables")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["moot", "number"], name="one_table_a_number")]

    def __str__(self) -> str:
        return f"Table {self.number}"


class Note(models.Model):
    """What was written down at a table, verbatim. Not public until a named person released it.

    `key` is made where the note is typed, so that sending it twice keeps it once.
    """

    class Kind(models.TextChoices):
        ISSUE = "issue", _("Issue")
        PROPOSAL = "proposal", _("Proposal")
        DISAGREEMENT = "disagreement", _("Disagreement")
        EXPERIENCE = "experience", _("Experience")
        CLAIM = "claim", _("Claim to be checked")
        COMPLAINT = "complaint", _("Complaint")
        PRACTICE = "practice", _("Good practice")

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="notes")
    table = models.ForeignKey(Table, models.CASCADE, null=True, blank=True, related_name="notes")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ISSUE)
    words = models.TextField()
    so_that = models.TextField(blank=True, help_text=_("A proposal's purpose: “so that …”."))
    other_side = models.TextField(blank=True, help_text=_("The other side of a disagreement."))
    role = models.CharField(
        max_length=120, blank=True, help_text=_("Whose experience: a role, never a name.")
    )
    late = models.BooleanField(default=False, help_text=_("Added after the report-back."))
    second_hand = models.BooleanField(default=False, help_text=_("Heard from somebody who was not there."))
    where_and_when = models.CharField(max_length=200, blank=True, help_text=_("A complaint's place and day."))
    settled_by = models.CharField(
        max_length=400, blank=True, help_text=_("The source that settled a claim to be checked.")
    )
    who_could_act = models.CharField(
        max_length=200, blank=True, help_text=_("Who could decide this, as the table said it.")
    )
    answers = models.ManyToManyField(
        "self", symmetrical=False, related_name="answered_by", blank=True,
        help_text=_("The concerns a proposal answers."),
    )  # fmt: skip
    noted_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["moot", "number"], name="one_note_a_number")]

    def __str__(self) -> str:
        return self.words


class Statement(models.Model):
    """One votable sentence."""

    class Moderation(models.IntegerChoices):
        REJECTED = -1, _("Rejected")
        UNDECIDED = 0, _("Undecided")
        ACCEPTED = 1, _("Accepted")

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    words = models.TextField()
    moderation = models.SmallIntegerField(choices=Moderation, default=Moderation.ACCEPTED)
    is_meta = models.BooleanField(default=False, help_text=_("About people: never drives opinion groups."))
    is_seed = models.BooleanField(default=False, help_text=_("Written by the organisers before the moot."))
    written_at = models.DateTimeField(null=True, blank=True)
    priority = models.FloatField(null=True, blank=True)
    notes = models.ManyToManyField(Note, through="StatementOrigin", related_name="statements")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["moot", "number"], name="one_statement_a_number")]

    def __str__(self) -> str:
        return self.words


class StatementOrigin(models.Model):
    """This statement was made from this note."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="origins")
    note = models.ForeignKey(Note, models.CASCADE, related_name="became")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "note"], name="one_origin_a_note")]

    def __str__(self) -> str:
        return f"statement {self.statement_id} from note {self.note_id}"


class Participant(models.Model):
    """A token at a meeting; no name. `key` names them in the journal and when they are erased.

    token: the digest of the code on their slip, which nothing else here holds; None where they
    were read from files or typed in from paper. sheet: the number of that paper.
    """

    class Way(models.TextChoices):
        FILE = "", _("Read from a file")
        SLIP = "slip", _("By a printed slip")
        OPEN = "open", _("By the open link")
        PAPER = "paper", _("On paper")

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="participants")
    number = models.PositiveIntegerField()
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    way = models.CharField(max_length=8, choices=Way, blank=True, default=Way.FILE)
    token = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    sheet = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["moot", "number"], name="one_participant_a_number"),
            models.UniqueConstraint(fields=["moot", "sheet"], name="one_participant_a_sheet"),
        ]

    def __str__(self) -> str:
        return f"participant {self.number}"


class Vote(models.Model):
    """One vote as it was cast: agree +1, disagree -1, pass 0. Appended; the newest counts.

    `key` is made where the vote is given, so that sending it twice keeps it once; None for one read
    from a file.
    """

    class Value(models.IntegerChoices):
        DISAGREE = -1, _("Disagree")
        PASS = 0, _("Pass")
        AGREE = 1, _("Agree")

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes")
    value = models.SmallIntegerField(choices=Value)
    key = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["statement", "participant", "-id"])]

    def __str__(self) -> str:
        return f"vote {self.pk}"
