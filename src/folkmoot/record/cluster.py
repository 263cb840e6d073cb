"""A Dask cluster, where the extra `cluster` is installed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from folkmoot.errors import NotFound, Refused

CONNECT_SECONDS = 10


@contextlib.contextmanager
def connected(scheduler: str, doing: str) -> Iterator[Any]:
    """A client of the scheduler at this address, closed at the end. `doing` begins the sentence of an error.

    Raises Refused where Dask is not installed, NotFound where no scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise Refused(
            f"{doing} on a cluster needs Dask: pip install 'folkmoot[cluster]'.", scheduler=scheduler
        ) from error
    try:
        client = distributed.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NotFound(
            f"No Dask scheduler answers at {scheduler}; start one with 'dask scheduler' and give its "
            "address, for example tcp://127.0.0.1:8786.",
            scheduler=scheduler,
        ) from error
    with client:
        yield client
