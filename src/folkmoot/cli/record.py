"""`folkmoot record …`: read the public record, look into it, search it, publish a copy."""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import bar, dumps, home, home_option, printed, show, show_one
from folkmoot.cli.record_export import EXPORTING
from folkmoot.cli.record_fetch import fetch_command
from folkmoot.cli.record_findings import findings_command
from folkmoot.cli.record_references import COMMANDS
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Found, Hit, Store, publish


def folder() -> Path:
    """Where the record is kept in this home."""
    return home() / "record"


@click.group()
@home_option
def record() -> None:
    """Read, show and search the public record."""


record.add_command(fetch_command)
record.add_command(findings_command)
for _command in (*COMMANDS, *EXPORTING):
    record.add_command(_command)


@record.command("read")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that parse; the one that writes is among them.",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Parse on the Dask cluster at this address.")
@printed
def read_command(paths: tuple[Path, ...], workers: int, scheduler: str, shape: str) -> None:
    """Read files and folders: sittings, people and offices, told apart by content."""
    from folkmoot.record.deriving import waiting
    from folkmoot.record.reading import read

    with bar("Reading") as progress:
        report = read(paths, folder(), workers=workers, scheduler=scheduler, progress=progress)
    if shape == "jsonl":
        show(shape, "unread", map(asdict, report.unread), str)
    else:
        show_one(shape, report.as_dict(), _report_in_words)
    if shape == "text" and (number := waiting(folder())):
        sittings = "one sitting" if number == 1 else f"{number:,} sittings"
        click.echo(
            f"Whom the words of {sittings} mean is not worked out yet: "
            "'folkmoot record derive' does it, and so does a worker by itself."
        )


def _report_in_words(report: dict[str, Any]) -> str:
    lines = [f"{report[name]:>9,}  {words}" for name, words in _WORDS.items() if report.get(name)]
    for unread in report.get("unread", []):
        at = f", line {unread['line']}" if unread["line"] and unread["file"] not in unread["reason"] else ""
        where = "" if unread["file"] in unread["reason"] else f"{unread['file']}{at}: "
        lines.append(f"not read: {where}{unread['reason']}")
    return "\n".join(lines) or "Nothing to read."


_WORDS = {
    "files": "files",
    "superseded": "superseded by a later revision",
    "skipped": "skipped: neither XML nor JSON, or given twice",
    "sittings": "sittings",
    "contributions": "contributions",
    "questions": "of them written questions",
    "answers": "of them written answers",
    "divisions": "divisions",
    "votes": "votes in them",
    "people": "people",
    "memberships": "memberships",
    "offices": "offices",
    "interests": "registered interests",
    "redirects": "redirects from older ids",
}


@record.command("show")
@click.argument("id")
@printed
def show_command(id: str, shape: str) -> None:
    """Print a contribution, debate, division, sitting or person by its id."""
    with Store.open(folder()) as store:
        item, text = store_item(store, id)
        if shape == "text":
            click.echo(text)
        else:
            click.echo(dumps(item))


def store_item(store: Store, gid: str) -> tuple[dict[str, Any], str]:
    """What an id means, as an object and as text. Raises NotFound."""
    from folkmoot.errors import NotFound

    with contextlib.suppress(NotFound):
        contribution = store.contribution(gid)
        return {**asdict(contribution), "text": contribution.text}, _contribution_in_words(contribution)
    with contextlib.suppress(NotFound):
        page = store.debate(gid)
        said = "\n\n".join(map(_contribution_in_words, page.contributions))
        headings = " / ".join(d.title for d in (*page.above, page.debate))
        below = "".join(f"\n  {d.title}  ({d.id})" for d in page.below)
        return asdict(
            page
        ), f"{headings}\n{page.debate.chamber}, {page.debate.date}{below}\n\n{said}".rstrip()
    with contextlib.suppress(NotFound):
        division = store.division(gid)
        counts = ", ".join(f"{name} {number}" for name, number in division.counts)
        return asdict(division), f"Division {division.number}, {division.date}: {counts}"
    with contextlib.suppress(NotFound):
        person = store.person(gid)
        terms = [asdict(term) for term in store.roll().terms_of(person.id)]
        spoken = store.count_of(person.id)
        item = {"id": person.id, "name": person.name(), "names": [asdict(n) for n in person.names]}
        return {**item, "memberships": terms, "contributions": spoken}, (
            f"{person.name()} ({person.id})\n{spoken:,} contributions here"
        )
    with contextlib.suppress(NotFound):
        sitting = store.sitting(gid)
        debates = [asdict(debate) for debate in store.debates(sitting=gid)]
        titles = "".join(f"\n  {debate['title']}  ({debate['id']})" for debate in debates)
        return {
            **asdict(sitting),
            "items": debates,
        }, f"{sitting.chamber}, {sitting.date} ({sitting.id}){titles}"
    raise store.not_found("contribution, debate, division, sitting or person", gid)


def _contribution_in_words(c: Contribution) -> str:
    who = " ".join(
        filter(None, [c.speaker_name or "(procedure)", f"({c.party})" if c.party else "", c.office])
    )
    return f"{who}, {c.chamber}, {c.date} {c.time}".rstrip() + f"  {c.id}\n{c.text.strip()}"


@record.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1_000))
@click.option("--offset", default=0, show_default=True, type=click.IntRange(0, 1_000_000))
@click.option("--newest", is_flag=True, help="Newest day first instead of by relevance.")
@printed
def search_command(query: tuple[str, ...], limit: int, offset: int, newest: bool, shape: str) -> None:
    """Search the record: words, "phrases", OR, -not, ( ), prefix*, NEAR/5, speaker:, from: and more."""
    with Store.open(folder()) as store:
        found = store.search(
            " ".join(query), limit=limit, offset=offset, order="newest" if newest else "relevance"
        )
    if shape == "text" and not found.hits:
        click.echo(f"Nothing found. {searched_in_words(found)}")
        return
    show(
        shape,
        "results",
        [_hit(h) for h in found.hits],
        _hit_in_words,
        total=found.total,
        searched=_searched(found),
    )


def searched_in_words(found: Found) -> str:
    """What was looked through, said whenever something is not found."""
    s = found.searched
    if not s.sittings:
        return "The record is empty; read something with 'folkmoot record read PATH'."
    return f"Searched: {', '.join(s.chambers)}, {s.first} to {s.last}, {s.contributions:,} contributions."


def _searched(found: Found) -> dict[str, Any]:
    return asdict(found.searched)


def _hit(hit: Hit) -> dict[str, Any]:
    c = hit.contribution
    return {
        "id": c.id,
        "score": round(hit.score, 4),
        "date": c.date,
        "chamber": c.chamber,
        "kind": c.kind,
        "debate": c.debate_id,
        "title": c.debate_title,
        "speaker": c.speaker_name,
        "person": c.person_id,
        "party": c.party,
        "paragraph": hit.snippet.pid,
        "snippet": hit.snippet.quote,
    }


def _hit_in_words(row: dict[str, Any]) -> str:
    words = " ".join(row["snippet"].split())
    who = row["speaker"] or "(procedure)"
    return f"{row['date']} {row['chamber']}, {who}: {row['title']}\n  {words}\n  {row['id']}\n"


@record.command("stats")
@printed
def stats_command(shape: str) -> None:
    """Print how much is here."""
    with Store.open(folder()) as store:
        show_one(shape, store.stats(), _stats_in_words)


def _stats_in_words(stats: dict[str, Any]) -> str:
    days = f"\n{', '.join(stats['chambers'])}, {stats['first']} to {stats['last']}" if stats["first"] else ""
    return _report_in_words(stats) + days


@record.command("publish")
@click.argument("directory", type=click.Path(path_type=Path))
@printed
def publish_command(directory: Path, shape: str) -> None:
    """Write a consistent copy to DIRECTORY, to be served read-only or handed out."""
    published = publish(folder(), directory)
    show_one(shape, asdict(published), _published_in_words)


def _published_in_words(published: dict[str, Any]) -> str:
    size = sum(file["bytes"] for file in published["files"]) / 1e6
    return (
        f"{published['contributions']:,} contributions of {published['sittings']:,} sittings are in "
        f"{published['folder']}: {size:,.1f} MB, generation {published['generation']}."
    )
