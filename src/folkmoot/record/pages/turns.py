"""The likeliest course of a page: for every line who speaks, and whether a new turn begins.

The floor is held by one; others break in, and the holder answers. Every line is scored for every
voice (forms of address, offices, seats, sides) and the best course through all lines is taken;
how much worse the best course with another speaker is gives the confidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from folkmoot.record.pages.voices import LONG, Heard, Voice
from folkmoot.record.references.finding import Found
from folkmoot.record.references.offices import Offices

Act = Literal["start", "goes on", "breaks in", "answers"]
ACTS: tuple[Act, ...] = ("start", "goes on", "breaks in", "answers")
State = tuple[int, int, Act]
"""Who holds the floor, who speaks, and how this line stands to the one before."""

# What a line is worth. Units are natural logarithms of odds, set by hand from the customs of the House
# and kept round; `docs/methods/who-is-meant.md` says what each is for.
CUE = 3.0
AGAINST = -8.0
ODD = -2.5
UNFINISHED = 5.0
# Two sentences that nothing in the file parts: most go on, whatever their words.
UNBROKEN = 1.0
RECENT = 12
BEAM = 80
PRIOR = {"subject": 0.6, "minister": 0.3, "shadow": 0.0, "junior": -0.6, "named": -1.0, "unknown": -1.6}


@dataclass(frozen=True, slots=True)
class Said:
    """One line with its speaker. `addressed` is who is spoken to, by place among the voices; -1 the House."""

    heard: Heard
    voice: Voice
    act: Act
    addressed: int
    confidence: float


def together(said: Sequence[Said]) -> list[Said]:
    """Sentences of one turn that nothing in the file parts, as one line each; all else as it is."""
    turns: list[Said] = []
    for now in said:
        before = turns[-1] if turns else None
        if before and now.act == "goes on" and now.heard.line.goes_on_from(before.heard.line):
            turns[-1] = replace(before, heard=before.heard.upto(now.heard))
        else:
            turns.append(now)
    return turns


class Course:
    """Finds the best course through the lines of one page."""

    def __init__(self, lines: Sequence[Heard], voices: Sequence[Voice], offices: Offices) -> None:
        self.lines = lines
        self.voices = list(voices)
        self.offices = offices
        self.alone = [[self._speaks(heard, voice) for voice in self.voices] for heard in lines]

    def find(self) -> list[Said]:
        """The best course, a value for each line."""
        if not self.lines or not self.voices:
            return []
        forward = self._forward()
        backward = self._backward(forward)
        course = self._trace(forward)
        best = max(score for score, _ in forward[-1].values())
        said = []
        for n, state in enumerate(course):
            other = [score + backward[n][s] for s, (score, _) in forward[n].items() if s[1] != state[1]]
            margin = best - max(other) if other else 8.0
            said.append(
                Said(
                    self.lines[n],
                    self.voices[state[1]],
                    state[2],
                    self._addressed(n, state, course[n - 1] if n else None),
                    1 / (1 + math.exp(-margin)),
                )
            )
        return said

    # What one line says of one speaker

    def _speaks(self, heard: Heard, voice: Voice) -> float:
        score = PRIOR[voice.role]
        for f in heard.found:
            if (
                f.kind == "office"
                and f.said
                and not f.said.past
                and not f.inside
                and self._is_office(f, voice)
            ):
                score += AGAINST
            elif f.kind == "constituency" and len(f.holders) == 1:
                if f.holders[0] == voice.person:
                    score += AGAINST
                elif f.claim == "own":
                    score += self._own_side(f.holders[0], voice)
        if voice.role == "minister":
            score += heard.voice
        elif voice.role in ("shadow", "subject", "named"):
            score += heard.front_bench * (1.2 if voice.role == "shadow" else -0.4)
            score -= heard.voice * (0.8 if voice.side and not self._of_government(voice) else 0.0)
        return score

    def _is_office(self, f: Found, voice: Voice) -> bool:
        said, office = f.said, voice.office
        assert said is not None
        if voice.role == "junior" or office is None:
            return False
        if said.bare:
            return said.rank == office.rank and said.shadow == office.shadow and f.claim == "definite"
        return (said.named, said.rank, said.subject, said.shadow) == (
            office.named,
            office.rank,
            office.subject,
            office.shadow,
        )

    def _own_side(self, person: str, voice: Voice) -> float:
        sides = {v.person: v.side for v in self.voices if v.person}
        theirs = sides.get(person, "")
        if not theirs or not voice.side:
            return 0.0
        return 1.0 if theirs == voice.side else AGAINST

    def _of_government(self, voice: Voice) -> bool:
        minister = next((v for v in self.voices if v.role == "minister"), None)
        return minister is not None and bool(minister.side) and minister.side == voice.side

    # How one voice may speak to another

    def _speaks_to(self, heard: Heard, speaker: int, other: int) -> float:
        """How well the first form of address of a line fits the one it is said to."""
        voice, to = self.voices[speaker], self.voices[other]
        for f in heard.found:
            if f.inside or f.start > 400:
                continue
            if f.kind == "form":
                return self._fits(f, voice, to)
            if f.kind == "office" and f.said and not f.said.past:
                if self._is_office(f, to):
                    return 2.0
                if f.said.bare and to.role in ("minister", "junior"):
                    return 1.5
        return 0.0

    def _fits(self, f: Found, voice: Voice, to: Voice) -> float:
        if f.gender and to.gender and f.gender != to.gender:
            return AGAINST
        own = f.claim == "own" or bool(f.noun and f.noun.side == "own")
        if voice.side and to.side:
            if own and voice.side != to.side:
                return AGAINST
            if not own and f.noun and f.noun.side == "other" and voice.side == to.side:
                return ODD
        if f.privy is False and to.privy:
            return ODD
        return 1.0 if (f.gender and f.gender == to.gender) or (own and voice.side == to.side) else 0.3

    def _breaks_in(self, n: int, speaker: int, holder: int) -> float:
        """Front Benchers seldom break into a back bencher's speech; one just named as a Friend may well."""
        voice, floor = self.voices[speaker], self.voices[holder]
        if voice.role in ("minister", "shadow") and floor.role not in ("minister", "shadow"):
            return -2.0
        if voice.role == "named" and any(
            f.kind == "constituency" and f.holders == (voice.person,) and f.claim == "own"
            for heard in self.lines[max(0, n - RECENT) : n]
            for f in heard.found
        ):
            return 0.8
        return 0.0

    # From one line to the next

    def _opens(self, n: int, state: State, before: State | None) -> float:
        """What a line is worth as this kind of turn."""
        heard = self.lines[n]
        cues, (holder, speaker, act) = heard.cues, state
        score = self.alone[n][speaker]
        if act == "start":
            return (
                score + (CUE + 1.0 if cues["start"] else -2.5 if n else 0.0) - (1.5 if cues["reply"] else 0)
            )
        if act == "answers":
            score += CUE if cues["reply"] or cues["keeps"] else -1.5
            score -= 1.5 if cues["intervention"] and cues["question"] and not cues["keeps"] else 0.0
            if before is not None and before[1] != before[0]:
                score += self._speaks_to(heard, speaker, before[1])
            elif cues["reply"] or cues["keeps"]:
                score += (
                    max(self._speaks_to(heard, speaker, o) for o in range(len(self.voices)) if o != speaker)
                    * 0.5
                )
            return score
        if act == "breaks in":
            score += (
                CUE
                if cues["intervention"] or cues["floor"]
                else 0.3
                if cues["perhaps_intervention"]
                else -2.0
            )
            score += self._breaks_in(n, speaker, holder)
            score += 1.0 if cues["question"] else 0.0
            score += 0.0 if cues["addressed"] else -1.5
            score -= max(0, heard.words - LONG) / 15
            score -= CUE if cues["keeps"] else 0.0
            return score + self._speaks_to(heard, speaker, holder)
        score -= CUE if cues["start"] else 0.0
        score -= (
            2.0
            if cues["reply"] and heard.found and heard.found[0].start < 60
            else 1.0
            if cues["reply"]
            else 0.0
        )
        score -= 1.5 if cues["intervention"] and cues["addressed"] and heard.words < LONG else 0.0
        return score - (CUE if cues["keeps"] else 0.0)

    def _follows(self, n: int, before: State, state: State) -> float:
        """What it is worth that this state comes after that one."""
        earlier = self.lines[n - 1]
        joined = UNFINISHED if (earlier.unfinished and not earlier.broken) or self.lines[n].lower else 0.0
        if self.lines[n].quotation or (earlier.quotation and not earlier.broken):
            joined = max(joined, 2.0)
        if self.lines[n].line.goes_on_from(earlier.line):
            joined = joined or UNBROKEN
        held, spoke, _ = before
        holder, speaker, act = state
        if act == "goes on":
            if (holder, speaker) != (held, spoke):
                return -math.inf
            between = -1.5 if speaker != holder else 1.5
            return between + joined - (2.5 if earlier.broken else 0.0)
        if act == "breaks in":
            if holder != held or speaker == holder:
                return -math.inf
            return (0.5 if spoke == held else -2.5) - joined + (1.5 if earlier.broken else 0.0)
        if speaker != holder:
            return -math.inf
        if act == "answers":
            if spoke != held:
                return (2.5 if holder == held else -4.0) - joined
            kept = -1.0 if holder == held else -3.0
            return kept - joined + (1.5 if earlier.broken and holder == held else 0.0)
        return (-4.0 if holder in (held, spoke) else -1.5) - joined

    def _states(self, n: int) -> list[State]:
        voices = range(len(self.voices))
        acts = ACTS if n else ("start", "answers", "breaks in")
        return [
            (h, s, a)
            for h in voices
            for s in voices
            for a in acts
            if (s != h if a == "breaks in" else a == "goes on" or s == h)
        ]

    def _forward(self) -> list[dict[State, tuple[float, State | None]]]:
        table: list[dict[State, tuple[float, State | None]]] = [
            {s: (self._opens(0, s, None), None) for s in self._states(0)}
        ]
        for n in range(1, len(self.lines)):
            row: dict[State, tuple[float, State | None]] = {}
            for state in self._states(n):
                options = [
                    (score + self._step(n, before, state), before) for before, (score, _) in table[-1].items()
                ]
                score, before = max(options, key=lambda o: o[0])
                if score > -math.inf:
                    row[state] = (score, before)
            kept = sorted(row, key=lambda s: -row[s][0])[:BEAM]
            table.append({state: row[state] for state in kept})
        return table

    def _step(self, n: int, before: State, state: State) -> float:
        follows = self._follows(n, before, state)
        return follows if follows == -math.inf else follows + self._opens(n, state, before)

    def _backward(self, forward: list[dict[State, tuple[float, State | None]]]) -> list[dict[State, float]]:
        """How well the rest of the page can go from each state that was kept."""
        table: list[dict[State, float]] = [dict.fromkeys(forward[-1], 0.0)]
        for n in range(len(self.lines) - 1, 0, -1):
            row = {
                before: max(self._step(n, before, state) + score for state, score in table[0].items())
                for before in forward[n - 1]
            }
            table.insert(0, row)
        return table

    def _trace(self, forward: list[dict[State, tuple[float, State | None]]]) -> list[State]:
        state = max(forward[-1], key=lambda s: forward[-1][s][0])
        course = [state]
        for row in reversed(forward[1:]):
            before = row[state][1]
            assert before is not None
            state = before
            course.append(state)
        return course[::-1]

    def _addressed(self, n: int, state: State, before: State | None) -> int:
        holder, _, act = state
        if act == "breaks in":
            return holder
        if act == "answers" and before is not None and before[1] != before[0]:
            return before[1]
        return -1
