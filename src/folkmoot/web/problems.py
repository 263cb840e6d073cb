"""An error that names its remedy becomes a page: staff read the sentence, others that it is known of."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from folkmoot.errors import FolkmootError

logger = logging.getLogger(__name__)


class Problems:
    """503 with a page for a FolkmootError that no view expected; the sentence goes to the log."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """None, and with it the usual page, for everything that is not one of ours."""
        if not isinstance(error, FolkmootError):
            return None
        logger.error("%s", error.message)
        return render(request, "503.html", {"sentence": error.message}, status=503)
