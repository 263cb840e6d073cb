"""Every test process has a home of its own, and the library's tests have no network."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket
from hypothesis import HealthCheck, settings

import tests.home  # noqa: F401

HERE = Path(__file__).parent
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine is no failure
os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.web.settings"  # for the commands that tests start
DOWNSTAIRS = ["record", "meetings", "opinion", "manifesto", "tracing", "examples"]
UPSTAIRS = ["web", "browser", "stories"]

if importlib.util.find_spec("django") is None:
    collect_ignore_glob = [f"{room}/*" for room in UPSTAIRS]


@pytest.fixture(autouse=True)
def _no_network_downstairs(request: pytest.FixtureRequest) -> Iterator[None]:
    """A name imported late escapes the import linter; it does not escape this."""
    rooms = request.path.relative_to(HERE).parts
    if rooms[0] not in DOWNSTAIRS and len(rooms) > 1:
        yield
        return
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real material kept beside the project; a test that needs it is skipped where it is absent."""
    told = os.environ.get("FOLKMOOT_SHARED")
    candidates = [Path(told)] if told else [parent / "shared" for parent in HERE.parents]
    for candidate in candidates:
        if (candidate / "data").is_dir():
            return candidate / "data"
    pytest.skip("the shared data is not here")
