"""What an organiser says about a moot's results."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.errors import BadRow
from folkmoot.opinion.room import read_room
from folkmoot.web.consent.registry import Declared, declare
from folkmoot.web.meetings.models import Moot, Statement
from folkmoot.web.opinion.declarations import ROOM, SHOWING
from folkmoot.web.opinion.models import AskedTwice, Method


@declare(SHOWING)
class MethodForm(Declared, forms.Form):
    """By which method a moot's results are shown."""

    method = forms.ChoiceField(label=_("Shown by"), choices=Method.choices, widget=forms.RadioSelect)


@declare(SHOWING)
class TwiceForm(Declared, forms.Form):
    """Two statements of a moot that are one sentence, asked before and after."""

    before = forms.ModelChoiceField(
        label=_("Asked first"), queryset=Statement.objects.none(), to_field_name="number"
    )
    after = forms.ModelChoiceField(
        label=_("Asked again"), queryset=Statement.objects.none(), to_field_name="number"
    )

    def __init__(self, *args: Any, moot: Moot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = moot.statements.order_by("number")
            self.fields[name].label_from_instance = lambda one: f"{one.number}. {one.words[:90]}"

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("before") and found.get("before") == found.get("after"):
            raise forms.ValidationError(_("Choose two different statements."))
        return found


@declare(ROOM)
class RoomForm(Declared, forms.Form):
    """Who was in the room, as tallies, beside the census."""

    text = forms.CharField(
        label=_("The tallies"),
        help_text=_("A first line question,answer,room,census and then a line an answer."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
        required=False,
    )
    source = forms.CharField(label=_("Where the census figures are from"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("text", "").strip():
            return found
        if not found.get("source"):
            self.add_error("source", _("Say where the census figures are from."))
        try:
            read_room(found["text"])
        except BadRow as error:
            self.add_error("text", error.message)
        return found


@declare(SHOWING)
class UntieForm(Declared, forms.Form):
    """A pair to be undone."""

    pair = forms.ModelChoiceField(queryset=AskedTwice.objects.none())

    def __init__(self, *args: Any, moot: Moot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pair"].queryset = AskedTwice.objects.filter(before__moot=moot)
