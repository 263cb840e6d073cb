"""Bring a copied page, decide about its lines and about words in the record. One line of the journal each."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import NotFound, Refused
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Store
from folkmoot.web.accounts.models import User
from folkmoot.web.attribution import reading
from folkmoot.web.attribution.models import LINE_KINDS, CopiedPage, LineDecision, Verdict, WordsDecision
from folkmoot.web.attribution.queries import where
from folkmoot.web.consent.actions import erase
from folkmoot.web.journal.actions import write_line

UNSAVED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says instead of a guess, or of it. Persons are ids on the roll."""

    verdict: str
    persons: tuple[str, ...] = ()
    label: str = ""
    kind: str = ""
    why: str = ""


def bring_page(
    who: User, text: str, store: Store | None, *, house: str, day: dt.date | None = None, title: str = ""
) -> CopiedPage:
    """A page as it was copied, each line with its likely speaker. Only who brought it sees it."""
    lines, dates = reading.read(text, store, day=day, house=house)
    page = CopiedPage(
        title=(title or _first_words(lines))[:200],
        text=text,
        house=house,
        day=day,
        lines=lines,
        dates=dates,
        made_at=timezone.now(),
        made_by=who,
    )
    with transaction.atomic():
        page.save()
        digest = hashlib.sha256(text.encode()).hexdigest()
        _journal(who, "brought", page, sha256=digest, day=str(day or ""), house=house, lines=len(lines))
    return page


def _first_words(lines: reading.Lines) -> str:
    words = " ".join(str(lines[0]["text"]).split())
    return words if len(words) <= 80 else f"{words[:79]}…"


def date_page(who: User, page: CopiedPage, day: dt.date | None, store: Store | None) -> CopiedPage:
    """The page read again as of another day, or of none; what was decided about its lines stays."""
    lines, dates = reading.read(page.text, store, day=day, house=page.house)
    with transaction.atomic():
        page = CopiedPage.objects.select_for_update().get(pk=page.pk)
        page.day, page.lines, page.dates = day, lines, dates
        page.save(update_fields=["day", "lines", "dates"])
        _journal(who, "dated", page, day=str(day or ""))
    return page


@transaction.atomic
def save_page(who: User, page: CopiedPage, *, title: str, matter: str, stage: str) -> CopiedPage:
    """Keep a page for all of the staff. Raises Refused while nobody has said of which day it is."""
    page = CopiedPage.objects.select_for_update().get(pk=page.pk)
    if page.day is None:
        raise Refused("Say first of which day this page is; nobody can be told for certain without it.")
    page.title, page.matter, page.stage = title, matter, stage
    page.saved_at = page.saved_at or timezone.now()
    page.save(update_fields=["title", "matter", "stage", "saved_at"])
    _journal(who, "saved", page, title=title, matter=matter, stage=stage, day=str(page.day))
    return page


def discard_page(who: User | None, page: CopiedPage) -> None:
    """Erase a page with its words and its decisions; no restored backup brings it back."""
    erase(kind="copied page", key=str(page.key), who=who, reason="discarded")


def forget_unsaved(now: dt.datetime) -> int:
    """Delete pages that nobody saved within seven days; how many."""
    old = list(CopiedPage.objects.filter(saved_at=None, made_at__lt=now - dt.timedelta(days=UNSAVED_DAYS)))
    for page in old:
        discard_page(None, page)
    return len(old)


@transaction.atomic
def decide_line(who: User, page: CopiedPage, line: int, answer: Answer, *, at: int = 0) -> LineDecision:
    """Confirm, correct or leave open who speaks a line and what kind of line it is.

    `at` is where it begins in the file's line, where several stand in one.
    """
    row = _row(page, line, at)
    guess = row["speaker"] or {}
    confirmed = answer.verdict == Verdict.CONFIRMED
    persons = ([guess["person_id"]] if guess.get("person_id") else []) if confirmed else list(answer.persons)
    if answer.verdict == Verdict.OPEN:
        persons = []
    kind = row["kind"] if confirmed or not answer.kind else answer.kind
    if kind not in LINE_KINDS:
        raise Refused(f"A line cannot be {kind!r}; choose one of {', '.join(LINE_KINDS)}.")
    label = (guess.get("name") or guess.get("label") or "") if confirmed else answer.label
    decision = LineDecision.objects.create(
        page=page,
        line=line,
        start=at or None,
        label="" if answer.verdict == Verdict.OPEN else label[:200],
        kind=kind,
        **_about(who, answer, persons),
    )
    place = {"line": line, "at": at} if at else {"line": line}
    _journal(who, answer.verdict, page, **place, persons=persons, label=decision.label, line_kind=kind)
    return decision


@transaction.atomic
def decide_words_of_line(
    who: User, page: CopiedPage, line: int, start: int, end: int, answer: Answer
) -> LineDecision:
    """Confirm, correct or leave open whom words in a line of the file mean."""
    guesses = (r for row in page.lines for r in row["references"])
    guess = next((r for r in guesses if (r["line"], r["start"], r["end"]) == (line, start, end)), None)
    if guess is None:
        raise NotFound(f"Line {line} has no reference from {start} to {end}; look at the page again.")
    persons = _persons(answer, guess["persons"])
    decision = LineDecision.objects.create(
        page=page, line=line, start=start, end=end, **_about(who, answer, persons)
    )
    _journal(who, answer.verdict, page, line=line, start=start, end=end, persons=persons)
    return decision


def _row(page: CopiedPage, line: int, at: int) -> dict[str, Any]:
    row: dict[str, Any] | None = next((r for r in page.lines if where(r) == (line, at)), None)
    if row is None:
        raise NotFound(f"This page has no line {line}; look at it again.")
    return row


@transaction.atomic
def decide_words(
    who: User,
    contribution: Contribution,
    paragraph: int,
    start: int,
    end: int,
    guess: Sequence[str],
    answer: Answer,
) -> WordsDecision:
    """Confirm, correct or leave open whom words in the record mean. `guess`: whom the program named."""
    persons = _persons(answer, guess)
    held = contribution.paragraphs[paragraph]
    decision = WordsDecision.objects.create(
        sitting=contribution.sitting_id,
        contribution=contribution.id,
        paragraph=paragraph,
        pid=held.pid,
        start=start,
        end=end,
        words=held.text[start:end][:500],
        **_about(who, answer, persons),
    )
    content = {"words": decision.words, "paragraph": paragraph, "start": start, "persons": persons}
    write_line(who=who, verb=answer.verdict, kind="words", key=contribution.id[:200], content=content)
    return decision


def _persons(answer: Answer, guess: Sequence[str]) -> list[str]:
    """Whom a decision names. Raises Refused for confirming what is no single answer."""
    if answer.verdict == Verdict.OPEN:
        return []
    if answer.verdict == Verdict.CORRECTED:
        return list(answer.persons)
    if len(guess) > 1:
        raise Refused("The program names several here, so there is nothing to confirm; say who is meant.")
    return list(guess)


def _about(who: User, answer: Answer, persons: list[str]) -> dict[str, Any]:
    return {
        "verdict": answer.verdict,
        "persons": persons,
        "why": answer.why[:500],
        "made_at": timezone.now(),
        "made_by": who,
    }


@transaction.atomic
def undo(who: User, decision: LineDecision | WordsDecision) -> None:
    """Take a decision back; what was decided before it, or the program's guess, counts again.

    Raises Refused where it was undone already.
    """
    decision = type(decision).objects.select_for_update().get(pk=decision.pk)
    if decision.undone_at is not None:
        raise Refused("Somebody was quicker: this decision is undone already.")
    decision.undone_at, decision.undone_by = timezone.now(), who
    decision.save(update_fields=["undone_at", "undone_by"])
    if isinstance(decision, LineDecision):
        _journal(who, "undid", decision.page, line=decision.line, decision=decision.pk)
        return
    content = {"words": decision.words, "decision": decision.pk}
    write_line(who=who, verb="undid", kind="words", key=decision.contribution[:200], content=content)


def _journal(who: User | None, verb: str, page: CopiedPage, **content: Any) -> None:
    write_line(who=who, verb=verb, kind="copied page", key=str(page.key), content=content)
