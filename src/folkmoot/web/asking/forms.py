"""What somebody says of an ask, a department or a promise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from folkmoot.tracing.asking.rules import westminster
from folkmoot.web.asking.actions import Told, Undertaken, Wording
from folkmoot.web.asking.models import Ask, Promise, Responsibility
from folkmoot.web.consent.registry import Declaration, Declared, declare
from folkmoot.web.tracing.forms import PassageField

_ASK = {
    "basis": "Legitimate interest of the body that runs this installation in asking those who can act.",
    "lawful": "It is addressed to people in public office and to bodies, about what they answer for.",
    "necessary": "Nobody can be asked without being named, and no letter stands without somebody who answers "
    "for it.",
    "proportionate": "Names of office-holders, and the one name that signs; quotations are of released notes "
    "and the public record. Nothing is sent from here.",
    "kept": "For as long as the plank is kept; every step stays. An erased note goes out of every ask.",
}
_PROMISE = {
    "basis": "Legitimate interest of the public in what those who can act have undertaken.",
    "lawful": "It is about undertakings given in a public role, or by our own side, in their own words.",
    "necessary": "Without words, day and source nobody could tell whether a promise was kept.",
    "proportionate": "No score and no verdict by a program; a person judges, says why, and the promiser's "
    "reply stands beside it at equal size.",
    "kept": "For as long as the plank is kept; judgements are appended, never overwritten.",
}


def _line(label: Any, help_text: Any = "", *, required: bool = False, longest: int = 160) -> Any:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest)


def _area(
    label: Any, help_text: Any = "", *, required: bool = False, rows: int = 4, longest: int = 8_000
) -> Any:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> Any:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def _address(label: Any, help_text: Any = "") -> Any:
    return forms.URLField(
        label=label, help_text=help_text, required=False, max_length=500, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip


_LISTED = format_lazy(
    "{} {} {}", _("Passages of this thread are offered as you write."), _("For another:"), PassageField.HELP
)


def _with_list() -> forms.TextInput:
    """A line beside which the page lays the passages that somebody is likely to mean."""
    return forms.TextInput(attrs={"list": "likely"})


def form_choices() -> list[tuple[str, str]]:
    return [(form.key, form.name) for form in westminster().forms]


class _Addressed(Declared, forms.Form):
    form = forms.ChoiceField(label=_("In which form"), choices=form_choices)
    office = _line(
        _("Office or body"),
        _("Such as Secretary of State for Transport, or the county council."),
        longest=200,
    )
    name = _line(_("Name of whoever holds it"))
    through = _line(
        _("Through which Member"),
        _("For a question in the Commons or a letter to a Minister: your own, who tables it or sends it on."),
        longest=160,
    )
    through_seat = _line(_("Their constituency"), longest=120)
    signed_by = _line(
        _("Who answers for it"), _("Beneath a letter, or a question to a council; printed with it.")
    )
    person = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    department = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    through_person = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)


@declare(
    Declaration(
        key="asking.draft",
        title="Drafting a question or a letter",
        purpose="To ask whoever can act, in the words of the tables and of the record.",
        **_ASK,
    )
)
class DraftForm(_Addressed):
    question = _area(
        _("What is asked, in your words"),
        _("Left empty, the plank's own words are put in quotation marks, for you to turn into a question."),
        rows=3,
        longest=2_000,
    )
    quote = forms.MultipleChoiceField(
        label=_("Quote these"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, quotable: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quote"].choices = quotable


@declare(
    Declaration(
        key="asking.wording",
        title="The words of a question or a letter",
        purpose="To let a person change what was drafted before anybody agrees to it.",
        **_ASK,
    )
)
class WordingForm(_Addressed):
    words = _area(_("The words"), required=True, rows=12)
    beside = _area(
        _("What goes beside it"),
        _("For a question: what your Member should know. Quotations keep their source."),
        rows=10,
    )
    due_on = _day(_("We want an answer by"), _("Left empty, the rule of the form says when."))

    def wording(self) -> Wording:
        return Wording(**{name: self.cleaned_data[name] for name in Wording.__slots__})


@declare(
    Declaration(
        key="asking.step",
        title="What became of a question or a letter",
        purpose="To keep who agreed to it, when it left, and when it was put.",
        **_ASK,
    )
)
class StepForm(Declared, forms.Form):
    state = forms.ChoiceField(label=_("What happened"), choices=Ask.State.choices)
    on = _day(_("On which day"), required=True)
    by = _line(_("Who agreed, sent or put it"), _("A body, a role or a Member."))
    put_as = PassageField(label=_("Where the record holds the question, once it was put"), required=False)
    note = _line(_("Anything to note"), longest=400)

    def told(self) -> Told:
        return Told(**{name: self.cleaned_data[name] for name in Told.__slots__})


@declare(
    Declaration(
        key="asking.answer",
        title="An answer to a question or a letter",
        purpose="To put what was answered beside what was asked, with where it stands.",
        **_ASK,
    )
)
class AnswerForm(Declared, forms.Form):
    passage = PassageField(
        label=_("Where the record holds the answer"),
        help_text=format_lazy(
            "{} {}", _("Then words, name and day follow from it; nothing else is needed."), _LISTED
        ),
        required=False,
        widget=_with_list(),
    )
    words = _area(
        _("The words of the answer"), _("If it is not in the record: then with name, day and document.")
    )
    by = _line(_("Who gave it"), longest=200)
    on = _day(_("On which day"))
    source_title = _line(_("Document it stands in"), _("Such as the letter of 3 October."), longest=200)
    source_address = _address(_("Where it can be read"))
    holding = forms.BooleanField(label=_("It says only that an answer will follow"), required=False)


@declare(
    Declaration(
        key="asking.department",
        title="Which department answers for a matter",
        purpose="So that a department a program points to stands as a guess until somebody has looked.",
        **_ASK,
    )
)
class DepartmentForm(Declared, forms.Form):
    department = _line(_("Department"), required=True, longest=120)
    state = forms.ChoiceField(label=_("Is it theirs?"), choices=Responsibility.State.choices)
    because = _line(_("Why"), longest=400)


@declare(
    Declaration(
        key="asking.promise",
        title="A promise by a Minister, a council, a company or our own side",
        purpose="To remember what was undertaken, in the words in which it was, and when it is due.",
        **_PROMISE,
    )
)
class PromiseForm(Declared, forms.Form):
    words = _area(_("The words of the promise"), _("As they were said or written."), required=True, rows=3)
    side = forms.ChoiceField(label=_("Whose promise"), choices=Promise.Side.choices)
    by = _line(_("Who promised"), _("Name and office, or the body."), longest=200)
    made_on = _day(_("On which day"), _("For a passage of the record, the record says."))
    evidence = forms.ChoiceField(label=_("The evidence"), choices=Promise.Evidence.choices)
    passage = PassageField(
        label=_("The passage of the record"), required=False, widget=_with_list(), help_text=_LISTED
    )
    source_title = _line(
        _("Document, recording, or who confirmed the wording"), _("Nothing is kept without one."), longest=200
    )
    source_address = _address(_("Where it can be seen or heard"))
    due_on = _day(_("Due on"), _("If a day was named or follows from the words."))
    condition = _line(_("On which condition"), longest=400)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("evidence") == Promise.Evidence.RECORD:
            if not told.get("passage"):
                self.add_error("passage", _now("Say which passage of the record it is: its address or id."))
            return told
        missing = {
            "by": _now("Say who promised it: a name and an office, or a body."),
            "made_on": _now("Give the day on which it was promised."),
            "source_title": _lacking_source(told.get("evidence")),
        }
        for name, sentence in missing.items():
            if not told.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return told

    def told(self) -> Undertaken:
        given = {name: self.cleaned_data[name] for name in Undertaken.__slots__ if name in self.cleaned_data}
        return Undertaken(**given)


def _lacking_source(evidence: str | None) -> str:
    """What to enter where a promise has no source, by the kind of evidence that was chosen."""
    match evidence:
        case Promise.Evidence.RECORDING:
            return _now("Name the recording: what it is of, and who has it.")
        case Promise.Evidence.CONFIRMED:
            return _now("Say who confirmed the wording, how and when.")
    return _now("Name the document it stands in, such as the letter of 3 October.")


@declare(
    Declaration(
        key="asking.judgement",
        title="What a promise came to",
        purpose="To say in the open whether a promise was kept, who says so and why.",
        **_PROMISE,
    )
)
class JudgementForm(Declared, forms.Form):
    state = forms.ChoiceField(label=_("What it came to"), choices=Promise.State.choices)
    because = _area(_("Why"), required=True, rows=2, longest=2_000)
    judged_by = _line(_("Who judges so"), _("A body or a role."), required=True)
    judged_on = _day(_("On which day"), required=True)
    source_address = _address(_("Where that can be seen"))


@declare(
    Declaration(
        key="asking.reply",
        title="A reply by whoever promised",
        purpose="To let whoever is named say what they say of it, beside it, at equal size.",
        **_PROMISE,
    )
)
class ReplyForm(Declared, forms.Form):
    words = _area(_("The reply"), required=True, rows=3)
    by = _line(_("Who replies"), required=True)
    on = _day(_("On which day"))
