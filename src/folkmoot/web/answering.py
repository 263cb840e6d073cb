"""What every answer of the API shares: its shapes, pages of lists, what stands beside Parliament's words.

A list is `items` with `total`, `page`, `size` and the addresses of the pages beside it; one thing is
`item`; both with `about`. An error is `error` and nothing else, whatever went wrong.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Schema

from folkmoot.errors import FolkmootError

WEB = Path(__file__).parent
MOST_OFFSET = 10_000
T = TypeVar("T")


class TooFar(FolkmootError):
    """A page so far down a list that nobody reads there."""


class About(Schema):
    """What must stand beside the words, where they come from, and the day they were read here."""

    notice: str = Field(description="Say this wherever you show the words.")
    source: str = Field(description="Whose words these are and how they came here.")
    read_on: dt.date | None = Field(None, description="The day the source was last read here.")
    generation: str = Field("", description="Another word whenever the record changed.")


class Many(Schema, Generic[T]):
    """A page of a list."""

    items: list[T]
    total: int = Field(description="How many there are on all pages.")
    page: int
    size: int
    next: str | None = Field(None, description="The address of the page after this one.")
    previous: str | None = Field(None, description="The address of the page before this one.")
    about: About


class One(Schema, Generic[T]):
    """One thing."""

    item: T
    about: About


class Problem(Schema):
    """What went wrong, in one sentence that says what to do next."""

    status: int
    kind: str = Field(
        description="bad_query, invalid, not_found, not_allowed, too_many, refused, unavailable or failed."
    )
    message: str
    facts: dict[str, Any] = Field(
        default_factory=dict,
        description="What else is known: of a query, `at` (the character where it stopped making sense) "
        "and `example` (one that works); of parameters, `fields`.",
    )


class Failed(Schema):
    """The one shape of every error."""

    error: Problem


class Page(Schema):
    """Which page of a list is asked for."""

    page: Annotated[int, Field(1, ge=1, le=1_000_000, description="From 1.")]
    size: Annotated[int, Field(20, ge=1, le=100, description="How many on a page.")]

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def reach(self, most: int = MOST_OFFSET) -> int:
        """The offset, where it is not past what a search looks through. Raises TooFar."""
        if self.offset >= most:
            raise TooFar(
                f"Page {self.page:,} of {self.size} begins past the first {most:,}; narrow what you ask for "
                "(from: and to: in a search), or take the whole record at /record/downloads/.",
                page=self.page,
            )
        return self.offset


Paging = Query[Page]

ERRORS: dict[Any, Any] = {400: Failed, 404: Failed, 422: Failed, 429: Failed}
"""What any address may answer beside its own shape."""


def many(
    request: HttpRequest, items: Iterable[Any], *, total: int, page: Page, about: About
) -> dict[str, Any]:
    """A page of a list, with the addresses of its neighbours."""
    has_more = page.offset + page.size < total
    return {
        "items": list(items),
        "total": total,
        "page": page.page,
        "size": page.size,
        "next": _address(request, page.page + 1) if has_more else None,
        "previous": _address(request, page.page - 1) if page.page > 1 else None,
        "about": about,
    }


def cut(whole: list[T], page: Page) -> list[T]:
    """The part of a list that stands on a page."""
    return whole[page.offset : page.offset + page.size]


def _address(request: HttpRequest, number: int) -> str:
    asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "page"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*asked, ('page', number)])}")


def site(request: HttpRequest) -> str:
    """Where this installation is, without a slash at the end."""
    return request.build_absolute_uri("/")[:-1]


def ours() -> About:
    """What stands beside words that are not Parliament's: notes, statements, planks."""
    return About(
        notice=f"Published by {settings.FOLKMOOT_BODY}. Quote the words as they stand, with their address.",
        source="What people said at moots and what editors made of it.",
    )


@functools.cache
def build() -> str:
    """Another word when our own code or pages changed: an upgrade must not leave anybody with old answers."""
    return f"{max(path.stat().st_mtime_ns for path in WEB.rglob('*.*')):x}"
