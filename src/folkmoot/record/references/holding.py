"""Offices: "the Home Secretary" by the lists of the day, "the Minister" by who is in the debate."""

from __future__ import annotations

import datetime as dt

from folkmoot.record.references.earlier import earlier
from folkmoot.record.references.finding import Found
from folkmoot.record.references.naming import named
from folkmoot.record.references.offices import Said
from folkmoot.record.references.speech import SEVERAL, Answer, Speech

LISTED_FOR = dt.timedelta(days=90)
"""So long after the newest change on the lists of offices they are taken to be whole."""


def office(speech: Speech, f: Found, number: int, text: str) -> Answer:
    said = f.said
    assert said is not None
    if f.holders:
        one = tuple(dict.fromkeys(f.holders))
        return one, 0.97 if len(one) == 1 else 0.4, f"the Member for {f.seat} on {speech.day.date}"
    if f.bracket:
        by_name = named(
            f.bracket,
            speech.customs.title_gender.get(f.bracket.split()[0].rstrip("."), ""),
            speech.day,
            speech.floor,
        )
        if len(by_name) == 1:
            return by_name, 0.97, "by the name in brackets"
        in_office = tuple(p for p in by_name if p in speech.floor.held)
        if len(in_office) == 1:
            return in_office, 0.95, f"of {len(by_name)} of that name the one who held an office that day"
        if by_name and not said.past:
            return (
                (in_office or by_name)[:SEVERAL],
                0.3,
                f"{len(by_name)} on the roll have the name beside it",
            )
    if said.past:
        return earlier(speech, f, number, text)
    if said.bare:
        return _bare_office(speech, f, said)
    holders = speech.offices.holders(said, speech.day.date, among=speech.floor.here)
    if (printed := speech.floor.called_so(said)) and printed not in holders:
        return (printed,), 0.95, "so the record calls whoever speaks, that day"
    if len(holders) > 1 and printed:
        return (printed,), 0.95, f"of {len(holders)} on the lists, the one the record calls so that day"
    holders = holders or tuple(
        p
        for p, h in speech.floor.stated
        if said.subject <= h.subject and speech.offices.grammar.rank_fits(said, h)
    )
    return _narrow(speech, f, said, tuple(dict.fromkeys(holders)))


def linked(speech: Speech, f: Found, number: int, text: str) -> Answer | None:
    """ "Mo Mowlam was the Secretary of State": the one named just before."""
    if not speech.latest:
        return None
    paragraph, _, earlier = speech.latest[-1]
    if (
        paragraph != number
        or earlier.kind != "name"
        or len(earlier.persons) != 1
        or f.start - earlier.end > 12
    ):
        return None
    between = text[earlier.end : f.start].strip()
    if between not in speech.customs.offices["said"]["links"]:
        return None
    return earlier.persons, 0.85, "named just before"


def _narrow(speech: Speech, f: Found, said: Said, holders: tuple[str, ...]) -> Answer:
    if not holders:
        return (), 0.0, f"nobody on the roll held it on {speech.day.date}"
    if len(holders) == 1:
        known_to = speech.offices.known_to
        if known_to and speech.day.date - known_to > LISTED_FOR:
            return holders, 0.7, f"held the office on {known_to}, when the lists of offices end"
        return holders, 0.95, f"held the office on {speech.day.date}"
    here = [
        p
        for p in holders
        if p != speech.speaker and any(t.speaker == p for t in speech.floor.by_debate[speech.turn.debate])
    ]
    if len(here) == 1:
        return (
            (here[0],),
            0.8,
            f"of {len(holders)} who held such an office on {speech.day.date}, the one who speaks here",
        )
    if len(holders) > SEVERAL:
        return (), 0.1, f"{len(holders)} held such an office on {speech.day.date}"
    return holders, 0.4, f"{len(holders)} held such an office on {speech.day.date}"


def _bare_office(speech: Speech, f: Found, said: Said) -> Answer:
    """ "The Minister", "the Secretary of State": one who is in this debate, or of its department."""
    grammar = speech.offices.grammar
    strictly = grammar.strictly(said)
    fits = [(p, where) for p, where in speech.salient() if _may_be(speech, p, f, said)]
    here = [(p, where) for p, where in fits if p in speech.present]
    if here and here[0][1] == "spoke just before":
        return (here[0][0],), 0.92, "spoke just before, and held such an office"
    before = next((x for x in here if speech.floor.holds(x[0], strictly)), here[0] if here else None)
    if before:
        return (before[0],), 0.87, f"{before[1]}, and held such an office"
    for turns in (speech.floor.after(speech.turn), speech.floor.before(speech.turn)):
        present = [t.speaker for t in turns if t.speaker and _may_be(speech, t.speaker, f, said)]
        if present:
            who = next((p for p in present if speech.floor.holds(p, strictly)), present[0])
            return (who,), 0.85, "holds such an office and speaks in this debate"
    if fits:
        return (fits[0][0],), 0.6, f"{fits[0][1]}, and held such an office"
    return _beside(speech, f, said)


def _beside(speech: Speech, f: Found, said: Said) -> Answer:
    """Nobody here: one who speaks under the same heading, or holds it in the department."""
    answer = of_the_department(speech, f, said)
    if len(answer[0]) == 1:
        return answer
    near = tuple(
        dict.fromkeys(
            t.speaker
            for t in speech.floor.beside(speech.turn)
            if t.speaker and _may_be(speech, t.speaker, f, said)
        )
    )
    if len(near) == 1:
        return near, 0.7, "holds such an office and speaks under the same heading"
    return (near[:SEVERAL], 0.4, "hold such an office and speak under the same heading") if near else answer


def of_the_department(speech: Speech, f: Found, said: Said) -> Answer:
    grammar = speech.offices.grammar
    subject = grammar.words(speech.floor.department.get(speech.turn.debate, ""))
    near = [h for h in speech.floor.ministers.get(speech.speaker, ())]
    subjects = [subject] if subject else [h.subject for h in near]
    among = speech.floor.held if said.shadow else speech.floor.ministers
    for wanted in subjects:
        fits = [
            p
            for p, offices in among.items()
            if p != speech.speaker
            and any(
                h.shadow == said.shadow
                and grammar.rank_fits(said, h)
                and wanted
                and (wanted <= h.subject or (h.subject <= wanted and h.subject))
                for h in offices
            )
        ]
        if said.shadow:
            opposition = speech.offices.sides(speech.day.date)[1]
            fits = [p for p in fits if speech.day.side.get(p) == opposition] or fits
        here = [p for p in fits if p in speech.floor.here] or fits
        if len(here) == 1:
            return (here[0],), 0.75, "held such an office in the department of this debate"
        if here and len(here) <= SEVERAL:
            return tuple(here), 0.3, "held such offices in the department of this debate"
    return (), 0.0, "nobody in this debate holds such an office"


def _may_be(speech: Speech, pid: str, f: Found, said: Said) -> bool:
    return (
        pid != speech.speaker
        and speech.floor.holds(pid, said)
        and (f.claim != "own" or speech.same_side(pid))
    )
