"""Serve the application as in production: granian's workers under one parent on one home.

Three things granian leaves to us: workers that die with a parent that was killed, a lock so that
no second server binds beside the first, and starting again when workers were killed twice within
a few seconds (granian takes that for a crash loop and ends).

A hall waits while a server that was killed starts again, so a start does only what answering needs:
the collector of garbage rests (a fifth of the time went into looking at modules that stay for good),
and what can be done afterwards is.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import gc
import hashlib
import http.client
import os
import py_compile
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from folkmoot.errors import Refused
from folkmoot.web.locks import only_one

_MOST_RESTARTS = 20  # within a minute; past it something is wrong that starting again does not mend
_STOPPING_SECONDS = 10
_PATIENCE_SECONDS = 30
_PR_SET_PDEATHSIG = 1
_ARCHIVE_SECONDS = 3_600

_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s granian %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}


def serve(host: str, port: int, *, workers: int, threads: int = 1, say: Callable[[str], None]) -> None:
    """Serve until asked to stop (SIGTERM or Ctrl-C). Call after `open_house`; wakes the garbage collector.

    say: told the address once, when the application answers there. port 0 takes a free one.
    Raises StoreBusy where a server runs on this home, Refused for an address that cannot be had
    and for an application that cannot be loaded or does not answer.
    """
    with only_one(settings.FOLKMOOT_HOME / "serve.lock", "server"):
        port = _free_port(host, port)
        collect_static()
        settings.DOWNLOADS_FOLDER.mkdir(exist_ok=True)
        _try_application()
        _leave_no_connection_open()
        gc.freeze()  # what is loaded now stays: workers share its memory, and nobody looks through it again
        gc.enable()
        silent = _say_when_answering(host, port, say)
        _keep_serving(host, port, workers, threads)
        if silent.is_set():
            raise Refused(
                f"The application did not answer at /healthz within {_PATIENCE_SECONDS} seconds; the lines "
                "above say why. Mend that and start it again."
            )


def _try_application() -> None:
    """Load the application here first: a worker that cannot load it would only be started for ever."""
    try:
        _load_application(os.getpid())
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        raise Refused(
            f"The application cannot be loaded: {type(error).__name__}: {error} "
            f"({place.filename}, line {place.lineno}). Mend that and start it again."
        ) from error


def _keep_serving(host: str, port: int, workers: int, threads: int) -> None:
    restarts: list[float] = []
    while True:
        try:
            _server(host, port, workers, threads).serve(
                target_loader=functools.partial(_load_application, os.getpid()), wrap_loader=False
            )
            return  # asked to stop
        except SystemExit:
            restarts = [at for at in restarts if at > time.monotonic() - 60] + [time.monotonic()]
            if len(restarts) > _MOST_RESTARTS:
                raise Refused(
                    f"The server's workers ended {_MOST_RESTARTS} times within a minute; "
                    "the lines above say why. Mend that and start it again."
                ) from None


def _server(host: str, port: int, workers: int, threads: int) -> Any:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    return Granian(
        "folkmoot.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,
        backlog=2048,
        backpressure=4096,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=_STOPPING_SECONDS,
        # Sent by the server itself: a slow reader of a large archive must not hold a worker.
        static_path_route=["/downloads"],
        static_path_mount=[settings.DOWNLOADS_FOLDER],
        static_path_expires=_ARCHIVE_SECONDS,
    )


def _load_application(parent: int) -> Any:
    """The application, in a process that ends when its parent does."""
    if os.getpid() != parent:
        _die_with(parent)
    from folkmoot.web.wsgi import application

    return application


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it went before we could ask
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


def _free_port(host: str, port: int) -> int:
    """The port, once we know that nobody listens there: workers share theirs, so a clash would be silent."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
            trial.listen(1)
            return int(trial.getsockname()[1])
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(
            f"Cannot serve at {host}:{port}: {reason}. Choose another with --host or --port.",
            host=host,
            port=port,
        ) from error


def _leave_no_connection_open() -> None:
    """A connection to the house must not be shared with the workers that are forked from here."""
    from django.db import connections

    connections.close_all()


def collect_static() -> None:
    """Put static files, hashed and compressed, where the server serves them; quick when nothing changed."""
    from django.core.management import call_command

    stamp = settings.STATIC_ROOT / "collected"
    now = _static_signature()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def _static_signature() -> str:
    """Changes when any static file does: a digest of every name, size and time."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            seen.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _say_when_answering(host: str, port: int, say: Callable[[str], None]) -> threading.Event:
    """Tell the address once it answers; where it never does, stop the server and set what is returned."""
    silent = threading.Event()
    shown = f"[{host}]" if ":" in host else host

    def probe() -> None:
        time.sleep(0.1)  # the workers are forked first, with no thread of ours in the middle of something
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            if _answers(host, port):
                say(f"Folkmoot is at http://{shown}:{port}")
                _compile_for_the_next_start()
                return
            time.sleep(0.05)
        silent.set()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=probe, daemon=True).start()
    return silent


def _compile_for_the_next_start() -> None:
    """Leave what was loaded compiled beside its source, as pip does with what it installs.

    Where Python was told to write no compiled code when it imports, each start would compile four
    hundred files anew, which is half of the time that it takes. Nobody waits for this.
    """
    if sys.platform == "linux":
        os.nice(15)  # of this thread alone
    for name, module in list(sys.modules.items()):
        source, compiled = getattr(module, "__file__", None), getattr(module, "__cached__", None)
        if name.startswith("folkmoot") and source and compiled and _is_older(compiled, source):
            with contextlib.suppress(OSError):  # an installation that may not be written starts as it did
                py_compile.compile(source, cfile=compiled)


def _is_older(path: str, than: str) -> bool:
    """Whether a file is missing, or was written before the other."""
    with contextlib.suppress(OSError):
        return Path(path).stat().st_mtime < Path(than).stat().st_mtime
    return True


def _answers(host: str, port: int) -> bool:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    name = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
    asking = http.client.HTTPConnection(near, port, timeout=5)
    try:
        asking.request("GET", "/healthz", headers={"Host": name})
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()
