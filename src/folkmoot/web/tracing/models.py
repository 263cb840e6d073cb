"""Links between what a moot said and what the record says. A machine proposes; a person decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.web.manifesto.models import Plank


class Link(models.Model):
    """A plank and a passage of the record, with the words that tie them and who confirmed it.

    `passage` is the record's public id of a contribution (a paragraph may follow after "#");
    never a foreign key, since the record can be read anew without touching the house.
    """

    class Kind(models.TextChoices):
        RAISES = "raises", _("raises it")
        ASKS = "asks", _("asks about it")
        ANSWERS = "answers", _("answers")
        PROMISES = "promises", _("promises")
        SUPPORTS = "supports", _("supports it")
        OPPOSES = "opposes", _("opposes it")
        DECIDES = "decides", _("decides")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed by the program")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    plank = models.ForeignKey(Plank, models.CASCADE, related_name="links")
    passage = models.CharField(max_length=200)
    quote = models.TextField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.RAISES)
    score = models.FloatField(null=True, blank=True)
    words = models.JSONField(default=list, help_text=_("The words that matched."))
    reason = models.TextField(blank=True)
    sitting = models.CharField(
        max_length=200, blank=True, help_text=_("The new sitting that brought it, if one did.")
    )
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["plank", "-score"]
        constraints = [models.UniqueConstraint(fields=["plank", "passage"], name="one_link_a_passage")]

    def __str__(self) -> str:
        return f"plank {self.plank_id} and {self.passage}"


class LookedAt(models.Model):
    """A sitting of the record whose words every plank was compared with, as it stood then."""

    sitting = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.sitting
