"""An evening in a hall: what was decided for it, who may do what that night, slips, report-backs."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.web.meetings.models import Moot, Note, Statement, Table


class Evening(models.Model):
    """What the organisers decided for a moot that is held live; one a moot.

    `asked_by`, `why` and `published` make the two sentences of the first screen; when they change,
    `purpose` is counted up and everybody is asked again.
    """

    class Joining(models.TextChoices):
        SLIPS = "slips", _("Printed slips, one a person")
        OPEN = "open", _("An open link: anybody who has it, as often as they like")

    moot = models.OneToOneField(Moot, models.CASCADE, related_name="evening")
    asked_by = models.CharField(max_length=120)
    why = models.CharField(max_length=200)
    published = models.CharField(max_length=200)
    purpose = models.PositiveIntegerField(default=1)
    joining = models.CharField(max_length=8, choices=Joining, default=Joining.SLIPS)
    answers_at = models.CharField(max_length=200, blank=True)
    safeguarding_name = models.CharField(max_length=120, blank=True)
    safeguarding_phone = models.CharField(max_length=40, blank=True)
    arrived = models.PositiveIntegerField(null=True, blank=True)
    voting_opened_at = models.DateTimeField(null=True, blank=True)
    voting_closed_at = models.DateTimeField(null=True, blank=True)
    on_the_wall = models.CharField(max_length=20, default="arrivals")
    speaking = models.ForeignKey(Table, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"evening of {self.moot_id}"

    @property
    def is_open(self) -> bool:
        """Whether votes are taken."""
        return self.voting_opened_at is not None and self.voting_closed_at is None


class Slip(models.Model):
    """A printed slip. Its code is on the paper and nowhere else; whose it is, nobody knows."""

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="slips")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    batch = models.PositiveIntegerField()
    used = models.BooleanField(default=False)
    cancelled = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"slip of batch {self.batch}"


class HandCount(models.Model):
    """A show of hands: counts, kept apart from votes."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="hand_counts")
    agree = models.PositiveIntegerField()
    disagree = models.PositiveIntegerField()
    passes = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return f"hands on {self.statement_id}"


class Badge(models.Model):
    """What somebody without an account may do on the night: a link with a time on it, revocable.

    `name` says who was given it, such as "Table 3" or "Priya, typing paper votes". The link's code is
    kept as a digest: it is shown once.
    """

    class Role(models.TextChoices):
        TABLE = "table", _("Facilitator or note-taker of a table")
        THEMES = "themes", _("Theme team: makes statements from notes")
        PAPER = "paper", _("Types paper votes and shows of hands")
        WALL = "wall", _("Turns the pages of the wall")
        MODERATOR = "moderator", _("Moderator: hides what should not be seen, and releases nothing")
        STEWARD = "steward", _("Steward of the night: reads the notes that somebody is in danger")

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="badges")
    role = models.CharField(max_length=10, choices=Role)
    table = models.ForeignKey(Table, models.CASCADE, null=True, blank=True, related_name="badges")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["role", "table__number", "id"]

    def __str__(self) -> str:
        return self.name


class AtRisk(models.Model):
    """A note that says somebody is in danger. It is no note: nothing public and no list ever holds it."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    moot = models.ForeignKey(Moot, models.CASCADE, related_name="at_risk")
    table = models.ForeignKey(Table, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField()
    noted_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    told = models.CharField(max_length=200, blank=True, help_text=_("Who was told, and by which way."))
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_as = models.CharField(max_length=120, blank=True, help_text=_("Who saw it by a link for the night."))

    class Meta:
        ordering = ["received_at"]

    def __str__(self) -> str:
        return f"at risk {self.key}"


class Withdrawn(models.Model):
    """The key of a note that its table took back, so that a late second sending does not bring it back."""

    key = models.UUIDField(unique=True)
    moot = models.ForeignKey(Moot, models.CASCADE, related_name="withdrawn")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"withdrawn {self.key}"


class ReportLine(models.Model):
    """One line of what a table told the room: a concern, a proposal or a disagreement."""

    class Kind(models.TextChoices):
        CONCERN = "concern", _("Concern")
        PROPOSAL = "proposal", _("Proposal")
        DISAGREEMENT = "disagreement", _("Disagreement")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(Table, models.CASCADE, related_name="report")
    kind = models.CharField(max_length=20, choices=Kind)
    place = models.PositiveSmallIntegerField()
    words = models.TextField()
    other_side = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["table__number", "kind", "place"]
        constraints = [models.UniqueConstraint(fields=["table", "kind", "place"], name="one_line_a_place")]

    def __str__(self) -> str:
        return self.words


class Part(models.Model):
    """A part of the evening: how long it was meant to take, and how long it took."""

    class Kind(models.TextChoices):
        TABLES = "tables", _("At the tables")
        STAGE = "stage", _("From the stage")
        GUESTS = "guests", _("Guests listening at tables")
        OTHER = "other", _("Arriving, eating, clearing up")

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["moot", "place"], name="one_part_a_place")]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What a moderator or the theme team did with a statement, and why; the trail of each."""

    class Verb(models.TextChoices):
        MADE = "made", _("made from notes")
        REJECTED = "rejected", _("taken off")
        RESTORED = "restored", _("put back")
        MERGED = "merged", _("merged into another")
        SPLIT = "split", _("split from another")
        AGAIN = "again", _("asked again")

    class Rule(models.TextChoices):
        DUPLICATE = "duplicate", _("Says what another statement says")
        INSULT = "insult", _("House rule: no insults")
        VOICE = "voice", _("House rule: every voice, so no shouting down")
        OPEN = "open", _("House rule: open to anyone, so nobody is shut out")
        NAMES = "names", _("Names somebody who is not on the record")
        UNCLEAR = "unclear", _("Cannot be voted on as one sentence")
        AT_ONCE = "at once", _("Taken off at once; the reason follows")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="decisions")
    verb = models.CharField(max_length=10, choices=Verb)
    other = models.ForeignKey(Statement, models.CASCADE, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=12, choices=Rule, blank=True)
    at = models.DateTimeField()
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    badge = models.ForeignKey(Badge, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.statement_id}"


class Hidden(models.Model):
    """Something hidden from the room with one press, and why, once somebody has said it.

    One of `note`, `line` and `statement`; their words stay where they are kept. `rule` is empty while the
    reason is owed. Something that is to be seen again owes none.
    """

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="hidden")
    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="hidden")
    line = models.ForeignKey(ReportLine, models.CASCADE, null=True, related_name="hidden")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, related_name="hidden")
    at = models.DateTimeField()
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    badge = models.ForeignKey(Badge, models.SET_NULL, null=True, related_name="+")
    rule = models.CharField(max_length=12, choices=Decision.Rule, blank=True)
    reasoned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"hidden {self.pk}"

    @property
    def thing(self) -> Note | ReportLine | Statement:
        """What was hidden."""
        found = self.note or self.line or self.statement
        assert found is not None
        return found
