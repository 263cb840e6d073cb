"""`folkmoot record findings`: what a committee found, and what was answered to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import printed, show
from folkmoot.errors import NotFound
from folkmoot.record.documents import Answered, answered


@click.command("findings")
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("responses", nargs=-1, type=click.Path(path_type=Path))
@printed
def findings_command(report: Path, responses: tuple[Path, ...], shape: str) -> None:
    """Show the numbered findings of a committee's REPORT and what RESPONSES answer to each.

    Each file is the paper's text or its web page.
    """
    from folkmoot.record.readers.committee_reports import read

    papers = [read(_bytes(path), file=str(path)) for path in (report, *responses)]
    unread = [one.reason for paper in papers for one in paper.unread]
    show(shape, "findings", map(_as_dict, answered(papers)), _in_words, title=papers[0].title, unread=unread)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} cannot be opened ({error.strerror}); give a file.", file=str(path)) from error


def _as_dict(one: Answered) -> dict[str, Any]:
    return {
        "number": one.finding.number,
        "kind": one.finding.kind,
        "text": one.finding.text,
        "paragraphs": one.finding.paragraphs,
        "replies": [
            {"source": source, "numbers": list(reply.numbers), "text": reply.text}
            for source, reply in one.replies
        ],
    }


def _in_words(found: dict[str, Any]) -> str:
    lines = [f"{found['number']}. {found['text']}"]
    for reply in found["replies"]:
        lines.append(f"   answered in {reply['source']}: {reply['text']}")
    if not found["replies"]:
        lines.append("   no answer in what was read")
    return "\n".join(lines)
