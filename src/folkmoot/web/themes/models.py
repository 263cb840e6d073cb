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
    before somebody's move never writes over it. last_key: the highest number a theme of it was given.
    none_because: why a run found no themes, as the library says it ("few", "script", "chance").
    """

    scope = models.CharField(max_length=80, unique=True, help_text="The short name of its moot; * for all.")
    moot = models.OneToOneField(Moot, models.CASCADE, null=True, blank=True, related_name="theme_board")
    revision = models.PositiveIntegerField(default=0)
    last_key = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    none_because = models.CharField(max_length=12, blank=True)
    bits = models.FloatField(default=0.0)
    bits_by_chance = models.FloatField(default=0.0)

    def __str__(self) -> str:
        return f"themes of {self.key}"

    @property
    def key(self) -> str:
        """The short name of its moot; "all" for all moots."""
        return self.moot.slug if self.moot else "all"


class Theme(models.Model):
    """Sayings that belong together. `key` is a number that stays the same from run to run.

    The key stands in addresses, so no word of anybody's is in it, and it is never given again.
    words: those that mark it, as people said them; part_words: the same of each of its parts.
    name: what somebody called it; empty: its first words.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="themes")
    key = models.CharField(max_length=160)
    name = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.JSONField(default=list)
    part_words = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["board", "key"], name="one_theme_a_key")]

    def __str__(self) -> str:
        return self.name or ", ".join(self.words[:3]) or self.key


class Placement(models.Model):
    """Where one note or statement stands. `placed_by`: the person who put it there; then it stays there.

    theme: None for what belongs nowhere. part: the id of the part of the theme, "" for none.
    rank: 0 for the most telling.
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


class Gone(models.Model):
    """A theme that was merged or given up: its address leads to the theme most of it went to.

    key: the number it had; of a key of words, as themes first had them, its digest.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="gone")
    key = models.CharField(max_length=160)
    into = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "key"], name="one_way_on_a_key")]

    def __str__(self) -> str:
        return f"{self.key} went to {self.into}"


class RecurringName(models.Model):
    """A name that stands at several tables: a company's, a council's, a place's; never a person's."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["board", "name"], name="one_row_a_name")]

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """One note or statement that a name stands in."""

    name = models.ForeignKey(RecurringName, models.CASCADE, related_name="mentions")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="+")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(note__isnull=True) ^ Q(statement__isnull=True), name="mentioned_in_one_of_them"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.note or self.statement}"


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
