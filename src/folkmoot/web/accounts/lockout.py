"""How many times a sign-in failed, kept as a count under a digest and nothing else.

django-axes decides when to lock; this handler remembers for it. Neither an e-mail address nor
the address of a device is stored: only a keyed digest of the two together, which nobody without
the house's secret key can turn back. A count is gone an hour after its last failure.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from typing import Any

from axes.conf import settings
from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from axes.helpers import get_cool_off, get_failure_limit
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from folkmoot.web.accounts.models import FailedSignIn


class Digests(AbstractAxesHandler, AxesBaseHandler):
    """Counts failures by a digest of who tried and from where."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        found = FailedSignIn.objects.filter(digest=_digest(request, credentials), last_at__gt=_oldest())
        return found.values_list("failures", flat=True).first() or 0

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        if request is None:
            return
        digest = _digest(request, credentials)
        forget_old_failures()
        counted = FailedSignIn.objects.filter(digest=digest).update(
            failures=F("failures") + 1, last_at=timezone.now()
        )
        if not counted:
            FailedSignIn.objects.bulk_create([FailedSignIn(digest=digest)], ignore_conflicts=True)
        limit = get_failure_limit(request, credentials)
        if settings.AXES_LOCK_OUT_AT_FAILURE and self.get_failures(request, credentials) >= limit:
            request.axes_locked_out = True  # type: ignore[attr-defined]

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        FailedSignIn.objects.filter(digest=_digest(request, {"email": user.email})).delete()

    def user_logged_out(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """Nothing is kept of who signed out when."""


def forget_old_failures() -> int:
    """Delete counts whose hour is over; how many there were."""
    gone, _ = FailedSignIn.objects.filter(last_at__lte=_oldest()).delete()
    return gone


def _oldest() -> dt.datetime:
    return timezone.now() - (get_cool_off() or dt.timedelta(hours=1))


def _digest(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    credentials = credentials or {}
    who = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    where = request.META.get("REMOTE_ADDR", "")
    return hmac.new(settings.SECRET_KEY.encode(), f"{who}|{where}".encode(), hashlib.sha256).hexdigest()
