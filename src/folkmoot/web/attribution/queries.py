"""What was decided, laid over what a machine found: on copied pages, and on the pages of the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate

from folkmoot.record.debates import Contribution
from folkmoot.record.people import Roll
from folkmoot.record.store import Store
from folkmoot.web.accounts.models import User
from folkmoot.web.attribution.models import LINE_KINDS, CopiedPage, LineDecision, Verdict, WordsDecision
from folkmoot.web.record import laying
from folkmoot.web.record.meaning import percent


def pages_for(user: User) -> QuerySet[CopiedPage]:
    """The copied pages somebody may see: saved ones, and their own."""
    return CopiedPage.objects.filter(Q(saved_at__isnull=False) | Q(made_by=user)).select_related("made_by")


# Copied pages


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roll, or an id that no roll knows; `address` is empty then."""

    id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownReference:
    """Words in a line with whom they mean now. `guess` is what the program said."""

    guess: dict[str, Any]
    persons: tuple[Person, ...]
    decision: LineDecision | None

    @property
    def percent(self) -> int:
        return percent(self.guess["confidence"])


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its speaker now: as somebody decided, else as the program guessed."""

    guess: dict[str, Any]
    speaker: Person | None
    label: str
    kind: str
    decision: LineDecision | None
    references: tuple[ShownReference, ...] = field(default=())

    @property
    def number(self) -> int:
        return int(self.guess["line"])

    @property
    def at(self) -> int:
        return where(self.guess)[1]

    @property
    def key(self) -> str:
        """The line as a word, with its place in the file's line where several stand in one."""
        return f"{self.number}-{self.at}" if self.at else str(self.number)

    @property
    def query(self) -> str:
        """What an address needs besides the number of the line."""
        return f"?at={self.at}" if self.at else ""

    @property
    def header(self) -> bool:
        return self.kind == "header"

    @property
    def percent(self) -> int:
        return percent(self.guess["confidence"])

    @property
    def kind_words(self) -> str:
        return str(LINE_KINDS[self.kind])

    @property
    def look(self) -> str:
        """confirmed, open, sure or unsure: how certain the speaker looks."""
        if self.decision:
            return "open" if self.decision.verdict == Verdict.OPEN else "confirmed"
        return "sure" if self.guess["confidence"] >= 0.8 else "unsure"


def standing(page: CopiedPage) -> dict[tuple[int, int | None, int | None], LineDecision]:
    """The decision that counts for each line and each reference of a page."""
    decided = page.decisions.filter(undone_at=None).select_related("made_by").order_by("pk")
    return {(d.line, d.start, d.end): d for d in decided}


def where(row: Mapping[str, Any]) -> tuple[int, int]:
    """The line of the file in which a line of the page begins, and the character there."""
    parts = row.get("parts")
    return int(row["line"]), int(parts[0]["start"]) if parts else 0


def shown(page: CopiedPage, roll: Roll | None, *, only: tuple[int, int] | None = None) -> list[ShownLine]:
    """The lines of a page as they stand now; `only` one of them, by where it begins."""
    decided = standing(page)
    rows = [row for row in page.lines if only is None or where(row) == only]
    return [_line(row, decided, roll) for row in rows]


def decisions_about(page: CopiedPage, line: ShownLine) -> list[LineDecision]:
    """Every decision about a line and about words in it, undone ones too, newest first."""
    places = {(r["line"], r["start"], r["end"]) for r in line.guess["references"]}
    places.add((line.number, line.at or None, None))
    made = page.decisions.select_related("made_by", "undone_by").order_by("-pk")
    return [d for d in made if (d.line, d.start, d.end) in places]


def address_of(decision: LineDecision) -> str:
    """The page of the line that a decision is about, or the whole page where it has no such line now."""
    page = decision.page
    for row in page.lines:
        held = {_place(r) for r in row["references"]}
        line = ShownLine(row, None, "", row["kind"], None)
        about = (line.number, line.at or None, None)
        if (decision.line, decision.start, decision.end) in {about, *held}:
            return reverse("copied_line", args=[page.key, line.number]) + line.query
    return reverse("copied_page", args=[page.key])


def _line(
    row: dict[str, Any],
    decided: dict[tuple[int, int | None, int | None], LineDecision],
    roll: Roll | None,
) -> ShownLine:
    line, at = where(row)
    decision = decided.get((line, at or None, None))
    guess = row["speaker"] or {}
    if decision is None:
        person = guess.get("person_id")
        label = guess.get("name") or guess.get("label") or ""
    else:
        person = decision.persons[0] if decision.persons else None
        label = decision.label
    references = [
        _reference(r, decided.get((r["line"], r["start"], r["end"])), roll)
        for r in row["references"]
        if r["kind"] != "first_person"
    ]
    return ShownLine(
        guess=row,
        speaker=named(person, roll) if person else None,
        label=label,
        kind=decision.kind if decision and decision.kind else row["kind"],
        decision=decision,
        references=tuple(references),
    )


def _reference(guess: dict[str, Any], decision: LineDecision | None, roll: Roll | None) -> ShownReference:
    ids = decision.persons if decision else guess["persons"]
    return ShownReference(guess, tuple(named(gid, roll) for gid in ids), decision)


def named(person_id: str, roll: Roll | None) -> Person:
    """A person's name and page."""
    gid = roll.canonical(person_id) if roll else ""
    if not roll or gid not in roll.persons:
        return Person(person_id, person_id, "")
    return Person(gid, roll.persons[gid].name(), reverse("person", args=[gid]))


def candidates(page: CopiedPage, roll: Roll | None) -> list[Person]:
    """Everybody whom the program or a person named on a page, by name."""
    ids = {row["speaker"]["person_id"] for row in page.lines if row["speaker"]}
    ids |= {gid for row in page.lines for r in row["references"] for gid in r["persons"]}
    ids |= {gid for d in page.decisions.all() for gid in d.persons}
    found = [named(gid, roll) for gid in ids if gid]
    return sorted((p for p in found if p.address), key=lambda p: p.name)


def attributed(page: CopiedPage, roll: Roll | None) -> Iterable[dict[str, Any]]:
    """Each line as `folkmoot record attribute` gives it, decisions laid over, with what was decided."""
    for line in shown(page, roll):
        row = dict(line.guess)
        row["kind"] = line.kind
        row["decided"] = _told(line.decision)
        if line.decision:
            name = line.speaker.name if line.speaker else None
            label = None if line.speaker else (line.label or None)
            speaker = {"person_id": line.speaker.id if line.speaker else None, "name": name, "label": label}
            row["speaker"] = speaker if any(speaker.values()) else None
        by_place = {_place(r.guess): r for r in line.references}
        row["references"] = [_laid(r, by_place.get(_place(r))) for r in row["references"]]
        yield row


def _place(reference: Mapping[str, Any]) -> tuple[int, int, int]:
    return reference["line"], reference["start"], reference["end"]


def _laid(guess: dict[str, Any], now: ShownReference | None) -> dict[str, Any]:
    if now is None or now.decision is None:
        return {**guess, "decided": None}
    return {**guess, "persons": [p.id for p in now.persons], "decided": _told(now.decision)}


def _told(decision: LineDecision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {"verdict": decision.verdict, "day": str(localdate(decision.made_at)), "why": decision.why}


# The record


class OverTheRecord:
    """The layer of decisions over the pages of the record; see `folkmoot.web.record.laying`."""

    def decisions(
        self, store: Store, contributions: Sequence[Contribution]
    ) -> dict[laying.Place, laying.Decision]:
        by_id = {c.id: c for c in contributions}
        made = WordsDecision.objects.filter(
            sitting__in={c.sitting_id for c in contributions}, undone_at=None
        ).select_related("made_by")
        found: dict[laying.Place, laying.Decision] = {}
        for decision in made.order_by("pk"):
            contribution = by_id.get(decision.contribution) or _moved(decision, by_id, store)
            if contribution and (paragraph := _paragraph(decision, contribution)) is not None:
                found[contribution.id, paragraph, decision.start, decision.end] = _laying(decision)
        return found

    def corrected_to(self, person_id: str) -> list[str]:
        made = WordsDecision.objects.filter(verdict=Verdict.CORRECTED, undone_at=None).order_by("-pk")
        return [d.contribution for d in made.iterator() if d.persons == [person_id]]

    def spoken_of(self, store: Store) -> dict[str, tuple[set[str], set[str]]]:
        made = WordsDecision.objects.filter(undone_at=None).exclude(verdict=Verdict.CONFIRMED)
        contributions = store.contributions(dict.fromkeys(made.values_list("contribution", flat=True)))
        decided = self.decisions(store, contributions) if contributions else {}
        found: dict[str, tuple[set[str], set[str]]] = {}
        for gid, meant in store.references(contributions).items():
            before: set[str] = set()
            now: set[str] = set()
            for one in meant:
                r = one.reference
                decision = decided.get((gid, one.paragraph, r.start, r.end))
                guessed = set(r.persons) if len(r.persons) == 1 and r.kind != "pronoun" else set()
                before |= guessed
                now |= guessed if decision is None else set(decision.persons)
            for person in now - before:
                found.setdefault(person, (set(), set()))[0].add(gid)
            for person in before - now:
                found.setdefault(person, (set(), set()))[1].add(gid)
        return found

    def address(self, place: laying.Place) -> str:
        gid, paragraph, start, end = place
        return reverse("meant", args=[paragraph, start, end, gid])


def state_of_decisions() -> str:
    """Another word whenever a decision about words in the record was made or undone."""
    about = WordsDecision.objects.aggregate(last=Max("pk"), undone=Max("undone_at"))
    return f"{about['last']}.{about['undone'] or ''}".replace(" ", "_") if about["last"] else ""


def _moved(decision: WordsDecision, by_id: dict[str, Contribution], store: Store) -> Contribution | None:
    """Where words went that were decided about in an earlier revision, if that is on this page."""
    led = store.contributions([decision.contribution])
    return by_id.get(led[0].id) if led else None


def _paragraph(decision: WordsDecision, contribution: Contribution) -> int | None:
    """The paragraph that still has these words in this place; nothing where the words changed."""
    paragraphs = list(enumerate(contribution.paragraphs))
    first = [one for one in paragraphs if one[0] == decision.paragraph]
    same = [one for one in paragraphs if one[1].pid == decision.pid]
    for number, paragraph in (*first, *same, *paragraphs):
        if paragraph.text[decision.start : decision.end] == decision.words:
            return number
    return None


def _laying(decision: WordsDecision) -> laying.Decision:
    return laying.Decision(
        verdict=decision.verdict,  # type: ignore[arg-type]
        persons=tuple(decision.persons),
        by=decision.made_by.name,
        day=date_format(localdate(decision.made_at), "j F Y"),
        why=decision.why,
    )


def decisions_at(contribution: Contribution, place: tuple[int, int, int]) -> QuerySet[WordsDecision]:
    """Every decision about words in one place, undone ones too, newest first."""
    paragraph, start, end = place
    words = contribution.paragraphs[paragraph].text[start:end]
    return (
        WordsDecision.objects.filter(sitting=contribution.sitting_id, start=start, end=end, words=words[:500])
        .filter(Q(contribution=contribution.id) | Q(pid=contribution.paragraphs[paragraph].pid, pid__gt=""))
        .select_related("made_by", "undone_by")
        .order_by("-pk")
    )
