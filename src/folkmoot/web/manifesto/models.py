"""Planks, each with the statements it came from and every version of its words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.web.meetings.models import Note, Statement


class Plank(models.Model):
    """One policy. Its words are those of its newest version."""

    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveIntegerField(default=0)
    section = models.CharField(max_length=120, blank=True)
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    statements = models.ManyToManyField(Statement, through="PlankOrigin", related_name="planks")

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug


class PlankVersion(models.Model):
    """The words of a plank as they stood from one decision to the next."""

    class Route(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        COUNCIL = "council", _("Council")
        COMPANY = "company", _("Company")
        OURSELVES = "ourselves", _("Ourselves")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        ADOPTED = "adopted", _("Adopted")
        DROPPED = "dropped", _("Dropped")

    class Horizon(models.TextChoices):
        UNSORTED = "", _("Not sorted yet")
        AT_ONCE = "at once", _("At once")
        YEAR = "within a year", _("Within a year")
        LONG = "long", _("Long")

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    words = models.TextField()
    purpose = models.TextField(blank=True, help_text=_("“so that …”"))
    route = models.CharField(max_length=20, choices=Route, default=Route.GOVERNMENT)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    why = models.TextField(blank=True, help_text=_("The decision that made this version."))
    parameters = models.JSONField(default=list, blank=True, help_text=_("Pairs of a name and a value."))
    variants = models.JSONField(default=list, blank=True, help_text=_("Pairs of a place and its words."))
    place = models.CharField(max_length=120, blank=True)
    horizon = models.CharField(max_length=20, choices=Horizon, blank=True, default=Horizon.UNSORTED)
    lead = models.CharField(max_length=160, blank=True)
    supporters = models.TextField(blank=True)
    dispute = models.TextField(blank=True, help_text=_("Who else says that they, or others, should lead."))
    decided_by = models.CharField(max_length=160, blank=True)
    decided_where = models.CharField(max_length=160, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    withdraws = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=160, blank=True, help_text=_("As an edition brought it."))

    class Meta:
        ordering = ["plank", "number"]
        constraints = [models.UniqueConstraint(fields=["plank", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return self.title


class PlankOrigin(models.Model):
    """This plank came from this statement."""

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="origins")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="taken_up")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plank", "statement"], name="one_origin_a_statement")]

    def __str__(self) -> str:
        return f"plank {self.plank_id} from statement {self.statement_id}"


class Citation(models.Model):
    """A policy paper, article or other source a plank cites, with any reply beside it."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("Policy paper")
        PRESS = "press", _("Press")
        LAW = "law", _("Law or regulation")
        RESEARCH = "research", _("Research")
        OTHER = "other", _("Other")

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="citations")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PAPER)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=160, blank=True)
    address = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    quote = models.TextField(blank=True)
    reply = models.TextField(blank=True)
    reply_by = models.CharField(max_length=160, blank=True)
    reply_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Amendment(models.Model):
    """Other words proposed for a plank, discussed, and decided."""

    class State(models.TextChoices):
        OPEN = "open", _("Under discussion")
        CARRIED = "carried", _("Carried")
        LOST = "lost", _("Lost")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="amendments")
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField()
    words = models.TextField()
    purpose = models.TextField(blank=True)
    why = models.TextField()
    proposed_by = models.CharField(max_length=160)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    decision = models.TextField(blank=True)
    decided_by = models.CharField(max_length=160, blank=True)
    decided_where = models.CharField(max_length=160, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    became = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["plank", "number"]
        constraints = [models.UniqueConstraint(fields=["plank", "number"], name="one_amendment_a_number")]

    def __str__(self) -> str:
        return f"amendment {self.number} of {self.plank_id}"


class Remark(models.Model):
    """What was said of an amendment, and by which body or role."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="remarks")
    words = models.TextField()
    said_by = models.CharField(max_length=160)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class NoteAnswer(models.Model):
    """Why a note was not taken up. Appended; the newest counts."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="fates")
    because = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.because


class Edition(models.Model):
    """The manifesto as it was published one day: numbered, hashed, never changed.

    `document` is the sealed part, in canonical JSON, of which `digest` is the hash. Words of notes stand
    in EditionNote, so that one can be erased lawfully and the hash still holds.
    """

    number = models.PositiveIntegerField(unique=True)
    digest = models.CharField(max_length=64, unique=True)
    document = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"edition {self.number}"


class EditionNote(models.Model):
    """The words of a released note in an edition, with the key of its seal. Erasing a note erases this."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="notes")
    note = models.ForeignKey(Note, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    opened = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class BroughtTally(models.Model):
    """What an edition told of a statement that it brought: its votes as counts, and notes not released."""

    statement = models.OneToOneField(Statement, models.CASCADE, related_name="brought_tally")
    agree = models.PositiveIntegerField()
    disagree = models.PositiveIntegerField()
    passes = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"votes on statement {self.statement_id}"
