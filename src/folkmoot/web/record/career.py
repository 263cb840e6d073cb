"""Somebody's terms and offices: as rows of a table, as a picture, and how long they lasted together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.dates import Span, earliest, latest
from folkmoot.record.people import Membership, Office, Roll
from folkmoot.web.record import timeline

_LORDS = ("house-of-lords",)


@dataclass(frozen=True, slots=True)
class Row:
    """One term or office: what it was, and from when to when as the source has it."""

    what: str
    about: str
    start: str
    end: str
    look: str
    span: Span


@dataclass(frozen=True, slots=True)
class Career:
    terms: tuple[Row, ...]
    offices: tuple[Row, ...]
    picture: timeline.Timeline | None
    years_in_parliament: str
    years_in_government: str


def career(roll: Roll, person_id: str, *, today: dt.date, spoke: Iterable[dt.date] = ()) -> Career:
    """The career of a person on the roll."""
    terms = tuple(_term(roll, m) for m in roll.terms_of(person_id))
    offices = tuple(dict.fromkeys(_office(roll, o) for o in roll.offices_of(person_id)))
    lanes = [
        (_("Commons"), _stretches(terms, "seat")),
        (_("Lords"), _stretches(terms, "peer")),
        (_("Government"), _stretches(offices, "government")),
        (_("Opposition and party"), _stretches(offices, "opposition")),
        (_("Committees"), _stretches(offices, "committee")),
    ]
    return Career(
        terms=terms,
        offices=tuple(sorted(offices, key=lambda row: (row.start, row.end), reverse=True)),
        picture=timeline.draw(lanes, today=today, days=spoke),
        years_in_parliament=_together(terms, today),
        years_in_government=_together([o for o in offices if o.look == "government"], today),
    )


def _term(roll: Roll, term: Membership) -> Row:
    post = roll.posts.get(term.post_id)
    party = roll.organisations.get(term.party_id)
    house = term.organisation_id or (post.organisation_id if post else "")
    lords = house in _LORDS
    where = post.seat if post else _("House of Lords") if lords else _house(roll, house)
    return Row(
        where, party.name if party else "", term.start, term.end, "peer" if lords else "seat", term.span
    )


def _house(roll: Roll, gid: str) -> str:
    found = roll.organisations.get(gid)
    return found.name if found else gid


def _office(roll: Roll, office: Office) -> Row:
    organisation = roll.organisation_name(office)
    look = _look(office, organisation)
    what = office.role or organisation
    houses = ("house-of-commons", "house-of-lords")
    about = organisation if office.role and office.organisation_id not in houses else ""
    return Row(what, about, office.start, office.end, look, office.span)


def _look(office: Office, organisation: str) -> str:
    """Government, opposition or committee: by the source's own word, else by how role and body are called."""
    for word, look in (("committee", "committee"), ("government", "government"), ("post", "opposition")):
        if word in office.source.rpartition("/")[2]:
            return look
    role = office.role.lower()
    if not role or "committee" in organisation.lower() or "panel" in organisation.lower():
        return "committee"
    if any(word in role for word in ("shadow", "spokes", "opposition")) or "Party" in organisation:
        return "opposition"
    return "government"


def _stretches(rows: Sequence[Row], look: str) -> list[timeline.Stretch]:
    return [timeline.Stretch(row.span, title(row), look) for row in rows if row.look == look]


def title(row: Row) -> str:
    what = f"{row.what} ({row.about})" if row.about else row.what
    return _("%(what)s, %(start)s to %(end)s") % {
        "what": what,
        "start": row.start,
        "end": row.end or _("now"),
    }


def _together(rows: Sequence[Row], today: dt.date) -> str:
    """How long the rows cover together, days counted once: "12 years, 3 months"; nothing for no rows."""
    days = 0
    covered = dt.date.min
    for span in sorted((row.span for row in rows if row.span.first), key=lambda s: s.first or today):
        first = max(span.first or today, covered)
        last = min(span.last or today, today)
        if last >= first:
            days += (last - first).days + 1
            covered = last + dt.timedelta(days=1)
    return _length(days) if days else ""


def _length(days: int) -> str:
    months = round(days / 30.436875)
    years, months = divmod(months, 12)
    words = [_("1 year") if years == 1 else _("%(n)s years") % {"n": years}] if years else []
    if months or not years:
        words.append(_("1 month") if months == 1 else _("%(n)s months") % {"n": months})
    return ", ".join(words)


def written(date: str) -> str:
    """A whole or partial ISO date as written in Britain: "2010", "May 2010", "6 May 2010"."""
    try:
        first, last = earliest(date), latest(date)
    except ValueError:
        return date
    if first == last:
        return f"{first.day} {first:%B %Y}"
    return f"{first:%B %Y}" if first.month == last.month else f"{first:%Y}"
