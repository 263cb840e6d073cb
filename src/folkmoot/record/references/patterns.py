"""Expressions made from a parliament's customs: forms of address, seats, offices, names, the Chair."""

from __future__ import annotations

import re
from collections import Counter

from folkmoot.record.references.customs import Customs, alternation
from folkmoot.record.references.known import Everybody
from folkmoot.record.references.offices import Grammar

_NAME = r"[A-Z][\w’'\x92-]*\w"


class Patterns:
    """The customs' words as expressions, and for every word that can begin something what to try there."""

    def __init__(self, customs: Customs, grammar: Grammar) -> None:
        self.customs = customs
        self.grammar = grammar
        a = customs.address
        determiners = a["determiners"]
        self.claim = {w: claim for claim in determiners for w in determiners[claim]}
        self.first = frozenset(a["first_person"]["words"])
        self.third = {w: g for g in a["third_person"] for w in a["third_person"][g]}
        self.chairs = {
            words: (rank, "" if gender == "any" else gender)
            for rank, by_gender in a["chair"].items()
            if isinstance(by_gender, dict)
            for gender, forms in by_gender.items()
            for words in forms
        }
        self._privy = tuple(a["honours"]["privy"])
        self._plain = frozenset(a["honours"]["plain"])
        self._compile()

    def _compile(self) -> None:
        a = self.customs.address
        determiners = alternation(self.claim)
        honours = alternation(a["honours"]["words"])
        praise = alternation(a["honours"]["praise"])
        nouns = alternation(self.customs.nouns)
        seat_nouns = alternation([*a["seats"]["nouns"], *a["seats"]["plural"]])
        joined = alternation(a["seats"]["joined_by"])
        former = alternation(a["seats"]["former"])
        beside = alternation(a["seats"]["beside"])
        pronouns = alternation([*self.first, *self.third])
        chairs = "|".join(
            re.escape(w).replace(r"\ ", r"\s+") for w in sorted(self.chairs, key=len, reverse=True)
        )
        not_before = "|".join(re.escape(w) for w in a["chair"]["not_before"]) or "$^"
        titles = alternation([t for group in a["names"]["titles"].values() for t in group])
        small = a["small"]
        article, and_, of_, linking = (alternation(small[k]) for k in ("article", "and", "of", "linking"))
        honour = rf"(?:{honours}(?:(?:\s+{and_}\s+|,\s+|\s+){honours})*)"
        ranked = rf"(?:(?:{determiners})\s+)?(?:{former}\s+)?(?:{praise}\s+)*{honour}\s+(?:{praise}\s+)*"
        self.form = re.compile(
            rf"(?P<det>{determiners})\s+(?P<former>{former}\s+)?(?:{praise}\s+)*(?P<honour>{honour})\s+"
            rf"(?:{praise}\s+)*(?P<noun>{nouns})\b"
        )
        self.seat = re.compile(
            rf"(?:(?P<sdet>{determiners})\s+)?(?P<sformer>{former}\s+)?(?:(?P<shonour>{honour})\s+)?"
            rf"(?:{praise}\s+)*(?P<snoun>{seat_nouns})\s+{joined}\s+(?=(?:{article}\s+)?[A-Z])"
        )
        self.chair = re.compile(rf"(?P<chair>{chairs})\b(?!{not_before})")
        self.honour = re.compile(rf"{honour}\s")
        self.determiner_before = re.compile(rf"\b{determiners}\s+(?:{former}\s+)?(?:{praise}\s+)*\Z")
        self.word_before = re.compile(r"\w+\s+\Z")
        self._words: tuple[Everybody, dict[str, str]] | None = None
        self._qualifiers = frozenset(
            w for k in ("shadow", "past", "acting", "coming") for w in self.customs.offices[k]
        ) | {"under"}
        self._qualifier_letters = frozenset(w[0] for w in self._qualifiers)
        self._office_letters = self._qualifier_letters | frozenset(map(chr, range(ord("A"), ord("Z") + 1)))
        self.office = re.compile(rf"(?P<odet>{determiners})\s+")
        place = rf"{of_}\s+(?:{article}\s+)?{_NAME}(?:\s+(?:{linking}\s+)*{_NAME}){{0,3}}"
        other = rf"(?!{titles}\s+[A-Z]){_NAME}"  # "Lady Hermon, Mr Speaker": a title begins another name
        of_place = alternation(a["names"].get("of_place", ())) if a["names"].get("of_place") else "(?!)"
        self.titled = re.compile(
            rf"(?P<title>{titles})\s+(?P<family>{_NAME}(?:\s+{other}){{0,2}})"
            rf"|(?P<placed>{of_place})\s+(?P<place>{place})"
        )
        self.office_words = self._office_words()
        self._leads = frozenset(
            w.split()[0].rstrip(".,")
            for group in (
                a["honours"]["words"],
                a["honours"]["praise"],
                a["seats"]["former"],
                a["seats"]["nouns"],
                a["seats"]["plural"],
                *(self.customs.offices[k] for k in ("shadow", "past", "acting", "coming")),
            )
            for w in group
        )
        self._dispatch_words(pronouns)
        self.to_seat = re.compile(
            rf"(?:\s+{and_}\s+(?:\w+\s+)?{beside})?,?\s+(?:{article}\s+)?(?P<former>{former}\s+)?(?:{honour}\s+)?(?P<noun>{seat_nouns})\s+{joined}\s+"
        )
        self.joined = re.compile(rf"\s+{joined}\s+")
        self.more_seats = re.compile(rf"\s*,?\s+(?:{and_}\s+)?(?:{joined}\s+)?")
        self.to_office = re.compile(rf",?\s+(?:{and_}\s+)?{article}\s+|\s+")
        self.unknown_seat = re.compile(
            rf"(?:{article}\s+)?[A-Z][\w’'\x92-]*(?:(?:,\s+|\s+(?:{linking}\s+)*)[A-Z][\w’'\x92-]*)*"
        )
        self.to_bracket = re.compile(rf"(?:{article}\s+)?[A-Z][^()\n.;:]{{2,50}}?(?=\s*\()")
        self.to_name = re.compile(
            rf",?\s+(?:{article}\s+)?(?:(?P<title>{titles})\s+"
            rf"(?P<family>{_NAME}(?:\s+{of_}\s+{_NAME}(?:\s+{other}){{0,2}}|\s+{other}){{0,2}})"
            rf"|(?P<placed>{of_place})\s+(?P<place>{place}))"
        )
        self.ranked = re.compile(ranked)
        self.family = re.compile(rf"\s+({_NAME})(?:\s+({_NAME}))?")
        self._ordinary = frozenset(a["names"].get("ordinary", ()))
        self._places = frozenset(a["names"].get("not_family", ()))

    def _office_words(self) -> tuple[str, ...]:
        """A few words of which every title holds one, those first that the most titles hold."""
        rules = self.customs.offices
        titles = {
            frozenset(w for w in title.split() if len(w) > 3) or frozenset([title])
            for group in (*rules["named"], *rules["ranks"])
            for title in group["titles"]
        }
        chosen: list[str] = []
        while titles:
            counts = Counter(word for title in titles for word in title)
            best = max(sorted(counts), key=counts.__getitem__)
            chosen.append(best)
            titles = {title for title in titles if best not in title}
        return tuple(chosen)

    def _dispatch_words(self, _pronouns: str) -> None:
        """For every word that can begin something: what to try there."""
        a = self.customs.address
        words = [w.split() for w in self.chairs]
        chairs = {w[1] if w[0].lower() in self.claim and len(w) > 1 else w[0].rstrip(".") for w in words}
        self.dispatch: dict[str, str] = {}
        for title in (t for group in a["names"]["titles"].values() for t in group):
            self.dispatch[title.split()[0].rstrip(".")] = "titled"
        for word in (*a["seats"]["nouns"], *a["seats"]["plural"]):
            self.dispatch[word] = "seat"
        for word in chairs:
            self.dispatch[word] = "chair"
        for word in self.first - set(self.claim):
            self.dispatch[word] = self.dispatch[word.capitalize()] = "first"
        for word in self.third.keys() - set(self.claim):
            self.dispatch[word] = self.dispatch[word.capitalize()] = "third"
        for word in self.claim:
            what = "claim" if word in self.first or word in self.third else "determiner"
            self.dispatch[word] = self.dispatch[word.capitalize()] = what
        for honour in a["honours"]["words"]:
            self.dispatch[honour.split()[0].rstrip(".")] = "honour"
        for nouns in a["names"]["people"].values():
            for noun in nouns:
                self.dispatch.setdefault(noun, "noun")
