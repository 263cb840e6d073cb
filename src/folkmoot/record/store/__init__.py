"""The record kept: one folder with a SQLite file and a search index made from it.

with Store.open(Path("var/record")) as record:
    record.contribution("uk.org.publicwhip/debate/2009-10-26b.1.7").text
"""

from folkmoot.record.store.derived import Meant
from folkmoot.record.store.listing import Store, Stretch, WrittenQuestion
from folkmoot.record.store.meaning import SpokenOf, TimesSpokenOf
from folkmoot.record.store.publishing import Published, publish
from folkmoot.record.store.searching import Found, Hit, Searched, Snippet
from folkmoot.record.store.values import (
    DebatePage,
    DepartmentDebate,
    DepartmentSummary,
    Exchange,
    Facets,
    SittingSummary,
)

__all__ = [
    "DebatePage",
    "DepartmentDebate",
    "DepartmentSummary",
    "Exchange",
    "Facets",
    "Found",
    "Hit",
    "Meant",
    "Published",
    "Searched",
    "SittingSummary",
    "Snippet",
    "SpokenOf",
    "Store",
    "Stretch",
    "TimesSpokenOf",
    "WrittenQuestion",
    "publish",
]
