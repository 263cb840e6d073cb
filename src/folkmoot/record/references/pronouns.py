"""Third-person pronouns: the nearest words that fit, nobody where somebody unnamed stands between."""

from __future__ import annotations

from folkmoot.record.references.finding import Found
from folkmoot.record.references.holding import of_the_department
from folkmoot.record.references.speech import Answer, Speech

# How far back a pronoun reaches, in characters.
NEAR = 450


def pronoun(speech: Speech, f: Found, number: int, text: str, all_found: list[Found], inside: bool) -> Answer:
    if inside:
        return (), 0.3, "in quoted words"
    if asked := _asked(speech, f, number, text):
        return asked
    rival = _rival(speech, f, text, all_found)
    for paragraph, at, earlier in reversed(speech.latest):
        if (
            paragraph < number - 1
            or (paragraph == number and f.start - at > NEAR)
            or (earlier.start == f.start and paragraph == number)
        ):
            if paragraph == number and earlier.start == f.start:
                continue
            break
        if (paragraph == number and rival > at) or (paragraph < number and (rival >= 0 or f.start > 200)):
            return (), 0.4, "somebody who is not on the roll"
        if earlier.gender and earlier.gender != f.gender:
            continue
        if len(earlier.persons) == 1:
            gender = speech.floor.likely_gender(earlier.persons[0])
            if earlier.persons[0] == speech.speaker or (gender and gender != f.gender):
                continue
            earlier_is = "pronoun" if earlier.kind == "pronoun" else "words"
            return earlier.persons, 0.8 if gender else 0.6, f"the nearest {earlier_is} before that fit"
        return earlier.persons, 0.3, "as the nearest words before, which are not clear"
    if rival >= 0 or number or f.start > 600 or (speech.latest and f.start > 250):
        return (), 0.3, "nobody near is named"
    previous = next(
        (
            t.speaker
            for t in speech.floor.before(speech.turn)
            if t.speaker and not t.chair and t.speaker != speech.speaker
        ),
        "",
    )
    if previous and speech.floor.likely_gender(previous) in ("", f.gender):
        return (previous,), 0.65, "spoke just before"
    return (), 0.2, "nobody near is named"


def _asked(speech: Speech, f: Found, number: int, text: str) -> Answer | None:
    """ "Will he …?": the one asked, who spoke just before; in an opening question, who is to answer."""
    words = speech.cues.asks.search(text[max(0, f.start - 24) : f.start])
    opening = speech.cues.opens.search(text, max(0, f.start - 60), f.start) if not number else None
    before = next(
        (
            t
            for t in speech.floor.before(speech.turn)
            if t.speaker and not t.chair and t.speaker != speech.speaker
        ),
        None,
    )
    if words and before:
        gender = speech.floor.likely_gender(before.speaker)
        if gender == f.gender and before.speaker in speech.floor.ministers:
            return (before.speaker,), 0.85, "asked; spoke just before, for the Government"
    if before or not opening or any(p == number for p, _, _ in speech.latest):
        return None
    answers = next(
        (t.speaker for t in speech.floor.after(speech.turn) if t.speaker and t.speaker != speech.speaker), ""
    )
    answers = answers if answers in speech.floor.ministers else ""
    head = of_the_department(speech, Found(0, 0, "office"), speech.cues.head_of_department)[0]
    persons = tuple(
        dict.fromkeys(
            p for p in (*head[:1], answers) if p and speech.floor.likely_gender(p) in ("", f.gender)
        )
    )
    if len(persons) == 1:
        return persons, 0.75, "the one to whom the question is put"
    return (persons, 0.4, "the head of the department, or the one who answers") if persons else None


def _rival(speech: Speech, f: Found, text: str, all_found: list[Found]) -> int:
    """Where the nearest word before stands that means a person who is not referred to otherwise."""
    nearest = -1
    genders = speech.cues.gender_of_noun
    for match in speech.cues.people.finditer(text, max(0, f.start - NEAR), f.start):
        gender = genders[match.group()]
        if (gender and gender != f.gender) or speech.cues.predicate.search(
            text[max(0, match.start() - 40) : match.start()]
        ):
            continue
        if not any(o.start <= match.start() < o.end for o in all_found if o is not f):
            nearest = match.start()
    return nearest
