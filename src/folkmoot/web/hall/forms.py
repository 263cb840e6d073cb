"""The forms of the hall; each is declared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.errors import Unreadable
from folkmoot.meetings.codes import read_code
from folkmoot.web.consent.registry import Declared, declare
from folkmoot.web.hall.actions.slips import MOST_SLIPS
from folkmoot.web.hall.declarations import (
    BADGES,
    EVENING,
    JOINING,
    PAPER,
    STATEMENTS,
    TABLE_NOTES,
    TYPING_CODE,
)
from folkmoot.web.hall.models import Badge, Evening, Part
from folkmoot.web.meetings.models import Moot, Note, Statement, Table, Vote

MOST_HOURS_OF_A_BADGE = 14 * 24


@declare(TYPING_CODE)
class CodeForm(Declared, forms.Form):
    """The three words of a slip."""

    code = forms.CharField(
        label=_("The three words on your slip"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        try:
            return read_code(self.cleaned_data["code"])
        except Unreadable as error:
            raise forms.ValidationError(
                _("That is not a code: it has three words of five letters. Look at the slip again.")
            ) from error


@declare(JOINING)
class VoteForm(Declared, forms.Form):
    """One vote, and the key made with the page it was given on."""

    statement = forms.IntegerField(min_value=1, max_value=2**62)
    value = forms.TypedChoiceField(choices=[(str(v), v) for v in Vote.Value.values], coerce=int)
    key = forms.UUIDField()


@declare(EVENING)
class EveningForm(Declared, forms.ModelForm):
    """What is decided for an evening."""

    class Meta:
        model = Evening
        fields = [
            "asked_by", "why", "published", "joining", "answers_at",
            "safeguarding_name", "safeguarding_phone",
        ]  # fmt: skip
        labels = {
            "asked_by": _("Who asks?"),
            "why": _("Why? “… asks what you think, so that …”"),
            "published": _("What will be published? “Published will be …; never how anybody voted.”"),
            "joining": _("How do people join the vote?"),
            "answers_at": _("Where will the answers be posted or read out?"),
            "safeguarding_name": _("Who is responsible for safeguarding that night?"),
            "safeguarding_phone": _("Their telephone number"),
        }
        help_texts = {
            "why": _("Such as: the council hears what this town wants before its budget is set"),
            "published": _("Such as: how many agreed, disagreed and passed on each statement"),
            "joining": _("With the open link one person can join several times; the result says so."),
        }
        widgets = {"joining": forms.RadioSelect}


@declare(EVENING)
class NewEveningForm(Declared, forms.Form):
    """The moot of a new evening; what is decided for it comes with EveningForm."""

    title = forms.CharField(label=_("What is the moot called?"), max_length=200)
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)
    held_on = forms.DateField(
        label=_("On which day?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    tables = forms.IntegerField(label=_("How many tables?"), min_value=0, max_value=300, initial=6)


@declare(JOINING)
class SlipsForm(Declared, forms.Form):
    """How many slips to print."""

    count = forms.IntegerField(label=_("How many slips?"), min_value=1, max_value=MOST_SLIPS, initial=40)


@declare(EVENING)
class ArrivedForm(Declared, forms.Form):
    """How many came, as counted at the door."""

    arrived = forms.IntegerField(label=_("How many came?"), min_value=0, max_value=100_000)


@declare(PAPER)
class SheetForm(Declared, forms.Form):
    """The marks of one voting sheet: a choice each, or all in one line."""

    LETTERS = {"a": 1, "d": -1, "p": 0}
    sheet = forms.IntegerField(label=_("Number of the sheet"), min_value=1, max_value=1_000_000)
    marks = forms.CharField(
        label=_("Marks in one line"),
        required=False,
        max_length=2000,
        help_text=_(
            "a, d, p, or - where nothing is marked: one for each statement in order. Quicker than the boxes."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, moot: Moot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = list(moot.statements.filter(moderation=Statement.Moderation.ACCEPTED))
        for statement in self.statements:
            self.fields[f"s{statement.pk}"] = forms.TypedChoiceField(
                label=statement.words,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("blank")), *((str(v), label) for v, label in reversed(Vote.Value.choices))],
                widget=forms.RadioSelect,
            )

    def rows(self) -> list[tuple[Statement, Any]]:
        """Each statement with its choices."""
        return [(statement, self[f"s{statement.pk}"]) for statement in self.statements]

    def clean_marks(self) -> str:
        marks = "".join(self.cleaned_data["marks"].lower().split()).replace(".", "-").replace("_", "-")
        if not marks:
            return ""
        if set(marks) - {*self.LETTERS, "-"}:
            raise forms.ValidationError(_("Only a, d, p and - stand in this line."))
        if len(marks) != len(self.statements):
            raise forms.ValidationError(
                _("There are %(n)d statements and %(m)d marks.")
                % {"n": len(self.statements), "m": len(marks)}
            )
        return marks

    def votes(self) -> dict[int, int]:
        """What is marked, by the statement's id; a blank is not there."""
        marks = self.cleaned_data["marks"]
        if marks:
            pairs = zip(self.statements, marks, strict=True)
            return {statement.pk: self.LETTERS[mark] for statement, mark in pairs if mark != "-"}
        chosen = {statement.pk: self.cleaned_data.get(f"s{statement.pk}") for statement in self.statements}
        return {pk: value for pk, value in chosen.items() if value is not None}


@declare(PAPER)
class HandsForm(Declared, forms.Form):
    """A show of hands on one statement."""

    statement = forms.ModelChoiceField(
        label=_("Statement"), queryset=Statement.objects.none(), empty_label=_("choose")
    )
    agree = forms.IntegerField(label=_("Agree"), min_value=0, max_value=100_000)
    disagree = forms.IntegerField(label=_("Disagree"), min_value=0, max_value=100_000)
    passes = forms.IntegerField(label=_("Pass"), min_value=0, max_value=100_000, required=False)

    def __init__(self, *args: Any, moot: Moot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].queryset = moot.statements.filter(moderation=Statement.Moderation.ACCEPTED)

    def clean_passes(self) -> int:
        return self.cleaned_data["passes"] or 0


@declare(BADGES)
class BadgeForm(Declared, forms.Form):
    """A link for a helper: what it may do, for whom, for how long."""

    role = forms.ChoiceField(
        label=_("What may it do?"),
        choices=[(role, label) for role, label in Badge.Role.choices if role != Badge.Role.TABLE],
    )
    name = forms.CharField(label=_("Who is it for?"), max_length=120, help_text=_("A first name will do."))
    hours = forms.IntegerField(
        label=_("For how many hours?"), min_value=1, max_value=MOST_HOURS_OF_A_BADGE, initial=6
    )


@declare(TABLE_NOTES)
class NoteForm(Declared, forms.Form):
    """One note, where the page has no script; the same fields as the script sends."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=Note.Kind.choices, initial=Note.Kind.ISSUE, widget=forms.RadioSelect)
    words = forms.CharField(max_length=4000, widget=forms.Textarea)
    so_that = forms.CharField(required=False, max_length=2000)
    other_side = forms.CharField(required=False, max_length=4000)
    role = forms.CharField(required=False, max_length=120)
    where_and_when = forms.CharField(required=False, max_length=200)
    who_could_act = forms.CharField(required=False, max_length=200)
    second_hand = forms.BooleanField(required=False)
    at_risk = forms.BooleanField(required=False)

    def as_item(self) -> dict[str, Any]:
        """The note as a phone would have sent it."""
        given = self.cleaned_data
        operation = "risk" if given["at_risk"] else "note"
        return {**given, "key": str(given["key"]), "op": operation}


@declare(STATEMENTS)
class StatementForm(Declared, forms.Form):
    """A sentence, and the notes it is made from."""

    words = forms.CharField(max_length=400)
    notes = forms.ModelMultipleChoiceField(queryset=Note.objects.none())

    def __init__(self, *args: Any, moot: Moot, inside: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notes = moot.notes.all()
        self.fields["notes"].queryset = notes if inside else notes.filter(released_at__isnull=False)


@declare(EVENING)
class PartForm(Declared, forms.ModelForm):
    """A part of the evening and how long it should take."""

    class Meta:
        model = Part
        fields = ["title", "kind", "minutes"]
        labels = {"title": _("Part"), "kind": _("Kind"), "minutes": _("Minutes planned")}


@declare(TABLE_NOTES)
class TranscriptForm(Declared, forms.Form):
    """A recorded table's transcript: whose, and when the recording began."""

    table = forms.ModelChoiceField(label=_("Table"), queryset=Table.objects.none(), empty_label=_("choose"))
    began = forms.DateTimeField(
        label=_("When did the recording begin?"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("With it, each note has the time at which it was said."),
    )
    file = forms.FileField(label=_("Transcript"), help_text=_("WebVTT, SRT or plain text, 2 MB at most."))

    def __init__(self, *args: Any, moot: Moot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = moot.tables.all()


@declare(TABLE_NOTES)
class MarkedForm(Declared, forms.Form):
    """One turn of a transcript that was marked as a note."""

    words = forms.CharField(max_length=4000)
    kind = forms.ChoiceField(choices=Note.Kind.choices)
    key = forms.UUIDField()
    at = forms.CharField(required=False, max_length=40)
