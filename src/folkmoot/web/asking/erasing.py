"""What goes here when a note is erased: its words in every ask that quotes it, drafts and sent ones alike."""

from __future__ import annotations

from folkmoot.tracing.asking.drafting import inside
from folkmoot.web.asking.models import Ask
from folkmoot.web.consent.erasers import eraser

TAKEN_OUT = "[taken out]"


@eraser("note")
def erase_quotations(key: str) -> bool:
    """Take the words of a note out of the asks that quote it."""
    found = [ask for ask in Ask.objects.all() if any(one.get("of") == key for one in ask.sources)]
    for ask in found:
        for quoted in (one for one in ask.sources if one.get("of") == key):
            for words in {quoted["words"], inside(quoted["words"])}:
                ask.words = ask.words.replace(words, TAKEN_OUT)
                ask.beside = ask.beside.replace(words, TAKEN_OUT)
        ask.sources = [one for one in ask.sources if one.get("of") != key]
        ask.save(update_fields=["words", "beside", "sources"])
    return bool(found)
