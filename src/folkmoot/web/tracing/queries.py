"""One matter from a table to an answer in the House, step by step, and what is missing on the way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, QuerySet

from folkmoot.errors import NotFound
from folkmoot.manifesto.trail import Trail
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Exchange, Searched, Store
from folkmoot.record.store.coming import ids_in, unrevised
from folkmoot.text import excerpt, normal
from folkmoot.web.manifesto import queries as manifesto
from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.tracing.models import Link

LOOK_THROUGH = "folkmoot.web.tracing.tasks.look_through"
ANSWERING = (Link.Kind.ANSWERS, Link.Kind.PROMISES, Link.Kind.DECIDES)
_SITTING = re.compile(r".*/\d{4}-\d\d-\d\d")  # what an id begins with: its sitting, revisions left out
WORDS_SHOWN = 600  # characters of an answer that nobody has quoted


@dataclass(frozen=True, slots=True)
class NoteStep:
    """A released note, and the statements of this plank that were made from it. Proposals come first."""

    note: Note
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the record in a thread.

    `link` is the tie that somebody confirmed; None where the record itself ties it to another
    contribution (`because` says how). `contribution` is None where the record no longer holds it.
    `whole` is false where `words` are cut. `changed` is true where the record holds other words
    there now than those that were confirmed.
    """

    words: str
    contribution: Contribution | None
    link: Link | None = None
    because: str = ""
    to: Contribution | None = None
    changed: bool = False

    @property
    def day(self) -> dt.date | None:
        return self.contribution.date if self.contribution else None


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything a thread page shows. Of links, only confirmed ones are in `passages` and `answers`.

    The record itself may tie a further reply or question to a confirmed one; these have no link, and
    count for nothing. How many links are proposed is for staff only.
    """

    plank: Plank
    version: PlankVersion
    first_version: PlankVersion
    sources: tuple[manifesto.Source, ...]
    notes: tuple[NoteStep, ...]
    notes_withheld: int
    drift: Trail | None
    changes: tuple[manifesto.Step, ...]
    passages: tuple[Said, ...]
    answers: tuple[Said, ...]
    unanswered: tuple[Said, ...]
    proposed: int
    guesses: tuple[Said, ...] = ()
    decided: tuple[Link, ...] = ()
    searched: Searched | None = None

    @property
    def confirmed_answers(self) -> tuple[Said, ...]:
        """The answers somebody put their name to, by day."""
        return tuple(said for said in self.answers if said.link)

    @property
    def voted(self) -> int:
        """How many voted on the statement most voted on, as far as that tells no count that is not shown."""
        shown = (
            source.tally.at_least if source.tally.hides else source.tally.total for source in self.sources
        )
        return max(shown, default=0)


@dataclass(slots=True)
class _Heard:
    """What the record gives for confirmed links, gathered without saying anything twice."""

    passages: dict[str, Said] = field(default_factory=dict)
    answers: dict[str, Said] = field(default_factory=dict)
    unanswered: dict[str, Said] = field(default_factory=dict)


def thread(plank: Plank, record: Store | None, *, staff: bool) -> Thread | None:
    """The thread of a plank; None where the plank has no words yet. Guesses are for staff only."""
    steps = manifesto.steps(plank)
    if not steps:
        return None
    sources = manifesto.sources(plank)
    links = list(plank.links.select_related("decided_by"))
    confirmed = [link for link in links if link.state == Link.State.CONFIRMED]
    proposed = [link for link in links if link.state == Link.State.PROPOSED]
    heard = _heard(confirmed, record)
    return Thread(
        plank=plank,
        version=steps[-1].version,
        first_version=steps[0].version,
        sources=sources,
        notes=_notes(sources),
        notes_withheld=sum(source.withheld for source in sources),
        drift=manifesto.drift(sources, steps[-1].version),
        changes=tuple(step for step in steps if step.trail and not step.trail.unchanged),
        passages=_by_day(heard.passages.values()),
        answers=_by_day(heard.answers.values()),
        unanswered=_by_day(heard.unanswered.values()),
        proposed=len(proposed) if staff else 0,
        guesses=tuple(_said(link, record) for link in proposed) if staff else (),
        decided=tuple(link for link in links if staff and link.state in _PUT_ASIDE),
        searched=record.searched() if record else None,
    )


_PUT_ASIDE = (Link.State.REJECTED, Link.State.WITHDRAWN)


def _notes(sources: Iterable[manifesto.Source]) -> tuple[NoteStep, ...]:
    made: dict[int, tuple[Note, list[Statement]]] = {}
    for source in sources:
        for note in source.notes:
            made.setdefault(note.pk, (note, []))[1].append(source.statement)
    found = (NoteStep(note, tuple(statements)) for note, statements in made.values())
    return tuple(sorted(found, key=lambda step: (step.note.kind != Note.Kind.PROPOSAL, step.note.number)))


def _heard(confirmed: Iterable[Link], record: Store | None) -> _Heard:
    heard = _Heard()
    for link in confirmed:
        _hear(_said(link, record), record, heard)
    for gid in heard.answers:
        heard.passages.pop(gid, None)
    return heard


def _hear(said: Said, record: Store | None, heard: _Heard) -> None:
    """Put a confirmed passage, and what the record ties to it, in their places."""
    key = said.contribution.id if said.contribution else said.link.passage
    exchange = record.exchange(key) if record and said.contribution else None
    if exchange and key in {one.id for one in exchange.answered}:
        heard.answers[key] = said
        for asked in exchange.asked:
            heard.passages.setdefault(asked.id, _tied(asked, exchange, to=said.contribution))
    elif said.link.kind in ANSWERING:
        heard.answers[key] = said
    else:
        heard.passages[key] = said
        _hear_answers(said, exchange, heard)


def _hear_answers(said: Said, exchange: Exchange | None, heard: _Heard) -> None:
    if exchange is None:
        return
    for answer in exchange.answered:
        heard.answers.setdefault(answer.id, _tied(answer, exchange, to=said.contribution))
    if not exchange.answered:
        heard.unanswered[exchange.asked[0].id] = said


def _tied(contribution: Contribution, exchange: Exchange, *, to: Contribution) -> Said:
    words = excerpt(contribution.text, around=WORDS_SHOWN // 2, length=WORDS_SHOWN)
    return Said(words, contribution, because=exchange.reason, to=to)


def _said(link: Link, record: Store | None) -> Said:
    gid = link.passage.partition("#")[0]
    contribution = _held(record, gid) if record else None
    changed = contribution is not None and not _stands(link.quote, contribution)
    return Said(link.quote, contribution, link, changed=changed)


def _held(record: Store, gid: str) -> Contribution | None:
    """The contribution with this id, or the one of a later revision that differs in its letter alone."""
    try:
        return record.contribution(gid)
    except NotFound:
        sitting = _SITTING.match(gid)
        ids = ids_in(record, sitting[0]) if sitting else ()
        alike = next((other for other in ids if unrevised(other) == unrevised(gid)), None)
        return record.contribution(alike) if alike else None


def _stands(quote: str, contribution: Contribution) -> bool:
    words = quote.removeprefix("… ").removesuffix(" …")
    return normal(words) in normal(contribution.text)


def _by_day(said: Iterable[Said]) -> tuple[Said, ...]:
    last = dt.date.max
    return tuple(
        sorted(said, key=lambda one: (one.day or last, one.contribution.seq if one.contribution else 0))
    )


@dataclass(frozen=True, slots=True)
class Leading:
    """A thread that leads to a debate: the plank as it stands, how it is tied, where on the page."""

    plank: Plank
    version: PlankVersion
    link: Link
    anchor: str


def leading_to(ids: Iterable[str]) -> tuple[Leading, ...]:
    """The threads whose confirmed links lead to one of these contributions, in the order of the ids.

    An id of an earlier revision is taken for the one of today that differs in its letter alone.
    """
    places = {unrevised(gid): (n, gid) for n, gid in enumerate(ids)}
    found = []
    for link in Link.objects.filter(state=Link.State.CONFIRMED).select_related("plank"):
        place = places.get(unrevised(link.passage.partition("#")[0]))
        version = link.plank.versions.order_by("-number").first() if place else None
        if place and version:
            found.append((place[0], Leading(link.plank, version, link, _anchor(link.passage, place[1]))))
    return tuple(leading for _place, leading in sorted(found, key=lambda pair: (pair[0], pair[1].link.pk)))


def _anchor(passage: str, gid: str) -> str:
    """Where on the debate's page the words are: the paragraph, if the id is still the same, or the turn."""
    held, _hash, paragraph = passage.partition("#")
    return paragraph if paragraph and held == gid else gid


def state_of_links() -> str:
    """Another word whenever a link was confirmed or lost, or a plank got new words; empty without links."""
    told = Link.objects.filter(state=Link.State.CONFIRMED).aggregate(n=Count("pk"), at=Max("decided_at"))
    when = f"{told['at'].timestamp():.6f}" if told["at"] else ""
    return f"{told['n']}.{when}.{PlankVersion.objects.count()}" if told["n"] else ""


def threads() -> QuerySet[Plank]:
    """Every plank with how much of its thread there is: `note_count`, `confirmed`, `proposed`."""
    state = Link.State
    return (
        manifesto.planks()
        .annotate(
            note_count=Count(
                "origins__statement__origins__note",
                filter=Q(origins__statement__origins__note__released_at__isnull=False),
                distinct=True,
            ),
            confirmed=Count("links", filter=Q(links__state=state.CONFIRMED), distinct=True),
            answering=Count(
                "links", filter=Q(links__state=state.CONFIRMED, links__kind__in=ANSWERING), distinct=True
            ),
            proposed=Count("links", filter=Q(links__state=state.PROPOSED), distinct=True),
        )
        .order_by("-answering", "-confirmed", "position")
    )


@dataclass(frozen=True, slots=True)
class Looking:
    """How it stands with looking through the record for a plank, as far as is kept (a week).

    waits: it is asked for or under way; found: how many passages waited when it was last done, None where
    it was not; failed: the last time it could not be done.
    """

    waits: bool = False
    found: int | None = None
    at: dt.datetime | None = None
    failed: bool = False


def looking(plank: Plank) -> Looking:
    """Whether the worker is looking through the record for a plank, or what came of it last."""
    from django_tasks_db.models import DBTaskResult

    tasks = DBTaskResult.objects.filter(task_path=LOOK_THROUGH).order_by("-enqueued_at")
    ours = [task for task in tasks if task.args_kwargs["args"][:1] == [plank.pk]]
    if any(task.status in ("READY", "RUNNING") for task in ours):
        return Looking(waits=True)
    if not ours:
        return Looking()
    last = ours[0]
    failed = last.status == "FAILED"
    return Looking(found=None if failed else last.return_value, at=last.finished_at, failed=failed)


@dataclass(frozen=True, slots=True)
class News:
    """A new sitting that brought proposals nobody has decided about: its day and chamber, how many."""

    sitting: str
    day: dt.date | None
    chamber: str
    proposals: int


def news(record: Store | None) -> tuple[News, ...]:
    """The sittings that brought proposals which still wait, newest first."""
    waiting = Link.objects.filter(state=Link.State.PROPOSED).exclude(sitting="")
    counts = waiting.values_list("sitting").annotate(n=Count("pk")).order_by("sitting")
    found = [_news(record, sitting, number) for sitting, number in counts]
    return tuple(sorted(found, key=lambda one: (one.day or dt.date.min, one.sitting), reverse=True))


def _news(record: Store | None, sitting: str, number: int) -> News:
    try:
        about = record.sitting(sitting) if record else None
    except NotFound:
        about = None
    return News(sitting, about.date if about else None, about.chamber if about else "", number)


def lost(record: Store | None) -> tuple[Said, ...]:
    """Confirmed ties whose words the record does not hold now: a corrected revision has others, or none."""
    if record is None:
        return ()
    links = Link.objects.filter(state=Link.State.CONFIRMED).select_related("plank", "decided_by")
    found = (_said(link, record) for link in links.order_by("plank", "pk"))
    return tuple(said for said in found if said.contribution is None or said.changed)


def conversations(moot: str | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Title and accepted statements of one moot, or of each; those about people raise no matter.

    Raises NotFound where no moot has that name.
    """
    moots = Moot.objects.filter(slug=moot) if moot else Moot.objects.all()
    if moot and not moots:
        known = ", ".join(Moot.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise NotFound(f"The house holds no moot {moot!r}. It holds: {known}.", moot=moot)
    for one in moots:
        kept = one.statements.exclude(moderation=Statement.Moderation.REJECTED).exclude(is_meta=True)
        kept = kept.order_by("number")
        yield one.title, tuple(kept.values_list("words", flat=True))
