"""What the votes of a moot came to, as it was last computed."""

from __future__ import annotations

from django.db import models

from folkmoot.web.meetings.models import Moot


class Result(models.Model):
    """Groups, representative statements, consensus and the map of one moot.

    `value` is what `folkmoot opinion groups --json` prints, without anything that tells
    how one participant voted; `map_svg` is the same map as a picture.
    """

    moot = models.ForeignKey(Moot, models.CASCADE, related_name="results")
    method = models.CharField(max_length=20, default="polis")
    made_at = models.DateTimeField()
    last_vote = models.BigIntegerField(default=0, help_text="Id of the newest vote that was counted.")
    value = models.JSONField()
    map_svg = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["moot", "method"], name="one_result_a_method")]

    def __str__(self) -> str:
        return f"result of {self.moot_id} by {self.method}"
