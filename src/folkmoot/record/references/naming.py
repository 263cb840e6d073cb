"""Who bears a name on a day: "Mr. Howard", "Sir Menzies Campbell", "Lord West of Spithead"."""

from __future__ import annotations

from folkmoot.record.references.debate import Floor
from folkmoot.record.references.known import Day, plain


def named(words: str, gender: str, day: Day, floor: Floor) -> tuple[str, ...]:
    """Everybody this name can mean: who sits that day before who ever did; nobody for a stranger.

    A family name alone ("Mr. Howard") means only those who sit.
    """
    title, name = _without_title(words, day)
    if title in day.customs.address["names"]["peers"]:
        return _peers(title, name, day, floor)
    parts = [plain(w) for w in name.replace("-", " ").split()]
    if not parts:
        return ()
    candidates = set(day.full.get(" ".join(parts), ())) if len(parts) > 1 else set()
    if not candidates and (len(parts) == 1 or title):
        candidates = set(day.family.get(" ".join(parts), ()))
    if not candidates and title and len(parts) > 2:
        candidates = set(day.full.get(f"{parts[0]} {' '.join(parts[-1:])}", ()))
    fits = [p for p in candidates if not gender or floor.likely_gender(p) in ("", gender)]
    serving = [p for p in fits if p in floor.here] or [p for p in fits if p in day.house]
    if serving or len(parts) == 1:
        return tuple(sorted(serving))
    return tuple(sorted(p for p in fits if _has_sat(p, day)))


def _without_title(words: str, day: Day) -> tuple[str, str]:
    first, _, rest = words.strip().partition(" ")
    titles = day.customs.title_gender
    return (first.rstrip("."), rest) if rest and first.rstrip(".") in titles else ("", words.strip())


def _peers(title: str, name: str, day: Day, floor: Floor) -> tuple[str, ...]:
    head, _, of = name.partition(" of ")
    bearers = day.everybody.peers.get(" ".join(plain(w) for w in head.replace("-", " ").split()), [])
    same = day.customs.address["names"]["same_title"].get(title, [title])
    fits = [
        (pid, n)
        for pid, n in bearers
        if n.prefix in same and day.date in n.span and (not of or plain(n.lord_of) == plain(of))
    ]
    speaking = {p for p, _ in fits if p in floor.speaking}
    if len(speaking) == 1:
        return tuple(speaking)
    if not of and len(exact := [(p, n) for p, n in fits if not n.lord_of]) >= 1:
        fits = exact if len({p for p, _ in exact}) == 1 else fits
    serving = [(p, n) for p, n in fits if p in day.house] or fits
    return tuple(dict.fromkeys(p for p, _ in serving))


def _has_sat(pid: str, day: Day) -> bool:
    return any(m.span.first is None or m.span.first <= day.date for m in day.roll.terms_of(pid))
