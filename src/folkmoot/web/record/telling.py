"""Values of the record told as the shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from folkmoot.record import citing, questions
from folkmoot.record.debates import Contribution, Debate, Division
from folkmoot.record.people import Membership, Office, Roll
from folkmoot.record.store import DebatePage, DepartmentSummary, Facets, Hit, SittingSummary, Store
from folkmoot.record.store import WrittenQuestion as Question
from folkmoot.web.answering import About, site
from folkmoot.web.record import meaning
from folkmoot.web.record.queries import opening
from folkmoot.web.record.queries.directory import Listed


class Teller:
    """Tells things with the addresses of their pages here."""

    def __init__(self, request: HttpRequest, store: Store) -> None:
        self.site = site(request)
        self.store = store
        self.roll: Roll = store.roll()

    def page(self, name: str, *about: str) -> str:
        return self.site + reverse(name, args=about)

    def about(self, gid: str = "") -> About:
        """What must stand beside what has this id; without one, beside whatever is here."""
        gid = gid or next((sitting.id for sitting in self.store.sittings(limit=1)), "")
        changed = opening.changed()
        return About(
            notice=f"{citing.notice(gid)}.",
            source=citing.source(gid),
            read_on=changed[0].date() if changed else None,
            generation=changed[1] if changed else "",
        )

    # People and departments

    def listed(self, person: Listed) -> dict[str, Any]:
        told = {name: getattr(person, name) for name in ("id", "name", "party", "seat", "years", "spoke")}
        return {
            **told,
            "chamber": self._organisation(person.chamber),
            "address": self.page("person", person.id),
        }

    def person(self, gid: str) -> dict[str, Any]:
        found = self.store.person(gid)
        name = found.name()
        return {
            "id": found.id,
            "name": name,
            "other_names": sorted({n.text for n in found.names if n.text} - {name}),
            "terms": [self._term(term) for term in self.roll.terms_of(found.id)],
            "offices": [self._office(office) for office in self.roll.offices_of(found.id)],
            "contributions": self.store.count_of(found.id),
            "years": [
                {"year": year, "contributions": said, "days": days}
                for year, said, days in self.store.years_of(found.id)
            ],
            "departments": [self.department(one) for one in self.store.departments_of(found.id)],
            "address": self.page("person", found.id),
        }

    def _term(self, term: Membership) -> dict[str, str]:
        post = self.roll.posts.get(term.post_id)
        house = term.organisation_id or (post.organisation_id if post else "")
        return {
            "id": term.id,
            "chamber": self._organisation(house),
            "seat": post.seat if post else "",
            "party": self._organisation(term.party_id),
            "start": term.start,
            "end": term.end,
        }

    def _office(self, office: Office) -> dict[str, str]:
        body = self.roll.organisation_name(office)
        return {"role": office.role, "organisation": body, "start": office.start, "end": office.end}

    def _organisation(self, gid: str) -> str:
        found = self.roll.organisations.get(gid)
        return found.name if found else gid

    def department(self, one: DepartmentSummary) -> dict[str, Any]:
        return {
            "id": one.slug,
            "name": one.name,
            "debates": one.debates,
            "first": one.first,
            "last": one.last,
            "address": self.page("department", one.slug),
        }

    # Sittings and debates

    def sitting(self, one: SittingSummary) -> dict[str, Any]:
        names = (
            "id",
            "date",
            "chamber",
            "kind",
            "title",
            "revision",
            "debates",
            "contributions",
            "divisions",
        )
        told = {name: getattr(one, name) for name in names}
        return {**told, "address": f"{self.page('day', one.date.isoformat())}#{one.id}"}

    def debate(self, one: Debate) -> dict[str, Any]:
        return {
            "id": one.id,
            "sitting": one.sitting_id,
            "date": one.date,
            "chamber": one.chamber,
            "title": one.title,
            "parent": one.parent_id,
            "parent_title": one.parent_title,
            "column": one.column,
            "official": citing.official(one.id, one.date, one.url),
            "address": self.page("debate", one.id),
        }

    def whole_debate(self, page: DebatePage) -> dict[str, Any]:
        placed = [
            {"id": one.department.slug, "name": one.department.name, "reason": one.reason}
            for one in page.departments
        ]
        return {
            **self.debate(page.debate),
            "above": [{"id": d.id, "name": d.title} for d in page.above],
            "below": [{"id": d.id, "name": d.title} for d in page.below],
            "previous": page.previous.id if page.previous else "",
            "next": page.next.id if page.next else "",
            "departments": placed,
            "exchanges": [_exchange(pair) for pair in questions.pair(page.contributions)],
            "contributions": [self.said(c) for c in page.contributions],
            "divisions": [division.id for division in page.divisions],
        }

    # What was said

    def said(self, c: Contribution) -> dict[str, Any]:
        return {
            "id": c.id,
            "kind": c.kind,
            "date": c.date,
            "time": c.time,
            "chamber": c.chamber,
            "sitting": c.sitting_id,
            "debate": c.debate_id,
            "title": c.debate_title,
            "person": c.person_id,
            "name": c.speaker_name,
            "party": c.party,
            "office": c.office,
            "column": c.column,
            "text": c.text,
            "official": citing.official(c.id, c.date, c.url),
            "address": self.page("contribution", c.id),
        }

    def contribution(self, c: Contribution, asked_for: str) -> dict[str, Any]:
        standing = self.roll.standing(c.person_id, c.date) if c.person_id else None
        exchange = self.store.exchange(c.id)
        mentions = [
            {
                "paragraph": m.paragraph,
                "start": m.start,
                "end": m.end,
                "words": m.words,
                "person": m.person_id,
            }
            for m in c.mentions
        ]
        address = self.page("contribution", c.id)
        return {
            **self.said(c),
            "seat": standing.seat if standing else "",
            "paragraphs": [{"id": p.pid, "text": p.text, "kind": p.css_class} for p in c.paragraphs],
            "mentions": mentions,
            "references": meaning.told(self.store, [c]).get(c.id, []),
            "exchange": exchange
            and {
                "kind": exchange.kind,
                "asked": [one.id for one in exchange.asked],
                "answered": [one.id for one in exchange.answered],
                "reason": exchange.reason,
            },
            "moved_to": c.id if asked_for != c.id else "",
            "citation": str(citing.cite(c, address=address, standing=standing)),
        }

    def question(self, one: Question) -> dict[str, Any]:
        return {
            "id": one.asked.id,
            "asked": self.said(one.asked),
            "answered": [self.said(c) for c in one.answered],
            "days": one.days,
            "reason": one.reason,
        }

    def hit(self, hit: Hit) -> dict[str, Any]:
        found = hit.snippet
        return {
            **self.said(hit.contribution),
            "score": round(hit.score, 4),
            "quote": found.quote,
            "paragraph": found.pid,
        }

    # Divisions

    def division(self, one: Division) -> dict[str, Any]:
        return {
            "id": one.id,
            "number": one.number,
            "date": one.date,
            "time": one.time,
            "sitting": one.sitting_id,
            "debate": one.debate_id,
            "counts": [{"side": side, "number": number} for side, number in one.counts],
            "official": citing.official(one.id, one.date, one.url),
            "address": self.page("division", one.id),
        }

    def whole_division(self, one: Division) -> dict[str, Any]:
        votes = [
            {"vote": v.vote, "name": v.name, "person": v.person_id, "party": v.party, "teller": v.teller}
            for v in one.votes
        ]
        return {**self.division(one), "votes": votes}


def _exchange(pair: questions.Pair) -> dict[str, Any]:
    return {"kind": pair.kind, "asked": pair.asked, "answered": pair.answered, "reason": pair.reason}


def facets(found: Facets) -> dict[str, list[dict[str, Any]]]:
    """What was found, counted."""
    kinds = {
        "years": found.years,
        "chambers": found.chambers,
        "parties": found.parties,
        "departments": found.departments,
    }
    return {kind: list(_values(values)) for kind, values in kinds.items()}


def _values(values: Iterable[tuple[str, int]]) -> Iterable[dict[str, Any]]:
    return ({"value": value, "number": number} for value, number in values)
