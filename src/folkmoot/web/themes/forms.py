"""What those who arrange themes send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.consent.registry import Declaration, Declared, declare

_THEMES = {
    "basis": "Legitimate interest of those who hold a moot in seeing what came up again and again.",
    "lawful": "Only released notes and public statements are arranged: no votes, nothing about anybody.",
    "necessary": "Words alone put some notes where people would not; those who were there can say so.",
    "proportionate": "A theme holds a name for a subject. Who moved what is known to the staff of the moot.",
    "kept": "As long as the moot is kept; who moved what, as long as the journal is kept.",
}


@declare(
    Declaration(
        key="themes.rename",
        title="Naming a theme",
        purpose="To call a theme what people would call it.",
        **_THEMES,
    )
)
class RenameForm(Declared, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    was = forms.CharField(widget=forms.HiddenInput, required=False)


@declare(
    Declaration(
        key="themes.arrange",
        title="Arranging themes",
        purpose="To put notes and statements where they belong: move them, make a theme of some, merge two.",
        **_THEMES,
    )
)
class ArrangeForm(Declared, forms.Form):
    placements = forms.TypedMultipleChoiceField(coerce=int, required=False)
    to = forms.CharField(required=False)
    new = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: object, choices: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["placements"].choices = [(pk, pk) for pk in choices]
