"""Static files under hashed names, so that browsers may keep them for ever."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    """A file that was not collected yet is addressed by its plain name rather than failing the page."""

    manifest_strict = False

    def hashed_name(self, name: str, *args: Any, **kwargs: Any) -> str:
        try:
            return super().hashed_name(name, *args, **kwargs)
        except ValueError:
            return name
