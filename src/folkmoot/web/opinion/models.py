"""What the votes of a moot came to, as it was last computed, and how the organiser wants it shown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.web.meetings.models import Moot, Statement


class Method(models.TextChoices):
    FOLKMOOT = "folkmoot", _("Our own method")
    POLIS = "polis", _("The published method of Polis")


class Result(models.Model):
    """Groups, representative statements, consensus and the map of one moot, by one method.

    `value` is what `folkmoot opinion groups --json` prints, without anything that tells
    how one participant voted; `map_svg` is the same map as a picture. `state` is what the next
    count by the published method begins from: directions and middles of clusters, nobody's place.
    """

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="results")
    method = models.CharField(max_length=20, default=Method.POLIS)
    made_at = models.DateTimeField()
    last_vote = models.BigIntegerField(default=0, help_text="Id of the newest vote that was counted.")
    value = models.JSONField()
    map_svg = models.TextField(blank=True)
    state = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["moot", "method"], name="one_result_a_method")]

    def __str__(self) -> str:
        return f"result of {self.moot_id} by {self.method}"


class Shown(models.Model):
    """Which method a moot's results are shown by, where its organiser has chosen."""

    moot = models.OneToOneField(Moot, models.CASCADE, related_name="shown_by")
    method = models.CharField(max_length=20, choices=Method, default=Method.FOLKMOOT)

    def __str__(self) -> str:
        return f"{self.moot_id} by {self.method}"


class Room(models.Model):
    """Who was in the room beside who lives in the place: tallies an organiser typed, and no person."""

    moot = models.OneToOneField(Moot, models.CASCADE, related_name="room")
    text = models.TextField(help_text=_("question,answer,room,census"))
    source = models.CharField(max_length=300, help_text=_("Where the census figures are from."))

    def __str__(self) -> str:
        return f"the room of {self.moot_id}"


class AskedTwice(models.Model):
    """One sentence voted on twice: before the talk and after it. Counts are compared, nobody's two votes."""

    before = models.OneToOneField(Statement, models.CASCADE, related_name="asked_again")
    after = models.OneToOneField(Statement, models.CASCADE, related_name="asked_before")

    def __str__(self) -> str:
        return f"{self.before_id} and again {self.after_id}"
