"""Written questions and written statements as their API gives them.

https://questions-statements-api.parliament.uk/api/writtenquestions/questions/{id} and
…/writtenstatements/statements/{id}: one object, wrapped as {"value": …}; a list wraps many of them
in `results`, and cuts long texts ("…"). Each question or statement becomes a sitting of its own, so
that it can be read again when it is answered or corrected; a cut text gives way to the whole one.

From documentation, not yet met a real file.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from folkmoot.errors import Unreadable
from folkmoot.record.debates import Contribution, ContributionKind, Debate, Paragraph, Sitting, Unread
from folkmoot.record.readers import parliament_uk as uk

_KNOWN = re.compile(rb'"(questionText|dateTabled|dateMade|answeringBodyId)"\s*:')
_SITE = "https://questions-statements.parliament.uk"


def knows(head: bytes) -> bool:
    """Whether a file begins like written questions or statements of the API."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) and bool(_KNOWN.search(head))


def read(data: bytes, *, file: str) -> tuple[Sitting, ...]:
    """Every question (with its answer) and statement of a file, a sitting each.

    Raises Unreadable for what holds none. What cannot be used is in the `unread` of the first.
    """
    answer = uk.document(data, file=file)
    results = answer.get("results") if isinstance(answer, dict) else answer
    many = results if isinstance(results, list) else [answer]
    sittings, unread = [], []
    for number, one in enumerate(many):
        value, place = uk.inside(one), f"results[{number}]" if many is results else "value"
        try:
            sittings.append(_sitting(value, place, file))
        except _Unusable as error:
            unread.append(Unread(file, 0, f"{place}: {error}"))
    if not sittings:
        why = unread[0].reason if unread else "the list is empty"
        raise Unreadable(f"{file}: no written question or statement in it ({why}).", file=file, line=1)
    first, *rest = sittings
    return (_with_unread(first, unread), *rest)


class _Unusable(Exception):
    """Why one item could not be made into values."""


def _with_unread(sitting: Sitting, unread: list[Unread]) -> Sitting:
    return replace(sitting, unread=(*unread, *sitting.unread)) if unread else sitting


def _sitting(value: dict[str, Any], place: str, file: str) -> Sitting:
    if "questionText" in value or "dateTabled" in value:
        return _Question(value, place, file).sitting()
    if "dateMade" in value:
        return _Statement(value, place, file).sitting()
    raise _Unusable("neither a question nor a statement")


class _Paper:
    """What questions and statements share: a House, a day, a number, a department."""

    kind, when = "", ""

    def __init__(self, value: dict[str, Any], place: str, file: str) -> None:
        self.value, self.place, self.file = value, place, file
        day, number = uk.day(value.get(self.when)), uk.token(value.get("uin"))
        if day is None or not number:
            raise _Unusable(f"it needs a number (uin) and a day ({self.when})")
        lords = uk.plain(value.get("house")).lower() in ("lords", "2")
        self.day, self.number, self.chamber = day, number.upper(), "Lords" if lords else "Commons"
        self.kind = f"lords{self.kind}" if lords else self.kind
        self.id = f"{uk.AUTHORITY}/{self.kind}/{day}.{self.number}"
        self.unread: list[Unread] = []
        self.cut = False

    def debate(self, title: str, page: str) -> Debate:
        department = uk.plain(self.value.get("answeringBodyName"))
        return Debate(
            id=f"{self.id}.h",
            sitting_id=self.id,
            date=self.day,
            chamber=self.chamber,
            title=title or "No heading",
            level="minor",
            position=0,
            parent_title=department,
            department=department,
            url=f"{_SITE}/{page}/detail/{self.day}/{self.number}",
        )

    def contribution(
        self,
        debate: Debate,
        part: str,
        kind: ContributionKind,
        name: str,
        said: str,
        *,
        day: dt.date,
        state: str = "",
        office: str = "",
    ) -> Contribution:
        """One turn: `name` is the field that says whose it is."""
        who = uk.inside(self.value.get(name))
        shown = uk.attributed(uk.text(who.get("name")))
        if said.rstrip().endswith("..."):
            self.cut = True
            self.unread.append(
                Unread(self.file, 0, f"{self.place}: the list gives only the beginning of {part}")
            )
        return Contribution(
            id=f"{self.id}.{part}",
            kind=kind,
            sitting_id=self.id,
            date=day,
            chamber=self.chamber,
            debate_id=debate.id,
            debate_title=debate.title,
            seq=0,
            person_id=uk.member(self.value.get(f"{name}Id")) or uk.member(who.get("id")),
            speaker_name=shown.name,
            office=office,
            party=uk.plain(who.get("party")),
            type=state,
            url=debate.url,
            question_number=self.number,
            paragraphs=tuple(
                Paragraph(f"{part}/{n}", text) for n, text in enumerate(uk.words(said).paragraphs, 1)
            ),
        )

    def bound(self, debate: Debate, parts: list[Contribution], moments: list[Any]) -> Sitting:
        newest = max(uk.digits(moment) for moment in moments)
        return Sitting(
            id=self.id,
            date=self.day,
            chamber=self.chamber,
            kind=self.kind,
            revision=f"{newest}{'a' if self.cut else 'b'}",
            source=self.file,
            title=debate.title,
            debates=(debate,),
            contributions=tuple(replace(one, seq=seq) for seq, one in enumerate(parts, 1)),
            unread=tuple(self.unread),
        )


class _Question(_Paper):
    kind, when = "wrans", "dateTabled"

    def sitting(self) -> Sitting:
        value = self.value
        debate = self.debate(uk.plain(value.get("heading")), "written-questions")
        state = "Withdrawn" if value.get("isWithdrawn") is True else ""
        asked = uk.text(value.get("questionText"))
        parts = [
            self.contribution(debate, "q0", "question", "askingMember", asked, day=self.day, state=state)
        ]
        parts += self._answers(debate)
        moments = [
            value.get(name)
            for name in ("dateTabled", "dateAnswered", "dateAnswerCorrected", "dateHoldingAnswer")
        ]
        return self.bound(debate, parts, moments)

    def _answers(self, debate: Debate) -> list[Contribution]:
        """The answer; a corrected one stands beside what it corrects."""
        value = self.value
        answered = uk.day(value.get("dateAnswered")) or uk.day(value.get("dateHoldingAnswer")) or self.day
        now, before = uk.text(value.get("answerText")), uk.text(value.get("originalAnswerText"))
        corrected = uk.day(value.get("dateAnswerCorrected"))
        answers = []
        if before and before != now:
            answers.append(self.contribution(debate, "r0", "reply", "answeringMember", before, day=answered))
        if now:
            part, state = f"r{len(answers)}", "Holding answer" if value.get("answerIsHolding") is True else ""
            by = "correctingMember" if answers and value.get("correctingMemberId") else "answeringMember"
            day = corrected if answers and corrected else answered
            state = "Correction" if answers else state
            answers.append(self.contribution(debate, part, "reply", by, now, day=day, state=state))
        return answers


class _Statement(_Paper):
    kind, when = "wms", "dateMade"

    def sitting(self) -> Sitting:
        debate = self.debate(uk.plain(self.value.get("title")), "written-statements")
        office = uk.plain(self.value.get("memberRole"))
        text = uk.text(self.value.get("text"))
        parts = [self.contribution(debate, "0", "speech", "member", text, day=self.day, office=office)]
        return self.bound(debate, parts, [self.value.get("dateMade")])
