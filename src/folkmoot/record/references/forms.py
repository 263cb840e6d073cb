"""Forms of address: "my hon. Friend", "the hon. Lady"; who spoke before, who was named, who is asked."""

from __future__ import annotations

from folkmoot.record.references.finding import Found
from folkmoot.record.references.speech import NOBODY, Answer, Speech


def form(speech: Speech, f: Found, number: int, text: str) -> Answer:
    if answer := _gives_way(speech, f, number, text):
        return answer
    if answer := _gave_way(speech, f, text) or _asked_by_form(speech, f, text):
        return answer
    odd: Answer = NOBODY
    perhaps: Answer = NOBODY
    for step, (pid, where) in enumerate(speech.salient()):
        fit = speech.fits(f, pid)
        if fit == "yes" or (fit == "perhaps" and step == 0):
            return (pid,), max(0.5, 0.93 - 0.08 * step), where
        if fit == "perhaps" and not perhaps[0]:
            perhaps = (pid,), max(0.5, 0.8 - 0.08 * step), where
        if fit == "odd" and step == 0:
            odd = (pid,), 0.55, f"{where}, though {speech.oddity(f, pid)}"
    if perhaps[0]:
        return perhaps
    return odd if odd[0] else ((), 0.0, "nobody before in this debate fits")


def _gives_way(speech: Speech, f: Found, number: int, text: str) -> Answer | None:
    """ "I give way to my hon. Friend": the one who speaks next."""
    last = len(speech.turn.contribution.paragraphs) - 1
    if (
        number != last
        or len(text) - f.end > 60
        or not speech.cues.yields.search(text, max(0, f.start - 60), f.start)
    ):
        return None
    following = next((t for t in speech.floor.after(speech.turn) if not t.chair), None)
    if following and following.speaker and speech.fits(f, following.speaker) == "yes":
        return (following.speaker,), 0.93, "given way to; speaks next"
    return None


def _gave_way(speech: Speech, f: Found, text: str) -> Answer | None:
    """ "I am grateful to my hon. Friend for giving way": the one who held the floor, whatever the party."""
    if not text.startswith(speech.cues.gave, f.end + 1):
        return None
    before = next(
        (
            t
            for t in speech.floor.before(speech.turn)
            if t.speaker and not t.chair and t.speaker != speech.speaker
        ),
        None,
    )
    if before and speech.floor.likely_gender(before.speaker) in (
        "",
        f.gender or speech.floor.likely_gender(before.speaker),
    ):
        return (before.speaker,), 0.95, "gave way; spoke just before"
    return None


def _asked_by_form(speech: Speech, f: Found, text: str) -> Answer | None:
    """ "Will my hon. Friend …?": whoever answers next, where that is a Minister or the one asked before."""
    if not speech.cues.asks.search(text[max(0, f.start - 24) : f.start]):
        return None
    following = next((t.speaker for t in speech.floor.after(speech.turn) if t.speaker and not t.chair), "")
    before = next(
        (
            t.speaker
            for t in speech.floor.before(speech.turn)
            if t.speaker and not t.chair and t.speaker != speech.speaker
        ),
        "",
    )
    if (
        following
        and (following == before or following in speech.floor.ministers)
        and speech.fits(f, following) in ("yes", "perhaps")
    ):
        return (following,), 0.94, "asked; answers next"
    return None
