"""Who follows what in the record, what was found for them, and the mails made of it.

Nothing of the record is kept here but ids: words are looked up when a mail is written. What somebody
follows is seen by nobody but whoever holds the secret address of their page.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.record.following import Followed


class Often(models.TextChoices):
    """How often somebody wants to hear."""

    INSTANT = "instant", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class Question(models.Model):
    """One distinct thing to follow. It is asked once, however many follow it."""

    kind = models.CharField(max_length=12)
    asks = models.CharField(max_length=600)
    title = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "asks"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.asks}"

    @property
    def followed(self) -> Followed:
        return Followed(self.kind, self.asks, self.title)  # type: ignore[arg-type]


class Subscriber(models.Model):
    """An e-mail address that asked for mail. `key` opens the page of what it follows."""

    address = models.CharField(max_length=254, unique=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Following(models.Model):
    """One address following one question, from the moment it said yes. `key` is in the mail that asks."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="followings")
    question = models.ForeignKey(Question, models.CASCADE, related_name="followings")
    often = models.CharField(max_length=8, choices=Often.choices, default=Often.DAILY)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    upto = models.BigIntegerField(default=0, help_text="Id of the newest item that was put in a mail.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "question"], name="followed_once")]

    def __str__(self) -> str:
        return f"following {self.pk}"


class Item(models.Model):
    """One contribution that a question found, once for all who follow it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="items")
    passage = models.CharField(max_length=200, help_text="Id of the contribution when it was found.")
    debate = models.CharField(max_length=200, help_text="Id of the heading it stands under.")
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "passage"], name="found_once")]

    def __str__(self) -> str:
        return f"{self.passage} for question {self.question_id}"


class NotedSitting(models.Model):
    """A sitting whose words have been looked through, as it stood then.

    `known` holds the ids of its contributions, packed, for as long as a correction is likely; empty
    later: then a corrected revision of it brings nothing new.
    """

    sitting = models.CharField(max_length=200, unique=True)
    day = models.DateField()
    digest = models.CharField(max_length=64)
    known = models.BinaryField(blank=True)

    def __str__(self) -> str:
        return self.sitting


class Mail(models.Model):
    """One mail: made, claimed by whoever sends it, sent. `key` is its Message-ID and ends it in one click.

    A mail that was claimed and never noted as sent may have left: it is not sent again.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("asks whether the address is yours")
        LINK = "link", _("brings the link to your page")
        INSTANT = "instant", _("what was found just now")
        DAILY = "daily", _("what was found in a day")
        WEEKLY = "weekly", _("what was found in a week")

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="mails")
    following = models.ForeignKey(Following, models.CASCADE, null=True, related_name="mails")
    items = models.ManyToManyField(Item, related_name="mails")
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "claimed_at"], name="mails_waiting")]

    def __str__(self) -> str:
        return f"mail {self.key}"
