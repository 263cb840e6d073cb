"""What an editor writes: a plank and its next version."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.consent.registry import Declaration, Declared, declare
from folkmoot.web.manifesto.actions import Draft
from folkmoot.web.manifesto.models import PlankVersion

_PLANK = {
    "basis": "Legitimate interest of the body that runs this installation in saying what it stands for.",
    "lawful": "A plank is policy. It holds no fact about a private person, and names none.",
    "necessary": "Without its words, its purpose and its statements nobody could follow a plank to a table.",
    "proportionate": "It points at statements, which are one sentence each and carry no name.",
    "kept": "For as long as the manifesto is kept; every version stays.",
}


class _Texts(Declared, forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)
    words = forms.CharField(
        label=_("The policy"),
        help_text=_("As near as can be to the words of the people it comes from."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        help_text=_("“so that …”. If people said what it is for, keep it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2_000,
        required=False,
    )
    route = forms.ChoiceField(label=_("Who could act"), choices=PlankVersion.Route.choices)

    def draft(self) -> Draft:
        texts = ("title", "words", "purpose", "route", "state", "why")
        return Draft(**{name: self.cleaned_data[name] for name in texts if name in self.cleaned_data})


@declare(
    Declaration(
        key="manifesto.draft",
        title="Drafting a plank",
        purpose="To make a policy out of what people said, and to keep where it came from.",
        **_PLANK,
    )
)
class DraftForm(_Texts):
    section = forms.CharField(label=_("Section"), max_length=120, required=False)


@declare(
    Declaration(
        key="manifesto.version",
        title="A new version of a plank",
        purpose="To change a plank in the open: the old words stay beside the new ones, with the reason.",
        **_PLANK,
    )
)
class VersionForm(_Texts):
    state = forms.ChoiceField(label=_("State"), choices=PlankVersion.State.choices)
    why = forms.CharField(
        label=_("Why, and who decided"),
        help_text=_("Shown to everybody beside this version."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2_000,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)
