"""`folkmoot record fetch`: the public record, brought home."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.filesize import decimal

from folkmoot.cli.common import home, printed, show
from folkmoot.errors import FolkmootError, NotFetched
from folkmoot.record.sources import SOURCES, Source, Wanted

if TYPE_CHECKING:
    from rich.progress import TaskID

    from folkmoot.record.fetch import Fetched
    from folkmoot.record.kept import Kept

DAY = click.DateTime(["%Y-%m-%d"])
USUAL = ("publicwhip", "people")


@click.command("fetch")
@click.option("--from", "first", required=True, metavar="DATE", type=DAY, help="First day.")
@click.option("--to", "last", required=True, metavar="DATE", type=DAY, help="Last day, included.")
@click.option(
    "--source",
    "names",
    multiple=True,
    type=click.Choice(list(SOURCES)),
    help="Where from; may be given several times. Without it: publicwhip and people.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files (default: sources, in the home).",
)
@click.option("--base", default="", help="Another server with the same layout, such as a mirror.")
@click.option(
    "--pause", type=click.FloatRange(0), default=0.5, show_default=True, help="Seconds between two requests."
)
@click.option("--again", is_flag=True, help="Ask even for files that the listing calls unchanged.")
@printed
def fetch_command(
    first: dt.datetime,
    last: dt.datetime,
    names: tuple[str, ...],
    into: Path | None,
    base: str,
    pause: float,
    again: bool,
    shape: str,
) -> None:
    """Fetch what was published for these days.

    Run it again, or after it was interrupted, and it goes on where it stopped: only what is
    missing or may have changed is asked for.
    """
    from folkmoot.record.fetch import Fetcher, Manners, fetch

    if first > last:
        raise click.UsageError(f"--from {first:%Y-%m-%d} is after --to {last:%Y-%m-%d}.")
    days = (first.date(), last.date())
    with (
        _Bar(*days) as bar,
        Fetcher(
            into or home() / "sources", manners=Manners(pause=pause), again=again, received=bar.received
        ) as fetcher,
    ):
        done = []
        for name in names or USUAL:
            bar.begin(SOURCES[name])
            done.append(fetch(SOURCES[name], *days, fetcher, base=base, tell=bar.tell, counted=bar.counted))
            bar.end()
    show(shape, "sources", map(_plain, done), _sentence, **_together(done))
    missed = [error for one in done for error in one.missed]
    if missed and not any(one.kept for one in done):
        raise FolkmootError(f"Nothing could be fetched. {missed[0].message}")


def _plain(done: Fetched) -> dict[str, Any]:
    return {
        "source": done.source,
        "kept": len(done.kept),
        "fresh": done.fresh,
        "unchanged": len(done.kept) - done.fresh,
        "missed": [{"url": error.facts.get("url", ""), "reason": error.message} for error in done.missed],
        "bytes": done.bytes,
    }


def _together(done: list[Fetched]) -> dict[str, Any]:
    plain = [_plain(one) for one in done]
    sums = {name: sum(one[name] for one in plain) for name in ("kept", "fresh", "unchanged", "bytes")}
    return {**sums, "missed": [missed for one in plain for missed in one["missed"]]}


def _sentence(item: dict[str, Any]) -> str:
    size = decimal(item["bytes"])
    lines = [f"{item['source']}: {item['fresh']} fresh ({size}), {item['unchanged']} unchanged"]
    lines += [f"  missed: {one['reason']}" for one in item["missed"]]
    return "\n".join(lines)


class _Bar:
    """Files or days done, bytes and the time left, on standard error when somebody is looking."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self.first, self.days = first, (last - first).days + 1
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[day]} · {task.fields[files]} files · {task.fields[size]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
        )
        self._task: TaskID | None = None
        self._files = self._bytes = self._counted = 0

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def begin(self, source: Source) -> None:
        self._files = self._bytes = self._counted = 0
        self._task = self._progress.add_task(
            source.name, total=self.days, day="listing", files=0, size="0 bytes"
        )

    def counted(self, files: int) -> None:
        self._counted = files
        if self._task is not None:
            self._progress.update(self._task, total=max(files, 1))

    def end(self) -> None:
        if self._task is not None:
            self._progress.update(self._task, completed=self._counted or self.days)

    def received(self, size: int) -> None:
        self._bytes += size
        if self._task is not None:
            self._progress.update(self._task, size=decimal(self._bytes))

    def tell(self, wanted: Wanted, _result: Kept | NotFetched) -> None:
        self._files += 1
        if self._task is None:
            return
        self._progress.update(self._task, files=self._files)
        if self._counted:
            self._progress.update(self._task, completed=self._files, day=str(wanted.day or ""))
        elif wanted.day:
            self._progress.update(self._task, completed=(wanted.day - self.first).days, day=str(wanted.day))
