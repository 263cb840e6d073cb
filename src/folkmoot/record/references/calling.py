"""The Chair and names: who is in the Chair, who bears a name and may be called by it."""

from __future__ import annotations

from folkmoot.record.references.finding import Found
from folkmoot.record.references.known import plain
from folkmoot.record.references.naming import named
from folkmoot.record.references.speech import SEVERAL, Answer, Speech


def chair(speech: Speech, f: Found) -> Answer:
    rank = f.chair
    parties = speech.customs.address["chair"]["parties"]
    heads = tuple(
        p for p in speech.day.chair if speech.day.party.get(p) == parties[0] and p in speech.floor.here
    )
    if rank == "speaker":
        return (
            (heads, 0.97, f"Speaker on {speech.day.date}")
            if len(heads) == 1
            else (heads[:SEVERAL], 0.3, "the Speaker")
        )
    recent = [
        t.speaker for t in reversed(speech.floor.turns[: speech.turn.place + 1]) if t.chair and t.speaker
    ]
    coming = [t.speaker for t in speech.floor.turns[speech.turn.place + 1 :][:40] if t.chair and t.speaker]
    presiding = [p for p in (*recent[:3], *coming[:1]) if p not in heads]
    for pid in presiding:
        if not f.gender or speech.floor.likely_gender(pid) == f.gender:
            return (pid,), 0.85, "in the Chair at the time"
    deputies = sorted(
        p
        for p in speech.day.chair - set(heads)
        if p in speech.floor.here and speech.floor.likely_gender(p) in ("", f.gender)
    )
    of_gender = f.gender and rank == "deputy"
    surely = [p for p in deputies if speech.floor.likely_gender(p) == f.gender] if of_gender else []
    perhaps = [p for p in presiding if not speech.floor.likely_gender(p)]
    if perhaps:  # somebody whose gender the roll does not state, or one of those who may have taken over
        persons = tuple(dict.fromkeys((*perhaps[:1], *surely)))
        return persons[:SEVERAL], 0.6 if len(persons) == 1 else 0.3, "was in the Chair, or may have been"
    if len(deputies) == 1:
        return (deputies[0],), 0.8, f"the only one on the roll for {speech.day.date}"
    return tuple(deputies[:SEVERAL]), 0.3, f"{len(deputies) or 'no'} such on the roll for {speech.day.date}"


def name(speech: Speech, f: Found, text: str) -> Answer:
    names = speech.customs.address["names"]
    before, after = (
        text[max(0, f.start - 20) : f.start].split(),
        text[f.end : f.end + 12].replace(",", " ").split(),
    )
    strangers = names["outsiders_before"]
    outside = (
        f.title in strangers
        or (before and before[-1].rstrip(",") in strangers)
        or (after and after[0].strip(".,;") in names["outsiders_after"])
    )
    key = plain(f.name)
    if outside:
        speech.floor.outsiders.add(key)
    if outside or key in speech.floor.outsiders:
        return (), 0.6, "somebody outside the House"
    if f.title in names.get("before_given", ()) and len(f.name.split()) == 1:
        return _by_given_name(speech, f)
    words = f"{f.title} {f.name}".strip()
    found = named(words, f.gender, speech.day, speech.floor)
    if not found:
        return (), 0.5, "nobody of that name on the roll"
    plainly = (
        speech.turn.chair
        or speech.turn.contribution.kind == "procedural"
        or names["members_named"]
        or f.title in names["peers"]
    )
    serving = [p for p in found if p in speech.floor.here]
    if len(found) == 1:
        if (
            serving
            and not plainly
            and f.title
            and len(f.name.split()) == 1
            and found[0] not in speech.floor.speaking
        ):
            return (), 0.3, "a Member has this name, but Members are not called by it here"
        return found, 0.95 if plainly else 0.7, f"by name, on the roll for {speech.day.date}"
    return (
        found[:SEVERAL] if len(found) <= SEVERAL else (),
        0.3,
        f"{len(found)} on the roll have this name",
    )


def _by_given_name(speech: Speech, f: Found) -> Answer:
    """ "Sir David": whoever of that given name presides or speaks in this debate, if there is one such."""
    turns = speech.floor.by_debate[speech.turn.debate]
    called = speech.day.everybody.given.get(plain(f.name), set())
    fits = [p for p in called if speech.floor.likely_gender(p) in ("", f.gender)]
    for among, where in (
        ({t.speaker for t in turns if t.chair}, "presides in this debate"),
        (
            {t.speaker for t in turns if t.contribution.speaker_name.startswith(f"{f.title} ")},
            "the only one so called who speaks in this debate",
        ),
    ):
        here = [p for p in fits if p in among]
        if len(here) == 1:
            return (here[0],), 0.85, where
    return (), 0.3, "a given name that nobody in this debate is known by"
