"""Bring an edition from a file into an empty house, so that its pages are the same there."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from folkmoot.errors import Refused, Unreadable
from folkmoot.manifesto import editions
from folkmoot.meetings.voting import FEWEST_SHOWN
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.actions.publishing import keep_edition
from folkmoot.web.manifesto.models import (
    Amendment,
    BroughtTally,
    Citation,
    Edition,
    NoteAnswer,
    Plank,
    PlankOrigin,
    PlankVersion,
    Remark,
)
from folkmoot.web.manifesto.queries.editions import VERSION_FIELDS, Gathered
from folkmoot.web.meetings.models import Moot, Note, Statement, StatementOrigin, Table

FEW = FEWEST_SHOWN // 2  # what stands for a count that was not published: it is shown as "fewer than 5" again


@transaction.atomic
def bring_edition(whole: Mapping[str, Any], *, who: User | None = None) -> Edition:
    """The planks, statements, votes as counts, and released notes of an edition, and the edition itself.

    Raises Refused where the house holds planks or moots already, or where the file was changed.
    """
    checked = editions.check(whole)
    if not checked.whole:
        raise Refused(
            f"This file is not what was published: {checked.problems[0].what} ({checked.problems[0].where})."
        )
    if Plank.objects.exists() or Moot.objects.exists():
        raise Refused("An edition is brought into an empty house only; this one holds planks or moots.")
    try:
        return _bring(whole, who)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(
            f"This edition holds something that cannot be read: {error!r}. Ask for it again."
        ) from error


def _bring(whole: Mapping[str, Any], who: User | None) -> Edition:
    edition = whole["edition"]
    statements: dict[str, Statement] = {}
    notes: dict[str, int] = {}
    for row in edition["moots"]:
        _moot(row, whole["notes"], statements, notes)
    planks = {row["plank"]: _plank(row, statements) for row in edition["planks"]}
    for row in edition["planks"]:
        if row.get("split_from") in planks:
            Plank.objects.filter(slug=row["plank"]).update(split_from=planks[row["split_from"]])
    at = dt.datetime.fromisoformat(edition["published_at"])
    kept = keep_edition(Gathered(edition, dict(whole["notes"]), notes), at)
    write_line(who=who, verb="brought", kind="edition", key=str(kept.number), content={"sha256": kept.digest})
    return kept


def _moot(
    row: Mapping[str, Any], opened: Mapping[str, Any], statements: dict[str, Statement], notes: dict[str, int]
) -> None:
    moot = Moot.objects.create(
        slug=row["moot"], title=row["title"], place=row["place"],
        held_on=dt.date.fromisoformat(row["held_on"]) if row["held_on"] else None,
    )  # fmt: skip
    tables: dict[int, Table] = {}
    for said in row["statements"]:
        statement = Statement.objects.create(
            moot=moot, number=said["number"], words=said["words"], is_seed=said["is_seed"]
        )
        statements[f"{moot.slug}:{said['number']}"] = statement
        votes = {kind: FEW if n is None else n for kind, n in said["votes"].items()}
        BroughtTally.objects.create(statement=statement, withheld=said["withheld"], **votes)
        for sealed in said["notes"]:
            name = sealed["name"]
            if name in opened and name not in notes:
                notes[name] = _note(moot, opened[name], tables).pk
            if name in notes:
                StatementOrigin.objects.create(statement=statement, note_id=notes[name])


def _note(moot: Moot, told: Mapping[str, Any], tables: dict[int, Table]) -> Note:
    number = told["table"]
    if number is not None and number not in tables:
        tables[number] = Table.objects.create(moot=moot, number=number, name=told["table_name"])
    note = Note.objects.create(
        moot=moot, table=tables.get(number), key=uuid.UUID(told["id"]), number=told["number"],
        kind=told["kind"], words=told["words"], so_that=told["so_that"], other_side=told["other_side"],
        role=told["role"],
        released_at=dt.datetime.fromisoformat(told["released_at"]),
        noted_at=dt.datetime.fromisoformat(told["noted_at"]) if told["noted_at"] else None,
    )  # fmt: skip
    for answer in told["answers"]:
        at = dt.datetime.fromisoformat(answer["answered_at"])
        NoteAnswer.objects.create(note=note, because=answer["because"], answered_at=at)
    return note


def _plank(row: Mapping[str, Any], statements: Mapping[str, Statement]) -> Plank:
    plank = Plank.objects.create(slug=row["plank"], position=row["position"], section=row["section"])
    for name in row["statements"]:
        PlankOrigin.objects.create(plank=plank, statement=statements[name])
    for told in row["versions"]:
        day = told["decided_on"]
        PlankVersion.objects.create(
            plank=plank,
            number=told["number"],
            **{name: told[name] for name in VERSION_FIELDS},
            decided_on=dt.date.fromisoformat(day) if day else None,
            made_at=dt.datetime.fromisoformat(told["made_at"]),
            made_by_name=told["made_by"],
        )
    for cited in row["citations"]:
        Citation.objects.create(plank=plank, **_from_plain(cited))
    for told in row["amendments"]:
        amendment = Amendment.objects.create(plank=plank, **_from_plain({**told, "remarks": None}))
        for remark in told["remarks"]:
            Remark.objects.create(amendment=amendment, **_from_plain(remark))
    return plank


def _from_plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of an edition as its model takes it: days and moments by their names."""
    found = {name: value for name, value in row.items() if name != "remarks"}
    for name, value in found.items():
        if name.endswith("_on") and name != "based_on":
            found[name] = dt.date.fromisoformat(value) if value else None
        elif name.endswith("_at"):
            found[name] = dt.datetime.fromisoformat(value)
    return found
