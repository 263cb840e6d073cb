"""What the example town asked, what came back and what was promised to it, put into a home."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from folkmoot.errors import Unreadable
from folkmoot.record.store import Store
from folkmoot.tracing.asking.drafting import Quotation
from folkmoot.web.accounts.models import User
from folkmoot.web.asking import actions
from folkmoot.web.asking.actions import Told, Undertaken, Wording
from folkmoot.web.asking.models import Ask, Promise
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing.example import STEWARD, Example
from folkmoot.web.tracing.example import read_example as read_town

_AS_WORDED = (
    "form", "office", "name", "person", "department", "through", "through_person", "through_seat", "words",
    "signed_by",
)  # fmt: skip


def read_example(folder: Path) -> Example:
    """Read the whole example into this home, asks and promises included. Again changes nothing."""
    found = read_town(folder)
    steward = User.objects.get(email=STEWARD)
    with Store.open(settings.RECORD_FOLDER) as record:
        for row in _rows(folder / "town" / "asks.csv"):
            _ask(row, record, steward)
        for row in _rows(folder / "town" / "promises.csv"):
            _promise(row, record, steward)
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table of the example; none where it has no such table."""
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _ask(row: dict[str, str], record: Store, steward: User) -> None:
    try:
        plank = Plank.objects.get(slug=row["plank"])
        wording = Wording(due_on=_day(row["due_on"]), **{name: row[name] for name in _AS_WORDED})
        told = [
            (state, row[f"{state}_on"], row.get(f"{state}_by") or "") for state in ("agreed", "sent", "put")
        ]
    except (KeyError, ValueError) as error:
        raise Unreadable(f"asks.csv: a row lacks {error} or has a day that is none.") from error
    if Ask.objects.filter(plank=plank, words=wording.words).exists():
        return
    version = plank.versions.order_by("number").last()
    drawn_on = [Quotation(version.words, "the plank", plank.slug)] if version else []
    drafted = dt.datetime.combine(dt.date.fromisoformat(row["drafted_on"]), dt.time(12), dt.UTC)
    ask = actions.draft(steward, plank, wording, sources=drawn_on, now=drafted)
    for state, day, by in told:
        if day:
            happened = Told(dt.date.fromisoformat(day), by, put_as=row["put_as"] if state == "put" else "")
            actions.step(steward, ask, state, happened, record=record)
    if row["answer"]:
        actions.answer(steward, ask, passage=row["answer"], record=record)


def _promise(row: dict[str, str], record: Store, steward: User) -> None:
    plank = Plank.objects.get(slug=row["plank"])
    if Promise.objects.filter(plank=plank, words=row["words"]).exists():
        return
    told = Undertaken(
        side=row["side"], by=row["by"], words=row["words"], evidence=row["evidence"],
        passage=row["passage"], due_on=_day(row["due_on"]),
        made_on=record.contribution(row["passage"]).date,
    )  # fmt: skip
    actions.promise(steward, plank, told, record=record)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
