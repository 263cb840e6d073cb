"""The registry as a page of the manual: `python -m folkmoot.web.consent.manual > docs/privacy.md`."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.web.consent.not_built import NOT_BUILT
from folkmoot.web.consent.registry import Declaration, declared
from folkmoot.web.consent.retention import KEPT


def as_markdown() -> str:
    """Everything the privacy page says, for reading before anything is installed."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Privacy: what we ask, why, and how long it is kept"
    yield ""
    yield (
        "This page is written from the registry in the program itself: a form or an import that is not in it "
        "cannot be opened, and a test fails. An installation shows the same at `/privacy/`. "
        "Each answers three questions: is it lawful, is it necessary, is it proportionate?"
    )
    for declaration in declared():
        yield from _section(declaration)
    yield ""
    yield "## What is kept besides"
    yield ""
    yield "| what | why | how long |"
    yield "|---|---|---|"
    for kept in KEPT:
        yield f"| {kept.what} | {kept.why} | {kept.how_long} |"
    yield ""
    yield "## What is not built"
    yield ""
    yield "These are refused whoever asks for them, and a change that brings one in is not taken."
    yield ""
    for place, never in enumerate(NOT_BUILT, 1):
        yield f"{place}. **{never.what}.** {never.more}"


def _section(declaration: Declaration) -> Iterator[str]:
    yield ""
    yield f"## {declaration.title}"
    yield ""
    yield declaration.purpose
    yield ""
    yield f"- **Lawful?** {declaration.lawful} ({declaration.basis})"
    yield f"- **Necessary?** {declaration.necessary}"
    yield f"- **Proportionate?** {declaration.proportionate}"
    yield f"- **Kept:** {declaration.kept}"


if __name__ == "__main__":
    import importlib
    import sys

    from folkmoot.web.house import open_house

    open_house()
    importlib.import_module("folkmoot.web.urls")  # every room's forms are known once its pages are
    sys.stdout.write(as_markdown())
