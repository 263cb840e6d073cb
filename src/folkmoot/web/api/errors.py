"""The one shape of every error of the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse

_KINDS = {
    **dict.fromkeys((400, 412, 422), "invalid"),
    403: "refused",
    404: "not_found",
    405: "not_allowed",
    429: "too_many",
    503: "unavailable",
}
_SENTENCES = {
    400: "This request cannot be read; /api/docs/ says what each address takes.",
    403: "This is not allowed.",
    404: "There is nothing at this address; /api/docs/ lists what there is.",
    405: "The API only answers GET, HEAD and OPTIONS: nothing can be changed through it.",
    412: "What you have is no longer what is here; ask again without If-Match.",
    429: "That was too many requests within a minute from one address; wait, or take the whole record at "
    "/record/downloads/.",
    500: "Something went wrong here that should not have; whoever runs this installation can see it.",
}


def problem(status: int, message: str = "", *, kind: str = "", **facts: Any) -> HttpResponse:
    """An error as every address of the API answers it."""
    told = {
        "status": status,
        "kind": kind or _KINDS.get(status, "failed"),
        "message": message or _SENTENCES.get(status, "This cannot be answered."),
        "facts": facts,
    }
    return JsonResponse({"error": told}, status=status, json_dumps_params={"ensure_ascii": False})
