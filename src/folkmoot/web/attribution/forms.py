"""What staff give here: a page they copied, of which day it is, and what they decide about a guess."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from folkmoot.errors import Unreadable
from folkmoot.record.pages.copied import plain
from folkmoot.record.people import Roll
from folkmoot.web.attribution.actions import Answer
from folkmoot.web.attribution.models import HOUSES, LINE_KINDS, CopiedPage, Verdict
from folkmoot.web.consent.registry import Declaration, Declared, declare

MOST_CHARACTERS = 120_000
MOST_BYTES = 4_000_000  # a page as a browser saves it is several times as long as its words
MOST_NAMED = 8
_TOO_LONG = _("That is more than 120,000 characters. Read it with “folkmoot record attribute”.")

_PAGE = {
    "basis": "Legitimate interest of the body that runs this installation in following public debates.",
    "lawful": "The words were spoken in Parliament and published; who copied them is the only other fact.",
    "necessary": "Without the page there is nothing to read; without its day nobody on it can be told.",
    "proportionate": "Only who brought it sees it until they save it, and then only staff.",
    "kept": "Seven days if nobody saves it; once saved, until somebody on the staff discards it.",
}
_DECISION = {
    "basis": "Legitimate interest of the public in following a matter in Parliament; the record is public.",
    "lawful": "It is about whom words spoken in public office mean, and names only people on the record.",
    "necessary": "Without a person's decision a program's guess would stand as a fact about a named Member.",
    "proportionate": "It holds the place of the words, a person's public id and a reason.",
    "kept": "As long as the words it is about; one that is undone stays beside what followed it.",
}


@declare(
    Declaration(
        key="attribution.page",
        title="Bringing a copied page of a debate",
        purpose="To tell who speaks on a page that lost its speakers' names.",
        **_PAGE,
    )
)
class PageForm(Declared, forms.Form):
    text = forms.CharField(
        label=_("The page"),
        help_text=_("Paste what you copied, headings and all. Lines stay as they are."),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
    )
    file = forms.FileField(label=_("Or a text file"), required=False)
    house = forms.ChoiceField(label=_("House"), choices=HOUSES.items())
    day = forms.DateField(
        label=_("Day of the debate"),
        help_text=_("If you do not know it, leave it out: days are proposed, with reasons."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        text = given.get("text") or ""
        if file := given.get("file"):
            if file.size > MOST_BYTES:
                raise ValidationError(_TOO_LONG)
            text = _text_of(file.read())
        if not text.strip():
            raise ValidationError(_("Paste the page, or choose a text file."))
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(_TOO_LONG)
        if "\x00" in text:
            raise ValidationError(_("That is no text. Save the page as plain text, or paste it."))
        given["text"] = text.replace("\r\n", "\n").replace("\r", "\n")
        return given


def _text_of(data: bytes) -> str:
    try:
        return plain(data)
    except Unreadable as error:
        raise ValidationError(_("That is no text. Save the page as plain text, or paste it.")) from error


@declare(
    Declaration(
        key="attribution.day",
        title="Of which day a copied page is",
        purpose="To read the page by the roll of its day.",
        **_PAGE,
    )
)
class DayForm(Declared, forms.Form):
    day = forms.DateField(label=_("Day of the debate"), widget=forms.DateInput(attrs={"type": "date"}))


@declare(
    Declaration(
        key="attribution.saving",
        title="Saving a copied page",
        purpose="To keep a page for the staff, with the Bill and stage it belongs to.",
        **_PAGE,
    )
)
class SaveForm(Declared, forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    matter = forms.CharField(label=_("Bill or subject"), help_text=_("As Parliament has it."), max_length=200)
    stage = forms.ChoiceField(label=_("Stage"), choices=CopiedPage.Stage.choices)


class _Decision(Declared, forms.Form):
    """A verdict, and whom: by name, or by the id of a person on the record."""

    verdict = forms.ChoiceField(choices=Verdict.choices)
    person = forms.CharField(
        label=_("Who it is"), help_text=_("A name as the roll has it."), max_length=200, required=False
    )
    nobody = forms.BooleanField(label=_("Nobody on the roll"), required=False)
    why = forms.CharField(
        label=_("Why"), help_text=_("Shown beside the decision."), max_length=500, required=False
    )

    def __init__(self, *args: Any, roll: Roll | None = None, **kwargs: Any) -> None:
        self.roll = roll
        super().__init__(*args, **kwargs)

    def clean_person(self) -> str:
        said = self.cleaned_data["person"].strip()
        if not said or self.roll is None:
            return ""
        gid = self.roll.canonical(said)
        if gid in self.roll.persons:
            return gid
        return _one(said, self.roll)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("verdict") == Verdict.CORRECTED and not self.errors and not self._says_who(given):
            self.add_error("person", _("Say who it is, or that it is nobody on the roll."))
        return given

    def _says_who(self, given: dict[str, Any]) -> bool:
        return bool(given.get("person") or given.get("nobody"))

    def answer(self) -> Answer:
        given = self.cleaned_data
        persons = (given["person"],) if given["person"] and not given["nobody"] else ()
        return Answer(
            verdict=given["verdict"],
            persons=persons,
            label=given.get("label", ""),
            kind=given.get("kind", ""),
            why=given["why"],
        )


def _one(said: str, roll: Roll) -> str:
    """The one person of this name. Raises ValidationError where there is none, or several."""
    named = roll.named(said)
    exact = [p for p in named if p.name().casefold() == said.casefold()] or list(named)
    if len(exact) == 1:
        return exact[0].id
    if not exact:
        raise ValidationError(_now("Nobody on the roll is called “%(name)s”.") % {"name": said})
    listed = "; ".join(f"{p.name()} ({p.id})" for p in exact[:MOST_NAMED])
    raise ValidationError(_now("Several are called so; give the id of one: %(people)s.") % {"people": listed})


@declare(
    Declaration(
        key="attribution.line",
        title="Confirming, correcting or leaving open who speaks a line",
        purpose="So that nobody is said to have spoken words before somebody put their name to it.",
        **_DECISION,
    )
)
class LineForm(_Decision):
    label = forms.CharField(
        label=_("Or only what they are called"),
        help_text=_("Such as “the Home Secretary”, where the person cannot be told."),
        max_length=200,
        required=False,
    )
    kind = forms.ChoiceField(label=_("What the line is"), choices=LINE_KINDS.items(), required=False)

    def _says_who(self, given: dict[str, Any]) -> bool:
        return super()._says_who(given) or bool(given.get("label")) or given.get("kind") == "header"


@declare(
    Declaration(
        key="attribution.words",
        title="Confirming, correcting or leaving open whom words mean",
        purpose="So that a wrong “my right hon. Friend” is put right in the open, with a name and a reason.",
        **_DECISION,
    )
)
class WordsForm(_Decision):
    pass
