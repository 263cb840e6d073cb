"""Bring an evening home: what a laptop in a hall gathered joins the house. Twice is the same as once."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.dateparse import parse_datetime

from folkmoot.errors import Refused, Unreadable
from folkmoot.web.accounts.models import User
from folkmoot.web.consent.models import Erasure
from folkmoot.web.consent.registry import must_be_declared
from folkmoot.web.hall.models import (
    AtRisk,
    Decision,
    Evening,
    HandCount,
    Hidden,
    Part,
    ReportLine,
    Slip,
    Withdrawn,
)
from folkmoot.web.hall.queries.packing import VERSION
from folkmoot.web.hall.queries.voting import forget_floors
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings import signals
from folkmoot.web.meetings.models import Moot, Note, Participant, Statement, StatementOrigin, Table, Vote
from folkmoot.web.opinion.models import AskedTwice

Row = dict[str, Any]


def bring_home(packed: bytes) -> dict[str, int]:
    """Add what an evening's file holds and this house does not; how many of each are new.

    Notes, participants and votes are known by their keys, tables and statements by their numbers.
    What was erased here stays erased. Raises Unreadable for what is no such file, Refused where a
    statement's number stands for other words here.
    """
    must_be_declared("hall.table_notes")
    told = _read(packed)
    with transaction.atomic():
        moot, new = Moot.objects.select_for_update().get_or_create(
            slug=told["moot"]["slug"], defaults=told["moot"]
        )
        bringing = _Bringing(moot, told)
        bringing.run()
        if new or any(bringing.added.values()):
            content = {"digest": hashlib.sha256(packed).hexdigest(), "added": dict(bringing.added)}
            write_line(who=None, verb="brought home", kind="moot", key=moot.slug, content=content)
            transaction.on_commit(lambda: signals.votes_read.send(sender=Moot, moot=moot))
    forget_floors()
    return dict(bringing.added)


def _read(packed: bytes) -> dict[str, Any]:
    try:
        told = json.loads(packed)
        known = told["folkmoot"] == "evening" and told["version"] == VERSION
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("This is no evening packed with 'folkmoot hall pack'.") from error
    if not known:
        raise Unreadable("This evening was packed by another version; pack it with this one.")
    return told


class _Bringing:
    """One file put beside the house."""

    def __init__(self, moot: Moot, told: dict[str, Any]) -> None:
        self.moot, self.told = moot, told
        self.added: Counter[str] = Counter()
        self.users = {user.email: user for user in User.objects.all()}
        self.erased = set(Erasure.objects.values_list("object_key", flat=True))

    def run(self) -> None:
        self.tables = self._numbered(Table, "tables", ("name",))
        self.statements = self._statements()
        self.notes = self._notes()
        self._links()
        self._evening()
        self._votes(self._participants())
        self._beside()

    def _numbered(self, model: Any, name: str, fields: tuple[str, ...]) -> dict[int, Any]:
        found = {row.number: row for row in model.objects.filter(moot=self.moot)}
        for row in self.told[name]:
            if row["number"] not in found:
                told = {field: row[field] for field in fields}
                found[row["number"]] = model.objects.create(moot=self.moot, number=row["number"], **told)
                self.added[name] += 1
        return found

    def _statements(self) -> dict[int, Statement]:
        here = dict(self.moot.statements.values_list("number", "words"))
        for row in self.told["statements"]:
            if here.get(row["number"], row["words"]) != row["words"]:
                raise Refused(
                    f"Statement {row['number']} of {self.moot.title} has other words here, so nothing was "
                    "brought. Give this moot another short name on one of the two machines."
                )
        fields = ("words", "moderation", "is_meta", "is_seed", "written_at")
        found = self._numbered(Statement, "statements", fields)
        for row in self.told["statements"]:  # taken off or put back in the hall
            Statement.objects.filter(pk=found[row["number"]].pk).update(moderation=row["moderation"])
        return found

    def _notes(self) -> dict[str, Note]:
        found = {str(note.key): note for note in self.moot.notes.all()}
        number = self.moot.notes.aggregate(last=Max("number"))["last"] or 0
        for row in self.told["notes"]:
            key = row["key"]
            if key in found or key in self.erased:
                continue
            number += 1
            found[key] = Note.objects.create(
                moot=self.moot, number=number, **self._released(self._at_table(row))
            )
            self.added["notes"] += 1
        return found

    def _at_table(self, row: Row) -> Row:
        return {
            **{name: value for name, value in row.items() if "__" not in name},
            "table": self.tables.get(row["table__number"]),
        }

    def _released(self, row: Row) -> Row:
        """A release stands only where the person who gave it is known here too."""
        original = next(
            each for part in ("notes", "reports") for each in self.told[part] if each["key"] == row["key"]
        )
        who = self.users.get(original["released_by__email"])
        return {**row, "released_by": who, "released_at": row["released_at"] if who else None}

    def _links(self) -> None:
        for row in self.told["answers"]:
            first, second = self.notes.get(row["from_note__key"]), self.notes.get(row["to_note__key"])
            if first and second:
                first.concerns.add(second)
        for row in self.told["origins"]:
            note = self.notes.get(row["note__key"])
            if note is not None:
                statement = self.statements[row["statement__number"]]
                StatementOrigin.objects.get_or_create(statement=statement, note=note)

    def _evening(self) -> None:
        for row in self.told["evenings"]:
            Evening.objects.update_or_create(moot=self.moot, defaults=row)

    def _participants(self) -> dict[str, int]:
        found = {str(key): pk for key, pk in self.moot.participants.values_list("key", "pk")}
        number = self.moot.participants.aggregate(last=Max("number"))["last"] or 0
        for row in self.told["participants"]:
            if row["key"] in found or row["key"] in self.erased:
                continue
            number += 1
            found[row["key"]] = Participant.objects.create(moot=self.moot, number=number, **row).pk
            self.added["participants"] += 1
        return found

    def _votes(self, participants: dict[str, int]) -> None:
        here = {str(key) for key in Vote.objects.exclude(key=None).values_list("key", flat=True)}
        new = [
            Vote(
                key=uuid.UUID(row["key"]),
                participant_id=participants[row["participant__key"]],
                statement=self.statements[row["statement__number"]],
                value=row["value"],
                cast_at=parse_datetime(row["cast_at"]),
            )
            for row in self.told["votes"]
            if row["key"] and row["key"] not in here and row["participant__key"] in participants
        ]
        Vote.objects.bulk_create(new, batch_size=500)
        self.added["votes"] = len(new)

    def _beside(self) -> None:
        told = self.told
        for row in told["slips"]:
            self._once("slips", Slip, {"digest": row["digest"]}, {**row, "moot": self.moot})
        for row in told["withdrawn"]:
            self._once("withdrawn", Withdrawn, {"key": row["key"]}, {"moot": self.moot})
        for row in told["parts"]:
            self._once("parts", Part, {"moot": self.moot, "place": row["place"]}, row)
        for row in told["reports"]:
            report = self._released(self._at_table(row))
            place = {name: report[name] for name in ("table", "kind", "place")}
            self._once("reports", ReportLine, place, report)
        for row in told["at_risk"]:
            if row["key"] not in self.erased:
                risk = {
                    **self._at_table(row),
                    "moot": self.moot,
                    "seen_by": self.users.get(row["seen_by__email"]),
                }
                self._once("at_risk", AtRisk, {"key": row["key"]}, risk)
        for row in told["hands"]:
            hands = {**self._of_statement(row)}
            self._once("hands", HandCount, hands, {})
        for row in told["repeats"]:
            pair = {end: self.statements[row[f"{end}__number"]] for end in ("before", "after")}
            self._once("repeats", AskedTwice, pair, {})
        for row in told["decisions"]:
            other = self.statements.get(row["other__number"]) if row["other__number"] else None
            told_of = {**self._of_statement(row), "other": other, "who": self.users.get(row["who__email"])}
            self._once("decisions", Decision, told_of, {})

        for row in told.get("hidden", ()):
            self._hidden(row)

    def _hidden(self, row: Row) -> None:
        """What was hidden, where it is here too: one that was erased owes no reason."""
        lines = ReportLine.objects.filter(table__moot=self.moot)
        thing = {
            "note": self.notes.get(row["note__key"]),
            "line": lines.filter(key=row["line__key"]).first() if row["line__key"] else None,
            "statement": self.statements.get(row["statement__number"]),
        }
        if any(thing.values()):
            known_by = {**thing, "moot": self.moot, "at": row["at"]}
            rest = {"rule": row["rule"], "reasoned_at": row["reasoned_at"]}
            self._once("hidden", Hidden, known_by, {**rest, "who": self.users.get(row["who__email"])})

    def _of_statement(self, row: Row) -> Row:
        plain = {name: value for name, value in row.items() if "__" not in name}
        return {**plain, "statement": self.statements[row["statement__number"]]}

    def _once(self, name: str, model: Any, known_by: Row, rest: Row) -> None:
        _row, new = model.objects.get_or_create(**known_by, defaults={k: v for k, v in rest.items()})
        self.added[name] += new
