"""What is followed of this house: a moot, a place, an edition, one plank. What was found, and how a mail
tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.errors import NotFound
from folkmoot.record.following import Followed
from folkmoot.record.store import Store
from folkmoot.tracing.telling import Matter, News, Voice, news
from folkmoot.web.alerts.models import Item
from folkmoot.web.alerts.parts import Part
from folkmoot.web.record import notices
from folkmoot.web.record.views.common import british
from folkmoot.web.told import queries as told
from folkmoot.web.told.scopes import scope

LONGEST_QUOTE = 600


def follow(kind: str, asks: str) -> Followed:
    """What somebody means to follow. Raises NotFound for what is not here."""
    found = scope(kind, asks)
    return Followed(kind, found.key, found.title)  # type: ignore[arg-type]


def news_of(followed: Followed, store: Store | None) -> tuple[News, ...]:
    """Everything that was answered or changed in it so far; nothing where it is gone."""
    try:
        found = scope(followed.kind, followed.asks)
    except NotFound:
        return ()
    return news(told.matters(found, store))


def where(followed: Followed) -> str:
    """The page that shows it."""
    return reverse("told", args=[followed.kind, followed.asks])


def feed(followed: Followed) -> str:
    """The same as an Atom feed."""
    return reverse("told_feed", args=[followed.kind, followed.asks])


def part(followed: Followed, items: Sequence[Item], store: Store | None) -> Part | None:
    """What a mail tells of these items, as everything stands now; None where nothing of it is left."""
    keys = {item.passage for item in items}
    found = [one for one in news_of(followed, store) if one.key in keys]
    if not found:
        return None
    by_matter: dict[str, list[News]] = {}
    for one in found:
        by_matter.setdefault(one.matter.id, []).append(one)
    gids = [one.voice.gid for one in found if one.voice.gid]
    return Part(
        words=tuple(_told(some) for some in by_matter.values()),
        titles=tuple(some[0].matter.title for some in by_matter.values()),
        day=max((one.voice.day for one in found if one.voice.day), default=None),
        notices=tuple(dict.fromkeys(line for gid in gids for line in notices.beside(gid))),
        ours=True,
    )


def _told(found: Sequence[News]) -> str:
    """One matter: what was said, and what of it is new."""
    matter = found[0].matter
    lines = [matter.title, settings.SITE_ADDRESS + matter.address, *_said(matter)]
    for one in sorted(found, key=lambda one: one.step):
        head = {"answered": _("They answered"), "changed": _("This changed")}[one.step]
        lines += ["", f"  {head}: {_who(one.voice)}", *_quoted(one.voice)]
        if one.voice.note:
            lines.append(f"  {one.voice.note}")
        if one.voice.address:
            lines.append(f"  {settings.SITE_ADDRESS}{one.voice.address}")
    return "\n".join(lines)


def _said(matter: Matter) -> Iterable[str]:
    if matter.said:
        first = matter.said[0]
        day = british(first.day) if first.day else ""
        yield ""
        yield "  " + _("You said") + ": " + ", ".join(filter(None, (first.where, day)))
        yield from _quoted(first)


def _who(voice: Voice) -> str:
    day = british(voice.day) if voice.day else ""
    told = ", ".join(filter(None, (voice.who, voice.where, day)))
    return f"{told} ({voice.does})" if voice.does else told


def _quoted(voice: Voice) -> Iterable[str]:
    words = " ".join(voice.words.split())
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    if words:
        yield f"  “{words}”"
