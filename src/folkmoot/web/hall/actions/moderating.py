"""Hide what the room should not see: one press, whatever it is, and a journal line. The reason follows."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.accounts.models import User
from folkmoot.web.hall.actions.desk import take_off
from folkmoot.web.hall.actions.wall import hide_line, may_moderate
from folkmoot.web.hall.models import Badge, Decision, Hidden, ReportLine
from folkmoot.web.hall.queries.owed import rules_for
from folkmoot.web.hall.queries.seen import Seen
from folkmoot.web.hall.queries.wall import forget_snapshots
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings.actions import hide_note, hide_note_for
from folkmoot.web.meetings.models import Note, Statement


def hide(who: User | Badge, seen: Seen) -> None:
    """Take it off every public page and off the wall; it is kept, and its staff can release it again.

    It goes without a reason at first, which is owed until somebody gives it. Raises Refused for who may not.
    """
    with transaction.atomic():
        match seen.thing:
            case Note() as note:
                _hide_note(who, note)
                _owe(who, note.moot_id, note=note)
            case ReportLine() as line:
                hide_line(who, line)
                _owe(who, line.table.moot_id, line=line)
            case Statement() as statement:
                if isinstance(who, Badge):
                    may_moderate(who, statement.moot)
                take_off(who, statement, Decision.Rule.AT_ONCE)
                _owe(who, statement.moot_id, statement=statement)
    forget_snapshots()


def _hide_note(who: User | Badge, note: Note) -> None:
    if isinstance(who, Badge):
        may_moderate(who, note.moot)
        hide_note_for(who.name, note)
    else:
        hide_note(who, note)


def _owe(who: User | Badge, moot: int, **thing: Note | ReportLine | Statement) -> None:
    """One reason is owed for a thing, however often it was shown and hidden since."""
    user, badge = (None, who) if isinstance(who, Badge) else (who, None)
    told = {"moot_id": moot, "at": timezone.now(), "who": user, "badge": badge}
    Hidden.objects.update_or_create(rule="", **thing, defaults=told)


def give_reason(who: User | Badge, hidden: Hidden, rule: str) -> None:
    """Say why something was hidden, from the list; the reason of a statement stands in its trail too.

    Raises Refused without a reason of the list, where one was given, or for a link that does not moderate.
    """
    if isinstance(who, Badge):
        may_moderate(who, hidden.moot)
    with transaction.atomic():
        held = Hidden.objects.select_for_update(of=("self",)).get(pk=hidden.pk)
        if held.rule:
            raise Refused("Somebody was quicker: the reason is given already.")
        if rule not in dict(rules_for(held)):
            raise Refused("Choose why it was hidden; the reason is one of the list.")
        held.rule, held.reasoned_at = rule, timezone.now()
        held.save(update_fields=["rule", "reasoned_at"])
        user, badge = (None, who) if isinstance(who, Badge) else (who, None)
        if held.statement is not None:
            Decision.objects.create(
                statement=held.statement, verb=Decision.Verb.REJECTED, rule=rule, at=held.reasoned_at,
                who=user, badge=badge,
            )  # fmt: skip
        content = {"hidden": held.pk, "rule": rule, **({"badge": badge.pk} if badge else {})}
        write_line(who=user, verb="gave the reason", kind="evening", key=held.moot.slug, content=content)
