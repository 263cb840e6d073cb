"""`folkmoot serve` and `folkmoot worker`: the application, and its background work."""

from __future__ import annotations

import os

import click

from folkmoot.cli.common import home_option, open_house


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve at.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 8), help="Threads a process.")
@home_option
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the application, as in production; prints its address once it answers."""
    _answer_to(host)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no thread but ours when workers are forked
    open_house()
    from folkmoot.web.serving import serve as keep_serving

    keep_serving(host, port, workers=workers, threads=threads, say=_say)


@click.command()
@click.option("--once", is_flag=True, help="Do what waits and tidy up, then stop.")
@home_option
def worker(once: bool) -> None:
    """Do the background work: tasks that pages leave behind, and deleting what was kept long enough."""
    open_house()
    from folkmoot.web.working import work

    work(once=once)


def _say(words: str) -> None:
    click.echo(words)


def _answer_to(host: str) -> None:
    """Whoever serves at an address means it to be answered there, unless FOLKMOOT_HOSTS says otherwise."""
    from folkmoot.environment import setting

    if not os.environ.get("FOLKMOOT_HOSTS") and host not in {"0.0.0.0", "::"}:  # noqa: S104
        os.environ["FOLKMOOT_HOSTS"] = f"{setting('FOLKMOOT_HOSTS')},{f'[{host}]' if ':' in host else host}"
