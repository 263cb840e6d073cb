"""From which day a page can be: what it says itself, weighed against the calendar and the roll."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from folkmoot.record.pages.layout import Page
from folkmoot.record.references.customs import Customs
from folkmoot.record.references.known import Everybody

WITHIN_DAYS = 6
PROPOSALS = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span of days a page can be from, the first and last day that fit, and why."""

    first: dt.date
    last: dt.date
    reason: str


def propose(page: Page, everybody: Everybody) -> tuple[Proposal, ...]:
    """The days a page can be from, the likeliest first; nothing where it gives no clue.

    A day of the week with its date ("Saturday 29 November") fits only some years; the page's Member
    must have sat for that seat; years the page itself mentions as past set a lower bound.
    """
    customs = everybody.customs
    text = "\n".join(line.text for line in page.lines)
    spans = list(_served(page, everybody))
    since = _latest_year(text)
    found: list[Proposal] = []
    for words, day in _dated(text, customs):
        last = day + dt.timedelta(days=WITHIN_DAYS)
        if (
            day.year < since
            or not _sits(last, customs)
            or (spans and not any(a <= day <= b for a, b, _ in spans))
        ):
            continue
        reasons = [f"{words} fell in {day.year}", "the House may have sat in the days after"]
        if spans:
            reasons.append(next(why for a, b, why in spans if a <= day <= b))
        found.append(Proposal(day, last, "; ".join(reasons)))
    if found:
        return tuple(dict.fromkeys(found))[:PROPOSALS]
    return tuple(Proposal(max(a, dt.date(since, 1, 1)), b, why) for a, b, why in spans if b.year >= since)[
        :PROPOSALS
    ]


def _dated(text: str, customs: Customs) -> Iterator[tuple[str, dt.date]]:
    """Every day that "Saturday 29 November" can be, over all the years the calendar covers."""
    rules = customs.calendar
    days, months = rules["days_of_the_week"], rules["months"]
    pattern = re.compile(
        rf"\b({'|'.join(days)}),? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?"
        rf"({'|'.join(months)})\b(?! \d{{4}})"
    )
    years = range(int(rules["parliaments"][0]["first"][:4]), _last_year(rules) + 1)
    for match in pattern.finditer(text):
        weekday, month = days.index(match[1]), months.index(match[3]) + 1
        for year in years:
            try:
                day = dt.date(year, month, int(match[2]))
            except ValueError:
                continue
            if day.weekday() == weekday:
                yield match[0], day


def _last_year(rules: Mapping[str, Any]) -> int:
    last = rules["parliaments"][-1]
    return int(last.get("last", last["first"])[:4]) + (0 if "last" in last else 5)


def _sits(day: dt.date, customs: Customs) -> bool:
    return any(
        p["first"] <= day.isoformat() <= p.get("last", "9999") for p in customs.calendar["parliaments"]
    )


def _latest_year(text: str) -> int:
    """The latest year that an Act or a paper named on the page is of."""
    years = [int(y) for y in re.findall(r"\b(?:Act|Bill|in|of) ((?:19|20)\d\d)\b", text)]
    return max(years, default=1)


def _served(page: Page, everybody: Everybody) -> Iterator[tuple[dt.date, dt.date, str]]:
    """The terms in which the page's Member sat for the seat and party its header gives."""
    about = page.subject
    if about is None:
        return
    roll = everybody.roll
    key = about.seat.replace(",", "").casefold()
    for person in everybody.full.get(" ".join(about.name.casefold().split()), ()):
        for term in roll.terms_of(person):
            post = roll.posts.get(term.post_id)
            if post and post.seat.replace(",", "").casefold() == key and term.span.first:
                last = term.span.last or dt.date(term.span.first.year + 5, 12, 31)
                yield term.span.first, last, f"{about.name} sat for {about.seat}"
