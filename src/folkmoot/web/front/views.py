import logging

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from folkmoot.errors import FolkmootError
from folkmoot.record.store import Store
from folkmoot.web.consent.not_built import NOT_BUILT
from folkmoot.web.consent.registry import declared
from folkmoot.web.consent.retention import KEPT
from folkmoot.web.front import queries
from folkmoot.web.record.queries.opening import record as the_record

logger = logging.getLogger(__name__)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where everything begins: one thread, then the doors to the rest."""
    record, closed = _record()
    shown = {
        "thread": queries.first_thread(record),
        "record": {"size": record.size(), "searched": record.searched()} if record else None,
        "closed": closed,
        "invented": queries.is_invented(record),
        "counts": queries.counts(),
        "waiting": queries.waiting(request.user),
    }
    return render(request, "front/home.html", shown)


def _record() -> tuple[Store | None, bool]:
    """The record, and whether there is one that cannot be opened: the house stands without it."""
    try:
        return the_record(), False
    except FolkmootError as error:
        logger.error("%s", error.message)
        return None, True


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What every form asks and why, as each was declared; and what is kept besides."""
    staff_last = sorted(declared(), key=lambda each: (each.key.startswith("accounts."), each.key))
    return render(
        request, "front/privacy.html", {"declarations": staff_last, "kept": KEPT, "not_built": NOT_BUILT}
    )


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 when the house answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """The mark, for what a browser shows that is no page of ours and says no other."""
    return redirect(static("mark.svg"))
