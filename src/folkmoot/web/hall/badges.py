"""Who may do what in the hall: the staff of the moot, or somebody with a badge for just that."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from folkmoot.meetings.codes import digest
from folkmoot.web.hall.models import Badge
from folkmoot.web.meetings.models import Moot

COOKIE = "folkmoot_badge"
_SALT = "folkmoot.hall.badge"


def badge_by_code(code: str) -> Badge | None:
    """The badge of a link, if it is good now."""
    return _good(digest=digest(code))


def _good(**which: object) -> Badge | None:
    badges = Badge.objects.select_related("moot", "table")
    return badges.filter(**which, revoked_at=None, expires_at__gt=timezone.now()).first()


def worn(request: HttpRequest) -> Badge | None:
    """The badge this browser wears, if it is good now."""
    try:
        return _good(pk=signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT))
    except signing.BadSignature:
        return None


def put_on(answer: HttpResponse, badge: Badge) -> None:
    """Leave a badge in a browser until it ends."""
    answer.set_cookie(
        COOKIE,
        signing.dumps(badge.pk, salt=_SALT),
        expires=badge.expires_at,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_staff(request: HttpRequest, moot: Moot) -> bool:
    return bool(request.user.has_perm("meetings.change_moot", moot))


def let_in(request: HttpRequest, slug: str, *roles: str) -> tuple[Moot, Badge | None]:
    """The moot, for its staff and for badges of these roles; who is let in by a badge wears it.

    Raises Http404 and PermissionDenied.
    """
    moot = get_object_or_404(Moot, slug=slug)
    if is_staff(request, moot):
        return moot, None
    badge = worn(request)
    if badge is None or badge.moot_id != moot.pk or badge.role not in roles:
        raise PermissionDenied
    return moot, badge
