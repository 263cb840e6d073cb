"""What a mail brings for one thing that is followed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs, the headings they stand under, the newest day, and what must stand beside the words.

    ours: whether it is about matters of this house rather than debates of the record.
    """

    words: tuple[str, ...]
    titles: tuple[str, ...]
    day: dt.date | None
    notices: tuple[str, ...]
    ours: bool = False
