"""The forms of this room; each is declared."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.consent.registry import Declared, declare
from folkmoot.web.meetings.declarations import MOOT_FILES, RELEASE, SETTLING
from folkmoot.web.meetings.models import Moot, Note

MOST_UPLOADED = 3 * 1024 * 1024


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """One or several files, as a list."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_Files, self).clean(item, initial) for item in given]


@declare(MOOT_FILES)
class UploadForm(Declared, forms.Form):
    """One workbook, one zip, or the CSV files of one moot."""

    files = _Files(
        label=_("Files"),
        help_text=_(
            "One XLSX workbook, or the CSV files moot, notes, statements and votes together, "
            "or a zip of them or of a Polis export. 3 MB at most."
        ),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Only if it is not in the files, or should be another."),
    )

    def clean_files(self) -> list[Any]:
        files = self.cleaned_data["files"]
        if sum(file.size for file in files) > MOST_UPLOADED:
            raise forms.ValidationError(
                _("That is more than 3 MB. Larger moots are read with “folkmoot meetings read”.")
            )
        if len(files) > 1 and any(not file.name.lower().endswith(".csv") for file in files):
            raise forms.ValidationError(
                _("Several files must all be CSV files; give a workbook or a zip alone.")
            )
        return list(files)

    def packed(self) -> tuple[str, bytes]:
        """What was sent as one file: its name and its bytes; several CSV files become a zip."""
        files = self.cleaned_data["files"]
        if len(files) == 1:
            return files[0].name, files[0].read()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in files:
                packed.writestr(file.name, file.read())
        return "", out.getvalue()


@declare(MOOT_FILES)
class KeepForm(Declared, forms.Form):
    """The same files sent back after they were looked at: nothing is stored before somebody says so."""

    name = forms.CharField(required=False, widget=forms.HiddenInput)
    content = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    update = forms.BooleanField(
        label=_("This moot is kept already: change what differs. The journal keeps both."), required=False
    )

    def clean_content(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise forms.ValidationError(_("The files did not come back whole; choose them again.")) from error

    @classmethod
    def holding(cls, name: str, content: bytes, title: str) -> KeepForm:
        return cls(initial={"name": name, "content": base64.b64encode(content).decode(), "title": title})


@declare(RELEASE)
class ReleaseForm(Declared, forms.Form):
    """Which of a moot's notes to release."""

    notes = forms.ModelMultipleChoiceField(queryset=Note.objects.none(), to_field_name="key")

    def __init__(self, *args: Any, moot: Moot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notes"].queryset = moot.notes.filter(released_at=None)
        self.fields["notes"].error_messages["required"] = _("Tick at least one note.")


@declare(SETTLING)
class SettleForm(Declared, forms.Form):
    """The source that settled a claim."""

    source = forms.CharField(
        label=_("Which source settles it?"), required=False, max_length=400,
        help_text=_("Its title and where it can be read. Left empty, the claim is open again."),
    )  # fmt: skip
