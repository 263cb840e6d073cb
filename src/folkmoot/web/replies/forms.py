"""The forms of this room; each is declared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.consent.registry import Declaration, Declared, declare
from folkmoot.web.replies.models import Request
from folkmoot.web.replies.shelves import SHORTEST_NAME

_ASKED = {
    "basis": "A legal duty, and the legitimate interest of whoever is named in a public place.",
    "lawful": "Whoever is named may see what is said of them, answer it and have it put right (UK GDPR, "
    "articles 12 to 16).",
}


@declare(
    Declaration(
        key="replies.look",
        title="Looking for a name",
        purpose="To show whoever is named here everything public that names them, in one place.",
        necessary="Without the name nothing can be looked for.",
        proportionate="Only what is public already is shown. Nobody is asked who they are.",
        kept="Not at all: the name is in no address, no log and no table.",
        **_ASKED,
    )
)
class LookForm(Declared, forms.Form):
    name = forms.CharField(label=_("Name"), min_length=SHORTEST_NAME, max_length=160)


@declare(
    Declaration(
        key="replies.ask",
        title="Answering, or asking for a correction",
        purpose="To put an answer beside what names somebody, to have it put right, or to tell them all that "
        "is kept about them.",
        necessary="The name and the words are what is published. How to reach you is needed to make sure "
        "that it is you.",
        proportionate="How to reach you is seen by the steward alone. On the public page of corrections your "
        "name stands only where your answer does, or where you said that it may.",
        kept="The request and its decision as long as what it is about; how to reach you for 90 days after "
        "the decision.",
        **_ASKED,
    )
)
class AskForm(Declared, forms.Form):
    """About one thing that is published."""

    wants = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=[c for c in Request.Wants.choices if c[0] != Request.Wants.ALL],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Your words"),
        help_text=_("An answer is published as you write it, beside what it answers and as large. For a "
                    "correction say what is wrong and what is right."),
        max_length=3000, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Where that can be seen"), help_text=_("An address or a document, if there is one."),
        max_length=500, required=False,
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    role = forms.CharField(
        label=_("For whom you speak, if not only for yourself"), max_length=160, required=False
    )
    reach = forms.CharField(
        label=_("How we can reach you"), max_length=254,
        help_text=_("An e-mail address or a telephone number. Only the steward sees it."),
    )  # fmt: skip
    may_be_named = forms.BooleanField(
        label=_("My name may stand on the public page of corrections."), required=False
    )


@declare(
    Declaration(
        key="replies.all",
        title="Asking for all that is kept about you",
        purpose="To tell somebody everything this installation keeps about them, notes that nobody released "
        "among it.",
        necessary="The name is what is looked for. How to reach you is needed to make sure that it is you, "
        "and to send the answer.",
        proportionate="Only the steward sees the request. The public page of corrections counts it and names "
        "nobody.",
        kept="The request and its decision for as long as the installation; how to reach you for 90 days "
        "after the decision.",
        **_ASKED,
    )
)
class AllForm(Declared, forms.Form):
    """About everything that is kept."""

    name = forms.CharField(
        label=_("Your name"), min_length=SHORTEST_NAME, max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("What helps to find it"), help_text=_("A meeting, a day, another spelling of your name."),
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    reach = forms.CharField(
        label=_("How we can reach you"), max_length=254,
        help_text=_("An e-mail address or a telephone number. Only the steward sees it."),
    )  # fmt: skip


@declare(
    Declaration(
        key="replies.decide",
        title="Deciding on an answer or a correction",
        purpose="To say what was decided, why, and how it was made sure who asked.",
        necessary="A decision without reasons cannot be looked at again.",
        proportionate="It names no more than the request does.",
        kept="As long as the request.",
        **_ASKED,
    )
)
class DecideForm(Declared, forms.Form):
    state = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[(Request.State.AGREED, _("Agree")), (Request.State.REFUSED, _("Refuse"))],
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Reasons, and what was put right"),
        help_text=_("Anybody can read this, so name nobody who need not be named."),
        max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    checked = forms.CharField(
        label=_("How it was made sure who asked"), max_length=400, required=False,
        help_text=_("For instance: called the number on the company’s site. Only staff see it."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("state") == Request.State.AGREED and not given.get("checked"):
            self.add_error("checked", _("Say how it was made sure who asked before you agree."))
        return given
