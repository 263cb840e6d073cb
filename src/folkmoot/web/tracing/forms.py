"""What somebody says about a proposed link."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

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


def passage_named(text: str) -> str:
    """The id of a passage from the id itself, or from the address of its page here.

    An address of another kind is given back as it is: the record then says that it holds no such passage.
    """
    told = unquote(text.strip())
    if "/contributions/" in told:
        return told.partition("/contributions/")[2].strip("/")
    if "/debates/" in told and "#" in told:
        return told.partition("#")[2]
    return told


class PassageField(forms.CharField):
    """A passage of the record, by its id or by the address of its page here."""

    HELP = _("Press the column or time beside the words in their debate and copy the address; or the id.")

    def __init__(self, *, max_length: int = 400, help_text: Any = HELP, **told: Any) -> None:
        super().__init__(max_length=max_length, help_text=help_text, **told)

    def to_python(self, value: Any) -> Any:
        return passage_named(super().to_python(value) or "")


@declare(
    Declaration(
        key="tracing.passage",
        title="Naming a passage of the record by hand",
        purpose="So that a passage the program did not find can be tied to a plank by somebody who did.",
        **_LINK,
    )
)
class PassageForm(Declared, forms.Form):
    passage = PassageField(label=_("The passage of the record"))
    kind = forms.ChoiceField(label=_("What the passage does"), choices=Link.Kind.choices)
