"""The languages pages can be had in: the one they are written in, and those somebody translated them into."""

from __future__ import annotations

from pathlib import Path

from django.conf.locale import LANG_INFO

OWN = ("en-gb", "English")


def offered(*folders: Path) -> list[tuple[str, str]]:
    """Code and name of each language, our own first.

    folders: each holds `cy/LC_MESSAGES/django.mo` and the like. Only such a file makes a language: Django and
    allauth bring a hundred of their own, and a page with German dates and English words is read
    out in the wrong voice.
    """
    found = {path.parents[1].name for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo")}
    codes = sorted(name.replace("_", "-").lower() for name in found)
    return [OWN, *((code, str(LANG_INFO.get(code, {}).get("name_local", code))) for code in codes)]
