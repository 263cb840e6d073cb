"""What an editor writes: a plank, its next version, an amendment, a source, why a note was not taken up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from folkmoot.manifesto.planks import pairs
from folkmoot.web.consent.registry import Declaration, Declared, declare
from folkmoot.web.manifesto.actions import Draft
from folkmoot.web.manifesto.actions.writing import TEXTS
from folkmoot.web.manifesto.models import Amendment, Citation, Plank, PlankVersion

_PLANK = {
    "basis": "Legitimate interest of the body that runs this installation in saying what it stands for.",
    "lawful": "A plank is policy. It holds no fact about a private person, and names none.",
    "necessary": "Without its words, its purpose and its statements nobody could follow a plank to a table.",
    "proportionate": "It points at statements, which are one sentence each and carry no name.",
    "kept": "For as long as the manifesto is kept; every version stays.",
}
DECIDING = (PlankVersion.State.ADOPTED, PlankVersion.State.DROPPED)


def _area(rows: int, label: Any, help_text: Any = "", *, required: bool = False, longest: int = 2_000) -> Any:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _line(label: Any, help_text: Any = "", *, required: bool = False, longest: int = 160) -> Any:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest)


def _day(label: Any) -> Any:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class _Texts(Declared, forms.Form):
    title = _line(_("Title"), required=True)
    words = _area(
        6, _("The policy"), _("As near as can be to the words of the people it comes from."), required=True,
        longest=10_000,
    )  # fmt: skip
    purpose = _area(2, _("What it is for"), _("“so that …”. If people said what it is for, keep it."))
    route = forms.ChoiceField(label=_("Who could act"), choices=PlankVersion.Route.choices)
    lead = _line(_("Who should lead"), _("A body or an office, such as the county council."))
    supporters = _area(2, _("Who stands behind it"), _("Bodies, not private people."))
    dispute = _area(2, _("Who else says that they, or others, should lead"), _("Shown beside the route."))
    place = _line(_("Where"), _("Left empty, everywhere."), longest=120)
    horizon = forms.ChoiceField(label=_("How soon"), choices=PlankVersion.Horizon.choices, required=False)
    parameters = _area(2, _("Its figures"), _("One a line, as “empty for: six months”."))
    variants = _area(2, _("What differs locally"), _("One a line, as “Slade: on Mondays too”."))

    def clean_parameters(self) -> list[list[str]]:
        return [list(pair) for pair in pairs(self.cleaned_data["parameters"])]

    def clean_variants(self) -> list[list[str]]:
        return [list(pair) for pair in pairs(self.cleaned_data["variants"])]

    def draft(self) -> Draft:
        return Draft(**{name: self.cleaned_data[name] for name in TEXTS if name in self.cleaned_data})


def as_lines(rows: list[list[str]]) -> str:
    """Pairs as an editor writes them."""
    return "\n".join(f"{name}: {value}" if name else value for name, value in rows)


def initial_of(version: PlankVersion) -> dict[str, Any]:
    """A version as the form of the next one begins; the reason and the decision are asked anew."""
    asked_anew = {"why", "decided_by", "decided_where", "decided_on"}
    kept = {name: getattr(version, name) for name in TEXTS if name not in asked_anew}
    kept |= {name: as_lines(kept[name]) for name in ("parameters", "variants")}
    return {**kept, "based_on": version.number}


def in_section(plank: Plank) -> dict[str, Any]:
    """Where a plank stands, as the form of its next version begins."""
    return {"section": plank.section, "section_before": plank.section}


@declare(
    Declaration(
        key="manifesto.draft",
        title="Drafting a plank",
        purpose="To make a policy out of what people said, and to keep where it came from.",
        **_PLANK,
    )
)
class DraftForm(_Texts):
    section = _line(_("Section"), longest=120)
    why = _area(2, _("Why"), _("Shown to everybody beside this version."))


@declare(
    Declaration(
        key="manifesto.version",
        title="A new version of a plank",
        purpose="To change a plank in the open: the old words stay beside the new ones, with the reason.",
        **_PLANK,
    )
)
class VersionForm(_Texts):
    section = _line(_("Section"), _("The heading of the manifesto that it stands under."), longest=120)
    section_before = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("State"), choices=PlankVersion.State.choices)
    why = _area(2, _("Why"), _("Shown to everybody beside this version."), required=True)
    decided_by = _line(_("Who took the decision"), _("A body, such as the assembly of 13 June."))
    decided_where = _line(_("Where it was taken"))
    decided_on = _day(_("When it was taken"))
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("state") in DECIDING and not told.get("decided_by"):
            self.add_error(
                "decided_by", _now("Say who adopted or dropped it; a state of that kind is a decision.")
            )
        return told

    @property
    def section_told(self) -> str | None:
        """Where the plank is to stand; None where nobody was asked, or it was left where it stood."""
        told = self.cleaned_data
        was_left = "section_before" in self.data and told["section"] == told["section_before"]
        return None if was_left or "section" not in self.data else told["section"]


@declare(
    Declaration(
        key="manifesto.origins",
        title="Saying which statements a plank came from",
        purpose="To tie a plank to what people said, and to answer whoever said it.",
        **_PLANK,
    )
)
class OriginsForm(Declared, forms.Form):
    why = _line(_("Why"), _("Kept in the journal."), required=True)


@dataclass(frozen=True, slots=True)
class Apart:
    """A field of a plank that somebody else changed meanwhile. `mine` is None where I left it as it was."""

    name: str
    label: str
    theirs: str
    mine: str | None

    @property
    def is_theirs(self) -> bool:
        return self.mine is None


def beside(form: VersionForm, before: PlankVersion, theirs: PlankVersion) -> list[Apart]:
    """The fields they changed since the version that this form began from, and differ from mine."""
    old, new = initial_of(before), initial_of(theirs)
    found = []
    for name in [each for each in old if each in form.fields and each != "based_on"]:
        was, is_now, mine = (_spelled(value) for value in (old[name], new[name], form.data.get(name, "")))
        if is_now not in (was, mine):
            found.append(Apart(name, _label(form, name), is_now, None if mine == was else mine))
    return [*found, *_moved(form, theirs.plank.section)]


def _moved(form: VersionForm, theirs: str) -> list[Apart]:
    """The section, which is the plank's and not the version's, where somebody else moved it."""
    was, mine = (form.data.get(name, theirs) for name in ("section_before", "section"))
    return (
        []
        if theirs in (was, mine)
        else [Apart("section", _label(form, "section"), theirs, form.section_told)]
    )


def _label(form: VersionForm, name: str) -> str:
    return str(form.fields[name].label)


def _spelled(value: Any) -> str:
    """As a browser would send it back, whatever its line ends."""
    return "\n".join(str(value or "").splitlines()).strip()


@declare(
    Declaration(
        key="manifesto.split",
        title="Splitting a plank in two",
        purpose="To make two planks of one in the open; both keep what people said.",
        **_PLANK,
    )
)
class SplitForm(Declared, forms.Form):
    title = _line(_("Title of the first"), required=True)
    words = _area(4, _("What stays in the first"), required=True, longest=10_000)
    other_title = _line(_("Title of the second"), required=True)
    other_words = _area(4, _("What goes into the second"), required=True, longest=10_000)
    why = _area(2, _("Why"), required=True)
    based_on = forms.IntegerField(widget=forms.HiddenInput)


@declare(
    Declaration(
        key="manifesto.withdraw",
        title="Withdrawing a version",
        purpose="To let the words before stand again; the withdrawn version stays, with the reason.",
        **_PLANK,
    )
)
class WithdrawForm(Declared, forms.Form):
    why = _area(2, _("Why is the newest version withdrawn?"), required=True)
    based_on = forms.IntegerField(widget=forms.HiddenInput)


@declare(
    Declaration(
        key="manifesto.amendment",
        title="Proposing an amendment",
        purpose="To put other words beside a plank before anybody decides.",
        **_PLANK,
    )
)
class AmendmentForm(Declared, forms.Form):
    words = _area(5, _("The words as they should be"), required=True, longest=10_000)
    purpose = _area(2, _("What it is for"))
    why = _area(2, _("Why"), required=True)
    proposed_by = _line(
        _("Who proposes it"), _("A table, a group or a body; no private name."), required=True
    )


@declare(
    Declaration(
        key="manifesto.remark",
        title="Discussing an amendment",
        purpose="To keep what was said for and against an amendment, beside it.",
        **_PLANK,
    )
)
class RemarkForm(Declared, forms.Form):
    remark = _area(2, _("What was said"), required=True)
    said_by = _line(_("By whom"), _("A table, a group or a body; no private name."), required=True)


@declare(
    Declaration(
        key="manifesto.decision",
        title="Deciding an amendment",
        purpose="To keep what was decided, who decided it and where.",
        **_PLANK,
    )
)
class DecisionForm(Declared, forms.Form):
    state = forms.ChoiceField(
        label=_("Decision"), choices=[c for c in Amendment.State.choices if c[0] != "open"]
    )
    decision = _area(2, _("What was decided, and why"), required=True)
    decided_by = _line(_("Who took the decision"), required=True)
    decided_where = _line(_("Where it was taken"))
    decided_on = _day(_("When it was taken"))
    based_on = forms.IntegerField(widget=forms.HiddenInput)


@declare(
    Declaration(
        key="manifesto.together",
        title="Putting an amendment together with what changed meanwhile",
        purpose="To let two changes to one plank both stand, in words that a person has read.",
        **_PLANK,
    )
)
class TogetherForm(DecisionForm):
    words = _area(
        5, _("How the plank reads when it is carried"),
        _("Both changes; read it, and change it where needed."), longest=10_000,
    )  # fmt: skip
    purpose = _area(2, _("What it is for, when it is carried"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("state") == Amendment.State.CARRIED and not told.get("words"):
            self.add_error("words", _now("Say how the plank should read now."))
        return told


@declare(
    Declaration(
        key="manifesto.citation",
        title="Citing a source",
        purpose="To show what a plank rests on beside what people said, with any reply at equal size.",
        **_PLANK,
    )
)
class CitationForm(Declared, forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Citation.Kind.choices)
    title = _line(_("Title"), required=True, longest=200)
    publisher = _line(_("Who published it"))
    address = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    published_on = _day(_("Published on"))
    quote = _area(2, _("Its own words"))
    reply = _area(2, _("What was replied to it"))
    reply_by = _line(_("Who replied"))
    reply_on = _day(_("Replied on"))


@declare(
    Declaration(
        key="manifesto.reply",
        title="A reply to a source",
        purpose="To put beside something cited what was replied to it.",
        **_PLANK,
    )
)
class ReplyForm(Declared, forms.Form):
    reply = _area(2, _("What was replied"), required=True)
    reply_by = _line(_("Who replied"), required=True)
    reply_on = _day(_("Replied on"))


@declare(
    Declaration(
        key="manifesto.answer",
        title="Saying why a note was not taken up",
        purpose="To answer everybody who wrote something down, also where it did not become policy.",
        basis="Legitimate interest of the body that runs this installation in answering those who took part.",
        lawful="The answer is about the note, not about whoever wrote it; nobody here knows who did.",
        necessary="Without it a participant could not tell a refusal from forgetting.",
        proportionate="A reason in a sentence, tied to a note that carries no name.",
        kept="For as long as the note.",
    )
)
class AnswerForm(Declared, forms.Form):
    because = _area(2, _("Not taken up, because"), _("Shown to everybody beside the note."), required=True)
