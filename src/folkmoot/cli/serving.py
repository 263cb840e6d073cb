"""`folkmoot serve` and `folkmoot worker`: the application, and its background work."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import click

from folkmoot.cli.common import home_option, open_house


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve at.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 8), help="Threads a process.")
@click.option(
    "--hall", is_flag=True, help="Serve a whole evening from this machine on its own wifi, by plain HTTP."
)
@home_option
def serve(host: str, port: int, workers: int, threads: int, hall: bool) -> None:
    """Serve the application, as in production; prints its address once it answers.

    With --hall it answers at every address this machine has in the hall, and does the background work too.
    """
    if hall:
        host = _open_to_the_hall(host)
    else:
        _answer_to(host)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no thread but ours when workers are forked
    gc.disable()  # until all is loaded: looking through what stays takes a fifth of the time
    open_house()
    from folkmoot.web.serving import serve as keep_serving

    with _background_work() if hall else contextlib.nullcontext():
        keep_serving(host, port, workers=workers, threads=threads, say=_say_in_the_hall if hall else _say)


@click.command()
@click.option("--once", is_flag=True, help="Do what waits and tidy up, then stop.")
@home_option
def worker(once: bool) -> None:
    """Do the background work: tasks that pages leave behind, and deleting what was kept long enough."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small sums gain nothing, and the server needs a core
    open_house()
    from folkmoot.web.working import work

    work(once=once)


def _open_to_the_hall(host: str) -> str:
    """Answer at every address and under every name, by plain HTTP: the hall's own wifi has no other."""
    if not os.environ.get("FOLKMOOT_HOSTS"):
        os.environ["FOLKMOOT_HOSTS"] = "*"
    return "0.0.0.0" if host == "127.0.0.1" else host  # noqa: S104 (that is what was asked for)


@contextlib.contextmanager
def _background_work() -> Iterator[None]:
    """`folkmoot worker` beside the server, for as long as it runs."""
    working = subprocess.Popen([sys.executable, "-m", "folkmoot", "worker"])
    try:
        yield
    finally:
        working.terminate()
        working.wait()


def _say_in_the_hall(words: str) -> None:
    port = words.rpartition(":")[2]
    click.echo(words)
    for address in _addresses():
        click.echo(f"In the hall: http://{address}:{port}")


def _addresses() -> list[str]:
    """The addresses of this machine that others on its network may use."""
    found = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # nothing is sent: the system only says which address it would use
        found.add(probe.getsockname()[0])
    return sorted(str(address) for address in found if not str(address).startswith("127."))


def _say(words: str) -> None:
    click.echo(words)


def _answer_to(host: str) -> None:
    """Whoever serves at an address means it to be answered there, unless FOLKMOOT_HOSTS says otherwise."""
    from folkmoot.environment import setting

    if not os.environ.get("FOLKMOOT_HOSTS") and host not in {"0.0.0.0", "::"}:  # noqa: S104
        os.environ["FOLKMOOT_HOSTS"] = f"{setting('FOLKMOOT_HOSTS')},{f'[{host}]' if ':' in host else host}"
