"""What this room puts into words: the findings of the checks, and where an ask stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.record.store import Store
from folkmoot.tracing.asking.checks import Asked, Finding, Rule, State, check
from folkmoot.tracing.asking.rules import westminster
from folkmoot.web.asking.models import Ask
from folkmoot.web.asking.queries.asks import Before


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding as a sentence; `state` is holds, look or unknown."""

    state: str
    says: str


def checked(ask: Ask, before: Before | None, record: Store | None) -> tuple[Checked, ...]:
    """What the rules of its form find in an ask, in sentences."""
    names = record.department_names() if record and ask.department else {}
    form = westminster().form(ask.form)
    asked = Asked(
        words=ask.words,
        office=ask.office,
        name=ask.name,
        department=names.get(ask.department, ask.department),
        through=", ".join(filter(None, [ask.through, ask.through_seat])) if ask.through else "",
        signed_by=ask.signed_by,
        beside=ask.beside,
        sources=[one["words"] for one in ask.sources],
        times_before=None if before is None else len(before.found),
    )
    found = check(asked, form)
    return tuple(Checked(str(one.state), finding_in_words(one, form.length_says)) for one in found)


def finding_in_words(finding: Finding, length_says: str = "") -> str:
    """A finding as a sentence that says what to do, where something is to be done."""
    holds, facts = finding.state == State.HOLDS, finding.facts
    match finding.rule:
        case Rule.WHOLE:
            return _("Something is still to be filled in where “…” stands.")
        case Rule.QUESTION:
            return _("It is a question.") if holds else _("It asks nothing yet; turn it into a question.")
        case Rule.RESPONSIBILITY:
            return _responsibility(finding)
        case Rule.ASKED_ALREADY:
            return _already(finding)
        case Rule.OWN_MEMBER:
            if holds:
                return _("It goes through %s.") % facts[0]
            return _("Only a Member can put it; name your own Member, and write to them first.")
        case Rule.LENGTH:
            words, most = int(facts[0]), int(facts[1])
            told = ngettext("%(n)d word.", "%(n)d words.", words) % {"n": words}
            if holds:
                return told
            return f"{told} " + _("That is more than %(most)d.") % {"most": most} + f" {length_says}"
        case Rule.QUOTATIONS:
            if holds:
                return _("It quotes nobody, as a question to be tabled must not.")
            return _(
                "A question to be tabled may quote nobody; say it in plain words, and leave “%s” to what "
                "goes beside it."
            ) % _short(facts[0])
        case Rule.SOURCES:
            if holds:
                return _("Every quotation stands word for word in its source.")
            return _("This stands in none of its sources: “%s”. Quote it as it was said.") % _short(facts[0])
        case Rule.SIGNED:
            return (
                _("%s answers for it.") % facts[0] if holds else _("Nobody answers for it yet; enter a name.")
            )


def _responsibility(finding: Finding) -> str:
    if finding.state == State.HOLDS:
        return _("Whoever answers for it is named: %s.") % finding.facts[0]
    if finding.state == State.UNKNOWN:
        return _("An office is named; a program cannot tell which department it belongs to.")
    return _("Nobody who answers for it is named; enter the office, the body or the Member.")


def _already(finding: Finding) -> str:
    if finding.state == State.HOLDS:
        return _("Nothing that asks the same was found here this session.")
    if finding.state == State.UNKNOWN:
        return _("No record was searched, so nobody knows whether it was asked already.")
    times = int(finding.facts[0])
    return ngettext(
        "%(n)d passage of this session may ask the same; read it below before you ask again.",
        "%(n)d passages of this session may ask the same; read them below before you ask again.",
        times,
    ) % {"n": times}  # fmt: skip


def _short(words: str) -> str:
    return words if len(words) <= 90 else words[:88].rsplit(" ", 1)[0] + " …"
