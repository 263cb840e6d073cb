"""The statement desk: make statements of notes, merge, split, take off and put back, each with its trail."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.meetings.about_people import ABOUT_PEOPLE
from folkmoot.web.accounts.models import User
from folkmoot.web.hall.models import Badge, Decision
from folkmoot.web.hall.queries.voting import forget_floors
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings.models import Moot, Note, Statement, StatementOrigin
from folkmoot.web.opinion.actions import tie_twice

MOST_WORDS = 400
Who = User | Badge | None


def make_statement(who: Who, moot: Moot, words: str, notes: Iterable[Note]) -> Statement:
    """One votable sentence made from these notes; on the floor at once.

    Raises Refused for no words, no notes, or a sentence the floor has already.
    """
    sources = list(notes)
    if not sources:
        raise Refused("A statement is made from notes: tick at least one.")
    with transaction.atomic():
        statement = _add(moot, words)
        StatementOrigin.objects.bulk_create(
            StatementOrigin(statement=statement, note=note) for note in sources
        )
        _decided(who, statement, Decision.Verb.MADE, notes=sorted(note.number for note in sources))
    forget_floors()
    return statement


def _add(moot: Moot, words: str, *, is_meta: bool = False) -> Statement:
    words = " ".join(words.split())
    if not words or len(words) > MOST_WORDS:
        raise Refused(f"A statement is one sentence of at most {MOST_WORDS} characters.")
    Moot.objects.select_for_update().get(pk=moot.pk)
    floor = moot.statements.filter(moderation=Statement.Moderation.ACCEPTED)
    if floor.filter(words__iexact=words).exists():
        raise Refused("That sentence is on the floor already.")
    last = moot.statements.aggregate(last=Max("number"))["last"]
    return Statement.objects.create(
        moot=moot,
        number=(last or 0) + 1,
        words=words,
        is_meta=is_meta,
        is_seed=is_meta,
        written_at=timezone.now(),
    )


def _decided(
    who: Who,
    statement: Statement,
    verb: Decision.Verb,
    *,
    other: Statement | None = None,
    rule: str = "",
    notes: list[int] | None = None,
) -> None:
    user = who if isinstance(who, User) else None
    badge = who if isinstance(who, Badge) else None
    Decision.objects.create(
        statement=statement, verb=verb, other=other, rule=rule, at=timezone.now(), who=user, badge=badge
    )
    content = {"words": statement.words, "rule": rule, "notes": notes or []}
    if other is not None:
        content["other"] = other.number
    if badge is not None:
        content["badge"] = badge.pk
    key = f"{statement.moot.slug}:{statement.number}"
    write_line(who=user, verb=str(verb), kind="statement", key=key, content=content)


def ask_about_people(who: Who, moot: Moot, keys: Iterable[str]) -> int:
    """Put questions of the fixed list on the floor; how many were not there. They move nothing on the map."""
    asked = set(moot.statements.filter(is_meta=True).values_list("words", flat=True))
    added = 0
    with transaction.atomic():
        for key in keys:
            words = ABOUT_PEOPLE.get(key)
            if words is None:
                raise Refused(f"{key!r} is no question of the fixed list.")
            if words not in asked:
                _decided(who, _add(moot, words, is_meta=True), Decision.Verb.MADE)
                added += 1
    forget_floors()
    return added


def take_off(who: Who, statement: Statement, rule: str) -> None:
    """Take a statement off the floor, for a reason of the list. Raises Refused without one."""
    if rule not in Decision.Rule.values:
        raise Refused("Choose why: the reason stands beside the statement.")
    with transaction.atomic():
        _set(statement, Statement.Moderation.REJECTED)
        _decided(who, statement, Decision.Verb.REJECTED, rule=rule)
    forget_floors()


def put_back(who: Who, statement: Statement) -> None:
    """Put a statement on the floor again."""
    with transaction.atomic():
        _set(statement, Statement.Moderation.ACCEPTED)
        _decided(who, statement, Decision.Verb.RESTORED)
    forget_floors()


def _set(statement: Statement, moderation: Statement.Moderation) -> None:
    Statement.objects.filter(pk=statement.pk).update(moderation=moderation)


def merge(who: Who, statement: Statement, into: Statement) -> None:
    """Two that say the same become one: its notes go along, the votes on it stay where they were given.

    Raises Refused for one and the same, or for statements of two moots.
    """
    if statement.pk == into.pk or statement.moot_id != into.moot_id:
        raise Refused("Choose two different statements of this moot.")
    with transaction.atomic():
        notes = StatementOrigin.objects.filter(statement=statement).values_list("note_id", flat=True)
        StatementOrigin.objects.bulk_create(
            (StatementOrigin(statement=into, note_id=note) for note in notes), ignore_conflicts=True
        )
        _set(statement, Statement.Moderation.REJECTED)
        _decided(who, statement, Decision.Verb.MERGED, other=into, rule=Decision.Rule.DUPLICATE)
    forget_floors()


def split(who: Who, statement: Statement, sentences: Iterable[str]) -> list[Statement]:
    """A statement that says two things becomes two or more, each from the same notes; it goes off the floor.

    Raises Refused for fewer than two sentences.
    """
    wanted = [sentence for sentence in sentences if sentence.strip()]
    if len(wanted) < 2:
        raise Refused("Write each sentence on a line of its own, at least two.")
    with transaction.atomic():
        _set(statement, Statement.Moderation.REJECTED)
        notes = list(statement.notes.all())
        made = [_add(statement.moot, sentence) for sentence in wanted]
        for new in made:
            StatementOrigin.objects.bulk_create(StatementOrigin(statement=new, note=note) for note in notes)
            _decided(who, new, Decision.Verb.SPLIT, other=statement)
        _decided(who, statement, Decision.Verb.REJECTED, rule=Decision.Rule.UNCLEAR)
    forget_floors()
    return made


def ask_again(who: Who, statement: Statement) -> Statement:
    """Put a question to the room once more, under a number of its own; the first asking is closed.

    Raises Refused for one that was asked twice already, and for helpers with a badge.
    """
    if not isinstance(who, User):
        raise Refused("Only the staff of the moot ask a question twice.")
    with transaction.atomic():
        _set(statement, Statement.Moderation.UNDECIDED)  # public with its votes, and off the floor
        again = _add(statement.moot, statement.words, is_meta=statement.is_meta)
        notes = StatementOrigin.objects.filter(statement=statement).values_list("note_id", flat=True)
        StatementOrigin.objects.bulk_create(StatementOrigin(statement=again, note_id=note) for note in notes)
        tie_twice(who, statement, again)
        _decided(who, again, Decision.Verb.AGAIN, other=statement)
    forget_floors()
    return again
