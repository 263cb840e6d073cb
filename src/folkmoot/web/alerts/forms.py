"""The forms of this room; each is declared."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.alerts.declarations import FOLLOW
from folkmoot.web.alerts.models import Often
from folkmoot.web.consent.registry import Declared, declare


@declare(FOLLOW)
class FollowForm(Declared, forms.Form):
    """An address, and how often to write to it."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    often = forms.ChoiceField(
        label=_("How often"), choices=Often.choices, initial=Often.DAILY, widget=forms.RadioSelect
    )


@declare(FOLLOW)
class LinkForm(Declared, forms.Form):
    """An address that follows something, to be sent the link to its page."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@declare(FOLLOW)
class ChangeForm(Declared, forms.Form):
    """One thing somebody follows, and how often they want to hear of it."""

    following = forms.IntegerField(widget=forms.HiddenInput)
    often = forms.ChoiceField(label=_("How often"), choices=Often.choices)
