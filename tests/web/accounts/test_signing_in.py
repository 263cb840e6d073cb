from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from folkmoot.web.accounts.models import FailedSignIn, User

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada(staff: Callable[..., User]) -> User:
    return staff("steward", name="Ada Lowe")


def sign_in(email: str, password: str, address: str = "192.0.2.1") -> tuple[int, bool]:
    """The answer, and whether we are in. Our own count decides here, not allauth's cache."""
    cache.clear()
    browser = Client(REMOTE_ADDR=address)
    answer = browser.post("/accounts/login/", {"login": email, "password": password})
    return answer.status_code, "_auth_user_id" in browser.session


def test_the_right_password_lets_in_and_leads_home(ada: User) -> None:
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": ada.email.upper(), "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Ada Lowe" in browser.get("/privacy/").content.decode()


def test_ten_failures_close_it_from_there_for_an_hour(ada: User) -> None:
    for _ in range(9):
        assert sign_in(ada.email, "wrong") == (200, False)
    assert sign_in(ada.email, "wrong")[0] == 429
    assert sign_in(ada.email, PASSWORD) == (429, False)
    FailedSignIn.objects.update(last_at=timezone.now() - dt.timedelta(hours=1, seconds=1))
    assert sign_in(ada.email, PASSWORD) == (302, True)


def test_it_is_closed_for_one_person_from_one_place_only(ada: User, staff: Callable[..., User]) -> None:
    for _ in range(10):
        sign_in(ada.email, "wrong")
    assert sign_in(ada.email, PASSWORD, address="192.0.2.2") == (302, True)
    assert sign_in(staff("editor").email, PASSWORD) == (302, True)


def test_signing_in_forgets_the_failures_before(ada: User) -> None:
    sign_in(ada.email, "wrong")
    assert FailedSignIn.objects.get().failures == 1
    sign_in(ada.email, PASSWORD)
    assert not FailedSignIn.objects.exists()


def test_no_address_is_stored(ada: User) -> None:
    from axes.models import AccessAttempt, AccessFailureLog, AccessLog

    sign_in(ada.email, "wrong")
    sign_in("stranger@example.org", "wrong")
    sign_in(ada.email, PASSWORD)
    for table in (AccessAttempt, AccessFailureLog, AccessLog):
        assert not table.objects.exists()
    kept = " ".join(str(row) for row in FailedSignIn.objects.values_list())
    assert "example.org" not in kept
    assert "192.0.2" not in kept


def test_somebody_whose_account_was_closed_is_not_let_in(ada: User, staff: Callable[..., User]) -> None:
    from folkmoot.web.accounts.actions import close_account

    staff("steward")
    browser = Client()
    browser.force_login(ada)
    close_account(who=None, email=ada.email)
    assert sign_in(ada.email, PASSWORD)[1] is False
    assert browser.get("/journal/").status_code == 302


def test_a_second_factor_is_asked_for_once_it_is_on(ada: User) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        format_hotp_value,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    secret = generate_totp_secret()
    TOTP.activate(ada, secret)
    RecoveryCodes.activate(ada)
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert browser.get("/journal/").status_code == 302
    browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert browser.get("/journal/").status_code == 302
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    browser.post("/accounts/2fa/authenticate/", {"code": code})
    assert browser.get("/journal/").status_code == 200


def test_a_forgotten_password_is_mended_by_mail(ada: User, mailoutbox: list[EmailMessage]) -> None:
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": ada.email})
    [mail] = mailoutbox
    assert mail.to == [ada.email]
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.body))
    assert link
    form = browser.get(link.group(1))["Location"]
    chosen = {"password1": "another correct horse", "password2": "another correct horse"}
    browser.post(form, chosen)
    assert sign_in(ada.email, "another correct horse") == (302, True)
    assert sign_in(ada.email, PASSWORD) == (200, False)


def test_nobody_learns_who_has_an_account(ada: User, mailoutbox: list[EmailMessage]) -> None:
    pages = []
    for email in (ada.email, "stranger@example.org"):
        cache.clear()
        answer = Client().post("/accounts/password/reset/", {"email": email})
        pages.append((answer.status_code, answer["Location"]))
    assert pages[0] == pages[1]
    assert [mail.to for mail in mailoutbox] == [[ada.email]]
