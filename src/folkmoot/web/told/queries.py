"""Matters in four steps, from the threads of planks: only what a person confirmed counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.record.store import Store
from folkmoot.record.store.coming import unrevised
from folkmoot.tracing.telling import Counted, Matter, Step, Voice
from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.manifesto.queries import Source
from folkmoot.web.meetings.models import Note
from folkmoot.web.told import asked
from folkmoot.web.told.scopes import Scope
from folkmoot.web.tracing.models import Link
from folkmoot.web.tracing.queries import Said, Thread, state_of_links, thread
from folkmoot.web.tracing.silence import silences

DECIDED = (PlankVersion.State.ADOPTED, PlankVersion.State.DROPPED)


def matters(scope: Scope, record: Store | None, planks: Iterable[Plank] | None = None) -> tuple[Matter, ...]:
    """The matters of a scope, in the order of the manifesto; of these planks of it only, where given."""
    chosen = scope.planks if planks is None else planks
    threads = (thread(plank, record, staff=False) for plank in chosen)
    return tuple(matter(found, record, scope.moots) for found in threads if found)


def matter(found: Thread, record: Store | None, moots: frozenset[int] | None = None) -> Matter:
    """One matter in four steps; of its statements those of these moots, all where None."""
    sources = [s for s in found.sources if moots is None or s.statement.moot_id in moots]
    confirmed = sorted((s for s in (*found.passages, *found.answers) if s.link), key=_by_day)
    gids = {_gid(said) for said in confirmed}
    asks = asked.left(found.plank)
    spoken = [(step_of(said.link), said) for said in confirmed]
    return Matter(
        id=found.plank.slug,
        title=found.version.title,
        words=found.version.words,
        address=reverse("thread", args=[found.plank.slug]),
        said=tuple(_said(sources)),
        asked=_in_order(*(_spoken("asked", s) for step, s in spoken if step == "asked"), *asked.asked(asks)),
        answered=_in_order(
            *(_spoken("answer", said) for step, said in spoken if step == "answered"),
            *asked.answered(asks, gids),
            *asked.promised(found.plank, gids),
        ),
        changed=tuple(_changes(found.plank, confirmed)),
        replies=tuple(_spoken("reply", said) for said in found.answers if said.link is None),
        silences=(*silences(found, record), *asked.silences(asks, gids)),
        elsewhere=len(found.sources) - len(sources),
        withheld=sum(source.withheld for source in sources),
    )


def step_of(link: Link) -> Step:
    """Under which step a confirmed passage stands, by what the person who confirmed it said it does."""
    if link.kind in (Link.Kind.ASKS, Link.Kind.RAISES):
        return "asked"
    return "changed" if link.kind == Link.Kind.DECIDES else "answered"


def _by_day(said: Said) -> tuple[dt.date, int]:
    return said.day or dt.date.max, said.contribution.seq if said.contribution else 0


# You said


def _said(sources: Iterable[Source]) -> Iterator[Voice]:
    """Each statement, and after it the released notes it came from; a note of several once."""
    shown: set[int] = set()
    for source in sources:
        yield _statement(source)
        for note in source.notes:
            if note.pk not in shown:
                shown.add(note.pk)
                yield _note(note)


def _statement(source: Source) -> Voice:
    statement = source.statement
    return Voice(
        key=f"statement {source.name}",
        words=statement.words,
        who=_("Statement %(n)d") % {"n": statement.number},
        where=statement.moot.title,
        day=statement.moot.held_on,
        does="statement",
        address=reverse("statement", args=[statement.moot.slug, statement.number]),
        tally=source.tally,
    )


def _note(note: Note) -> Voice:
    noted = timezone.localtime(note.noted_at).date() if note.noted_at else note.moot.held_on
    table = _("table %(n)d") % {"n": note.table.number} if note.table else ""
    number = _("Note %(n)d") % {"n": note.number}
    return Voice(
        key=f"note {note.key}",
        words=note.words,
        who=", ".join(filter(None, (number, table, note.role))),
        where=note.moot.title,
        day=noted,
        does="note",
        note=note.so_that,
        address=reverse("note", args=[note.moot.slug, note.key]),
    )


# We asked; they answered


def _spoken(what: str, said: Said) -> Voice:
    c, link = said.contribution, said.link
    return Voice(
        key=f"{what} {_gid(said)}",
        words=said.words,
        who=_standing(said),
        where=f"{c.chamber}, {c.debate_title}" if c else "",
        day=said.day,
        does=str(link.get_kind_display()) if link else said.because,
        note=_("To %(who)s.") % {"who": said.to.speaker_name} if said.to else "",
        address=reverse("contribution", args=[c.id]) if c else "",
        source=c.url if c else "",
        confirmed_by=link.decided_by.name if link and link.decided_by else "",
        known_at=link.decided_at if link else None,
        gid=c.id if c else (link.passage if link else ""),
    )


def _standing(said: Said) -> str:
    c = said.contribution
    if c is None:
        return ""
    return f"{c.speaker_name}, {c.office}" if c.office else c.speaker_name


# This changed


def _changes(plank: Plank, confirmed: Iterable[Said]) -> Iterator[Voice]:
    """Decisions of the House, and versions of a plank that somebody decided on, by day."""
    decided = [_spoken("decided", said) for said in confirmed if step_of(said.link) == "changed"]
    yield from _in_order(*decided, *_versions(plank), *asked.kept(plank))


def _in_order(*voices: Voice) -> tuple[Voice, ...]:
    return tuple(sorted(voices, key=lambda voice: voice.day or dt.date.max))


def _gid(said: Said) -> str:
    """The id of a passage without its revision and paragraph."""
    whole = said.contribution.id if said.contribution else said.link.passage if said.link else ""
    return unrevised(whole.partition("#")[0])


def _versions(plank: Plank) -> Iterator[Voice]:
    for before, version in _decisions(plank.versions.select_related("made_by").order_by("number")):
        yield _version(plank, version, before)


def _decisions(versions: Iterable[PlankVersion]) -> Iterator[tuple[PlankVersion | None, PlankVersion]]:
    """Each version of a plank that is a change, after what stood until then: the decision before, or the
    first draft. What editors wrote between two decisions was never told.
    """
    before: PlankVersion | None = None
    for version in versions:
        is_change = _is_change(before, version)
        if is_change:
            yield before, version
        if is_change or before is None:
            before = version


def _is_change(before: PlankVersion | None, version: PlankVersion) -> bool:
    """Whether a version is a decision, not an editor at work on a draft."""
    decided = version.decided_by or version.state in DECIDED
    if before is None or not decided:
        return before is None and version.state in DECIDED
    told = ("words", "purpose", "state", "title")
    return any(getattr(before, name) != getattr(version, name) for name in told)


def _version(plank: Plank, version: PlankVersion, before: PlankVersion | None) -> Voice:
    decided = [version.decided_by, version.decided_where]
    same = before is not None and (before.words, before.purpose) == (version.words, version.purpose)
    made_by = version.made_by.name if version.made_by else version.made_by_name
    day = version.decided_on or timezone.localtime(version.made_at).date()
    name = _("Our plank, version %(n)d") % {"n": version.number}
    return Voice(
        key=f"version {version.number}",
        words="" if same else version.words,
        who=", ".join(filter(None, decided)) or made_by,
        where=name,
        day=day,
        does=str(version.get_state_display()),
        note=version.why,
        address=reverse("plank", args=[plank.slug]),
        confirmed_by=made_by,
        known_at=version.made_at,
    )


# How much there is, and whether anything is new


def counts(scope: Scope) -> Counted:
    """How far the matters of a scope have come, without their words: a few questions, however many."""
    keys = set(scope.planks.values_list("pk", flat=True))
    reached: dict[Step, set[int]] = {"asked": set(), "answered": set(), "changed": set()}
    for link in Link.objects.filter(state=Link.State.CONFIRMED, plank__in=keys):
        reached[step_of(link)].add(link.plank_id)
    for step, plank in asked.reached(keys):
        reached[step].add(plank)
    every = PlankVersion.objects.filter(plank__in=keys).order_by("plank", "number")
    for key, versions in groupby(every, key=lambda version: version.plank_id):
        if any(_decisions(versions)):
            reached["changed"].add(key)
    return Counted(len(keys), *(len(reached[step]) for step in ("asked", "answered", "changed")))


def newest(scope: Scope, most: int) -> list[Plank]:
    """The planks of a scope that something was confirmed or written about last."""
    confirmed = Q(links__state=Link.State.CONFIRMED)
    touched = scope.planks.annotate(
        tied=Max("links__decided_at", filter=confirmed), written=Max("versions__made_at")
    )
    return sorted(touched, key=lambda p: max(filter(None, (p.tied, p.written))), reverse=True)[:most]


def state() -> str:
    """Another word whenever something was confirmed, withdrawn, decided or written; empty before anything."""
    versions = PlankVersion.objects.aggregate(n=Count("pk"), at=Max("made_at"))
    when = f"{versions['at'].timestamp():.6f}" if versions["at"] else ""
    own = f"{versions['n']}.{when}-{asked.state()}" if versions["n"] else ""
    return "-".join(filter(None, (state_of_links(), own)))
