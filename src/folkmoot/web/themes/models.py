"""The themes of a moot, or of all of them, as they were last gathered and as people arranged them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from folkmoot.web.meetings.models import Moot, Note, Statement

EVERYWHERE = "*"


class Board(models.Model):
    """The themes of one moot; without a moot, those of all moots together.

    `revision` grows with every change, by people or by a run, so that a run that began
    before somebody's move never writes over it.
    """

    scope = models.CharField(max_length=80, unique=True, help_text="The short name of its moot; * for all.")
    moot = models.OneToOneField(Moot, models.CASCADE, null=True, blank=True, related_name="theme_board")
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    bits = models.FloatField(default=0.0)
    bits_by_chance = models.FloatField(default=0.0)

    def __str__(self) -> str:
        return f"themes of {self.key}"

    @property
    def key(self) -> str:
        """The short name of its moot; "all" for all moots."""
        return self.moot.slug if self.moot else "all"


class Theme(models.Model):
    """Sayings that belong together. `key` stays the same from run to run.

    words: those that mark it, as people said them. name: what somebody called it; empty: its first words.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="themes")
    key = models.CharField(max_length=160)
    name = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.JSONField(default=list)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["board", "key"], name="one_theme_a_key")]

    def __str__(self) -> str:
        return self.name or ", ".join(self.words[:3]) or self.key


class Placement(models.Model):
    """Where one note or statement stands. `placed_by`: the person who put it there; then it stays there.

    theme: None for what belongs nowhere. part: the id of the part of the theme, "" for none;
    part_words: what marks that part. rank: 0 for the most telling.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="placements")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="placements")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="+")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, blank=True, related_name="+")
    part = models.CharField(max_length=240, blank=True)
    rank = models.PositiveIntegerField(default=0)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["board", "note"], name="one_placement_a_note"),
            models.UniqueConstraint(fields=["board", "statement"], name="one_placement_a_statement"),
            models.CheckConstraint(
                condition=Q(note__isnull=True) ^ Q(statement__isnull=True), name="note_or_statement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note or self.statement} in {self.theme or 'no theme'}"


class Move(models.Model):
    """What one act of a person changed, so that it can be undone: keys and ids only, no words said.

    before: {"placements": {id: [theme key or "", part, id of who placed it or null]},
    "themes": {key: null where there was none, or {"name", "made_by"} as it was}}.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="moves")
    at = models.DateTimeField(auto_now_add=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    before = models.JSONField()
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} by {self.who}"
