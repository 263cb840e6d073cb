"""What can be quoted for a plank: its statements, their released notes, the confirmed passages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from folkmoot.record.store import Store
from folkmoot.text import excerpt
from folkmoot.tracing.asking import drafting
from folkmoot.tracing.asking.drafting import Draft, Quotation
from folkmoot.tracing.asking.rules import westminster
from folkmoot.web.asking.actions import Wording
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing import queries as tracing

LONGEST_QUOTED = 500


def quotable(plank: Plank, record: Store | None) -> tuple[Quotation, ...]:
    """The table's own words first, then the record's; none of a note that is not released."""
    thread = tracing.thread(plank, record, staff=False)
    if thread is None:
        return ()
    said = [_note(step) for step in thread.notes]
    stated = [_statement(source) for source in thread.sources]
    return (
        *said,
        *stated,
        *(_passage(one) for one in (*thread.passages, *thread.answers) if one.contribution),
    )


def _note(step: tracing.NoteStep) -> Quotation:
    note = step.note
    table = _("table %(n)d, ") % {"n": note.table.number} if note.table else ""
    return Quotation(note.words, f"{table}{_held(note.moot)}", str(note.key))


def _statement(source: tracing.manifesto.Source) -> Quotation:
    statement = source.statement
    where = _("statement %(n)d, %(moot)s") % {"n": statement.number, "moot": _held(statement.moot)}
    return Quotation(statement.words, where, source.name)


def _held(moot: tracing.Moot) -> str:
    day = f", {date_format(moot.held_on, 'j F Y')}" if moot.held_on else ""
    return f"{moot.title}{day}"


def _passage(said: tracing.Said) -> Quotation:
    c = said.contribution
    assert c is not None
    name = ", ".join(filter(None, [c.speaker_name, c.office]))
    where = f"{name}, {c.chamber}, {date_format(c.date, 'j F Y')}" + (
        _(", column %(column)s") % {"column": c.column} if c.column else ""
    )
    words = (
        said.words
        if len(said.words) <= LONGEST_QUOTED
        else excerpt(said.words, around=0, length=LONGEST_QUOTED)
    )
    return Quotation(words, where, c.id, "record", c.url)


def drafted(
    plank: Plank, policy: str, wording: Wording, question: str, found: Collection[Quotation],
    chosen: Collection[str], by: str,
) -> tuple[Draft, tuple[Quotation, ...]]:  # fmt: skip
    """A draft in the wording's form from what was chosen, and the quotations it draws on."""
    picked = tuple(one for one in found if one.of in chosen)
    to = drafting.Addressed(office=wording.office, name=wording.name, seat=wording.through_seat)
    made = drafting.draft(
        westminster().form(wording.form), to,
        said=[one for one in picked if one.side == "house"],
        recorded=[one for one in picked if one.side == "record"],
        policy=policy, question=question, by=wording.signed_by or by,
    )  # fmt: skip
    own = Quotation(policy, _("the plank"), plank.slug, address=reverse("plank", args=[plank.slug]))
    return made, (own, *picked)


def worded(wording: Wording, draft: Draft) -> Wording:
    return replace(wording, words=draft.text, beside=draft.beside_text)
