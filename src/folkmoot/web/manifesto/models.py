"""Planks, each with the statements it came from and every version of its words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.web.meetings.models import Statement


class Plank(models.Model):
    """One policy. Its words are those of its newest version."""

    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveIntegerField(default=0)
    section = models.CharField(max_length=120, blank=True)
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

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    words = models.TextField()
    purpose = models.TextField(blank=True, help_text=_("“so that …”"))
    route = models.CharField(max_length=20, choices=Route, default=Route.GOVERNMENT)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    why = models.TextField(blank=True, help_text=_("The decision that made this version."))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

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
