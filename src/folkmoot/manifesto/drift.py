"""What changed in meaning from one wording to another, told apart, with reason and confidence.

Each rule is written once, for one direction; the other direction is the same rule with the wordings
changed over. So whatever was narrowed on the way there was widened on the way back, and a test holds
that for any two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from folkmoot.manifesto import cues
from folkmoot.manifesto.aims import VERBS, aim_of, purpose_in, without_aim
from folkmoot.manifesto.telling import alike, missing, sentences_of, share_kept, telling
from folkmoot.text import normal

KEPT = 1 / 3  # of the telling words of a purpose or a part: from there on it counts as kept
KEPT_UNSAID = 1 / 2  # of those of a purpose, where the other side states none: a word or two may be by chance
REWORDED = 0.7  # of all telling words that both have: from there on the meaning is taken to be the same


class Change(StrEnum):
    PURPOSE_DROPPED = "purpose dropped"
    PURPOSE_CHANGED = "purpose changed"
    PURPOSE_ADDED = "purpose added"
    REVERSED = "reversed"
    NARROWED = "narrowed"
    WIDENED = "widened"
    SOFTENED = "softened"
    HARDENED = "hardened"
    NUMBER_CHANGED = "number changed"
    DROPPED = "dropped"
    ADDED = "added"
    SPLIT = "split"
    REWORDED = "reworded"
    UNCLEAR = "unclear"


_ORDER = list(Change)
MIRROR = {
    Change.PURPOSE_DROPPED: Change.PURPOSE_ADDED,
    Change.NARROWED: Change.WIDENED,
    Change.SOFTENED: Change.HARDENED,
    Change.DROPPED: Change.ADDED,
}
MIRROR |= {there: back for back, there in MIRROR.items()}


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence or two, and what they are for; `of` names where they stand."""

    words: str
    purpose: str = ""
    of: str = ""

    @property
    def aim(self) -> str:
        """The stated purpose, or the one the words themselves hold: "so that …", "in order to …"."""
        return self.purpose or purpose_in(self.words)

    @property
    def all(self) -> str:
        return f"{self.words} {self.purpose}".strip()

    @property
    def asked(self) -> str:
        """The words without their purpose."""
        return without_aim(self.words)


@dataclass(frozen=True, slots=True)
class Hint:
    """A change worth a look, with the words before and now that it rests on.

    reason: why a program says so; confidence: from 0 to 1, how often such a reason is right.
    """

    change: Change
    before: str
    now: str
    reason: str = ""
    confidence: float = 0.5

    def mirrored(self) -> Hint:
        """The same change on the way back."""
        return replace(self, change=MIRROR.get(self.change, self.change), before=self.now, now=self.before)


def hints(before: Wording, now: Wording) -> tuple[Hint, ...]:
    """Everything that changed from one wording to another, the purpose first."""
    if normal(before.all) == normal(now.all):
        return ()
    found = [*_purpose(before, now), *_reversed(before, now)]
    for rule in (_narrowed, _softened, _dropped):
        found += rule(before.asked, now.asked, before, now)
        found += [hint.mirrored() for hint in rule(now.asked, before.asked, now, before)]
    found += _numbers(before.asked, now.asked)
    return in_order(found) if found else (_only_words(before.all, now.all),)


def in_order(found: Sequence[Hint]) -> tuple[Hint, ...]:
    """The purpose first, then by kind, the surest first."""
    return tuple(sorted(found, key=lambda hint: (_ORDER.index(hint.change), -hint.confidence)))


# The purpose ------------------------------------------------------------------------------------------


def purpose_kept(aim: str, beside: str, now: Wording) -> bool:
    """Whether what a purpose says beyond the rest of its sentence still stands anywhere now."""
    own = " ".join(missing(aim, (beside,)))
    if not telling(own):
        return bool(now.aim)
    return share_kept(own, now.all) >= (KEPT if now.aim else KEPT_UNSAID)


def _purpose(before: Wording, now: Wording) -> list[Hint]:
    old, new = before.aim, now.aim
    if not old and not new:
        return []
    kept = (old and purpose_kept(old, before.asked, now)) or (new and purpose_kept(new, now.asked, before))
    if kept:
        return []
    sure = min(_sure_of_aim(wording) for wording in (before, now) if wording.aim)
    if old and new:
        return [Hint(Change.PURPOSE_CHANGED, old, new, "one purpose stands in another's place", sure)]
    if old:
        return [Hint(Change.PURPOSE_DROPPED, old, "", "what it was for stands nowhere now", sure)]
    return [Hint(Change.PURPOSE_ADDED, "", new, "what it is for was not said before", sure)]


def _sure_of_aim(wording: Wording) -> float:
    found = None if wording.purpose else aim_of(wording.words)
    return found.confidence if found else 0.95


# Narrower, softer, less ---------------------------------------------------------------------------------


def _narrowed(before: str, now: str, *_whole: Wording) -> list[Hint]:
    """Limits came in, or words of reach went. Phrases stand as they do; the surest reason is given."""
    reasons: list[tuple[float, str, list[str], list[str]]] = []
    for cue in cues.LIMITS:
        if new := cues.came_in(cue.pattern, before, now):
            reasons.append((cue.confidence, cue.reason, [], new))
    gone = cues.came_in(cues.REACH.pattern, now, before)
    if gone and not cues.found(cues.REACH.pattern, now):
        reasons.append((cues.REACH.confidence, cues.REACH.reason, gone, []))
    groups = cues.came_in(cues.GROUPS, before, now)
    broad = cues.came_in(cues.BROAD, now, before)
    if groups and broad:
        reasons.append((0.6, "some people where it was people", broad, groups))
    if items := _list_items_gone(before, now):
        reasons.append((0.6, "a list that has fewer members", items, []))
    certain = [reason for reason in reasons if reason[0] >= 0.5]
    if not certain:
        return []
    sure, why, _gone, _new = max(certain, key=lambda reason: reason[0])
    return [
        Hint(
            Change.NARROWED,
            ", ".join(dict.fromkeys(phrase for reason in reasons for phrase in reason[2])),
            ", ".join(dict.fromkeys(phrase for reason in reasons for phrase in reason[3])),
            why,
            min(0.95, sure + 0.1 * (len(reasons) - 1)),
        )
    ]


_BETWEEN_ITEMS = re.compile(r",\s*(?:and |or )?|\s+(?:and|or|&)\s+", re.IGNORECASE)


def _list_items_gone(before: str, now: str) -> list[str]:
    """Members of a list that went while another stayed, where hardly anything else came in."""
    if len(missing(now, (before,))) > 1:
        return []
    there = telling(now)
    gone = []
    for sentence in sentences_of(before):
        items = _BETWEEN_ITEMS.split(sentence)
        if len(items) < 2:
            continue
        gone += [item for item in items[1:] if _is_item(item) and not telling(item).keys() & there.keys()]
    return gone


def _is_item(text: str) -> bool:
    meant = telling(text)
    return 0 < len(meant) <= 3 and not _begins_a_deed(text)


def _begins_a_deed(text: str) -> bool:
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return normal(first) in VERBS


def _softened(before: str, now: str, *_whole: Wording) -> list[Hint]:
    found: list[tuple[float, str, list[str], list[str]]] = []
    if new := cues.came_in(cues.TRYING.pattern, before, now):
        found.append((cues.TRYING.confidence, cues.TRYING.reason, [], new))
    binding = cues.came_in(cues.BINDING.pattern, now, before)
    if binding and not cues.found(cues.BINDING.pattern, now):
        found.append((cues.BINDING.confidence, cues.BINDING.reason, binding, []))
    strong, weak = cues.found(cues.STRONG_MODALS, before), cues.came_in(cues.WEAK_MODALS, before, now)
    if strong and weak and not cues.found(cues.STRONG_MODALS, now):
        found.append((0.6, "“may” or “could” on one side, “will” or “must” on the other", strong, weak))
    if not found:
        return []
    sure, why, _gone, _new = max(found, key=lambda reason: reason[0])
    went = ", ".join(dict.fromkeys(phrase for reason in found for phrase in reason[2]))
    came = ", ".join(dict.fromkeys(phrase for reason in found for phrase in reason[3]))
    return [Hint(Change.SOFTENED, went, came, why, min(0.95, sure + 0.1 * (len(found) - 1)))]


_PART = re.compile(rf"[,:–—]\s+|\s+and (?=(?:{'|'.join(VERBS)})\b)", re.IGNORECASE)


def parts(text: str) -> list[str]:
    """Sentences, cut again at commas and before a further deed ("… and offer them to …")."""
    return [part.strip() for sentence in sentences_of(text) for part in _PART.split(sentence) if part.strip()]


def _dropped(before: str, now: str, whole_before: Wording, whole_now: Wording) -> list[Hint]:
    """Whole parts of which hardly a telling word is left; parts side by side are said as one."""
    alone = set(sentences_of(before))
    items = set(_list_items_gone(before, now))
    run: list[list[str]] = [[]]
    for part in parts(before):
        gone = share_kept(part, whole_now.all) < KEPT and not set(_BETWEEN_ITEMS.split(part)) <= items
        if gone and (len(telling(part)) >= 2 or part in alone or (run[-1] and telling(part))):
            run[-1].append(part)
        elif run[-1]:
            run.append([])
    return [
        Hint(
            Change.DROPPED,
            ", ".join(group),
            "",
            "hardly a word of this part stands on the other side",
            _sure(group, whole_now),
        )
        for group in run
        if group
    ]


def _sure(group: Sequence[str], now: Wording) -> float:
    text = " ".join(group)
    return round(0.9 - 0.6 * share_kept(text, now.all), 2) if len(telling(text)) > 1 else 0.6


def _numbers(before: str, now: str) -> list[Hint]:
    gone, new = (
        [n for n in cues.came_in(cues.NUMBER, a, b) if not _in_a_limit(n, b)]
        for a, b in ((now, before), (before, now))
    )
    if gone and new:
        return [
            Hint(Change.NUMBER_CHANGED, ", ".join(gone), ", ".join(new), "another figure stands there", 0.9)
        ]
    if new:
        return [Hint(Change.ADDED, "", ", ".join(new), "a figure came in", 0.7)]
    return [Hint(Change.DROPPED, ", ".join(gone), "", "a figure went", 0.7)] if gone else []


def _in_a_limit(number: str, text: str) -> bool:
    return any(number.split()[0] in phrase.split() or number in phrase
               for cue in cues.LIMITS for phrase in cues.found(cue.pattern, text))  # fmt: skip


def _reversed(before: Wording, now: Wording) -> list[Hint]:
    old, new = _negations(before, now), _negations(now, before)
    if bool(old) == bool(new) or alike(before.asked, now.asked) < REWORDED:
        return []
    why = "much the same words, with a “no” or “not” on one side"
    return [Hint(Change.REVERSED, ", ".join(old), ", ".join(new), why, 0.5)]


def _negations(one: Wording, other: Wording) -> list[str]:
    """The "no"s and "not"s of parts that both sides have in some form."""
    held = [part for part in parts(one.asked) if share_kept(part, other.all) >= KEPT]
    return [phrase for part in held for phrase in cues.found(cues.NEGATIONS, part)]


def _only_words(before: str, now: str) -> Hint:
    """Nothing told apart: the same in other words, or nobody can tell without reading."""
    same = alike(before, now)
    if same >= REWORDED:
        return Hint(
            Change.REWORDED, "", "", "the same telling words in another order or form", round(same, 2)
        )
    why = "other words; whether another meaning, a program cannot tell"
    return Hint(
        Change.UNCLEAR, ", ".join(missing(before, (now,))), ", ".join(missing(now, (before,))), why, 0.3
    )


# One that became two ----------------------------------------------------------------------------------


def split(before: Wording, into: Sequence[Wording]) -> Hint | None:
    """Whether several wordings between them carry what one said, each something the others do not.

    None where one of them carries it all, or where they carry too little of it together.
    """
    mine = telling(before.words).keys()
    shares = [mine & telling(one.words).keys() for one in into]
    if len(into) < 2 or not mine:
        return None
    own = [share - set().union(*(o for o in shares if o is not share)) for share in shares]
    together = len(set().union(*shares)) / len(mine)
    if together < 0.6 or any(not part for part in own) or max(map(len, shares)) / len(mine) > 0.85:
        return None
    now = " | ".join(one.of or one.words for one in into)
    return Hint(
        Change.SPLIT, before.all, now, "each carries a part of it that the others do not", round(together, 2)
    )
