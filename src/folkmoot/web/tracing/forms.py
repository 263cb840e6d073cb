"""What somebody says about a proposed link."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.consent.registry import Declaration, Declared, declare
from folkmoot.web.tracing.models import Link

_LINK = {
    "basis": "Legitimate interest of the public in following a matter into Parliament; the record is public.",
    "lawful": "It is about words spoken in public office, quoted from the official record with their source.",
    "necessary": "Without a person's decision a program's guess would stand as a fact about a named Member.",
    "proportionate": "It holds the id of a passage, its words and a kind; no score of a person, no verdict.",
    "kept": "As long as the plank; a withdrawn link leaves the page and stays in the journal.",
}


@declare(
    Declaration(
        key="tracing.decision",
        title="Confirming or rejecting a passage of the record",
        purpose="So that nothing a program found counts before somebody read it and put their name to it.",
        **_LINK,
    )
)
class DecisionForm(Declared, forms.Form):
    DECISIONS = (("confirm", _("Confirm")), ("reject", _("Reject")), ("withdraw", _("Withdraw")))

    decision = forms.ChoiceField(choices=DECISIONS)
    kind = forms.ChoiceField(label=_("What the passage does"), choices=Link.Kind.choices, required=False)


@declare(
    Declaration(
        key="tracing.passage",
        title="Naming a passage of the record by hand",
        purpose="So that a passage the program did not find can be tied to a plank by somebody who did.",
        **_LINK,
    )
)
class PassageForm(Declared, forms.Form):
    passage = forms.CharField(
        label=_("Id of the passage"),
        help_text=_("As the record shows it, such as uk.org.publicwhip/debate/2009-10-28c.267.2"),
        max_length=200,
    )
    kind = forms.ChoiceField(label=_("What the passage does"), choices=Link.Kind.choices)
