"""Where real conversations lie on this machine; tests that need them skip where they are absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_data() -> Path | None:
    """The folder of shared data, named by FOLKMOOT_SHARED or found beside a parent of the project."""
    named = os.environ.get("FOLKMOOT_SHARED")
    places = [Path(named)] if named else [parent / "shared" for parent in Path(__file__).resolve().parents]
    return next((place / "data" for place in places if (place / "data" / "polis").is_dir()), None)


DATA = shared_data()
needs_data = pytest.mark.skipif(DATA is None, reason="the shared conversations are not on this machine")


def conversations(kind: str) -> list[Path]:
    return sorted(path for path in (DATA / kind).glob("*/")) if DATA else []
