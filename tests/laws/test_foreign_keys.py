"""Foreign keys point down, and only its own room points at a personal table.

Read from Django, because a foreign key named in a string is invisible to an import linter.
"""

from __future__ import annotations

from django.apps import apps
from django.db import models

ROOMS = [
    "accounts", "journal", "consent", "replies", "record", "meetings", "attribution", "opinion", "themes",
    "hall", "manifesto", "tracing", "asking", "told", "alerts", "front",
]  # fmt: skip
HEIGHT = {room: height for height, room in enumerate(ROOMS)}
PERSONAL = {
    "meetings.participant", "meetings.vote", "alerts.subscriber", "alerts.following", "alerts.mail",
    "replies.request",
}  # fmt: skip


def pointing() -> list[tuple[str, str, str]]:
    """(room, field, what it points at) of every relation that our own models declare."""
    rows = []
    for model in apps.get_models(include_auto_created=True):
        room = model._meta.app_label
        if room not in HEIGHT:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
                rows.append((room, f"{model.__name__}.{field.name}", field.related_model._meta.label_lower))
    return rows


def wrong(rows: list[tuple[str, str, str]]) -> list[str]:
    """Those that point up or sideways, or at somebody else's personal table."""
    found = []
    for room, field, target in rows:
        target_room = target.split(".")[0]
        if target_room != room and HEIGHT.get(target_room, -1) >= HEIGHT[room]:
            found.append(f"{field} points up, at {target}")
        if target in PERSONAL and target_room != room:
            found.append(f"{field} points at the personal table {target}")
    return found


def test_every_foreign_key_points_down() -> None:
    rows = pointing()
    assert len(rows) > 10
    assert wrong(rows) == []


def test_a_foreign_key_that_points_up_is_caught() -> None:
    assert wrong([("meetings", "Note.result", "opinion.result")]) == [
        "Note.result points up, at opinion.result"
    ]


def test_a_room_that_points_at_another_rooms_people_is_caught() -> None:
    assert wrong([("opinion", "Result.who", "meetings.participant")]) == [
        "Result.who points at the personal table meetings.participant"
    ]


def test_every_room_is_in_the_stack() -> None:
    ours = {c.label for c in apps.get_app_configs() if c.name.startswith("folkmoot.web")}
    assert ours == set(ROOMS)
