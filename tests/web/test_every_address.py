"""Every address × every role × nobody. A new address fails here until somebody decided who may open it.

The table holds what a GET answers, by the name of the address:
    "open"    anybody: 200 (or, where a thing named is not there, 404)
    "asks"    anybody, but it says 422 to whoever asks for nothing
    "staff"   any member of staff; nobody is sent to sign in
    a set     those roles; other staff get 403, nobody gets that too or is sent to sign in
    "post"    only POST: 405 to a GET, and a POST without its token is refused
    "away"    leads elsewhere whoever asks: a redirect or a refusal, never a page
A room may add rows in a `DECISIONS` of its own: tests/web/<room>/addresses.py.
"""

from __future__ import annotations

import datetime as dt
import importlib
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.meetings.models import Moot, Note, Statement, Table
from folkmoot.web.tracing.models import Link

ROLES = ("nobody", "editor", "organiser", "steward")
HERE = Path(__file__).parent

DECISIONS: dict[str, Any] = {
    "home": "open",
    "healthz": "open",
    "favicon": "away",
    "privacy": "open",
    "journal": {"steward"},
    **dict.fromkeys(("opinion", "opinion_map"), "open"),
    # the manifesto and the threads
    **dict.fromkeys(("manifesto", "plank", "threads", "thread", "thread_export"), "open"),
    "plank_draft": {"editor", "steward"},
    "plank_edit": {"editor", "steward"},
    **dict.fromkeys(("thread_propose", "thread_tie", "link_decide"), "post"),
    # staff accounts, by django-allauth
    "account_login": "away-when-signed-in",
    "account_signup": "away-when-signed-in",
    "account_reset_password": "open",
    "account_reset_password_done": "open",
    "account_reset_password_from_key": "open",
    "account_reset_password_from_key_done": "open",
    "account_inactive": "open",
    "account_email_verification_sent": "open",
    "account_confirm_email": "open",
    "account_confirm_login_code": "away",
    "account_logout": "away-when-signed-out",
    "account_reauthenticate": "staff",
    "account_email": "staff",
    "account_change_password": "staff",
    "account_set_password": "away",
    "mfa_index": "staff",
    "mfa_authenticate": "away",
    "mfa_reauthenticate": "staff-or-away",
    "mfa_activate_totp": "staff-or-away",
    "mfa_deactivate_totp": "staff-or-away",
    "mfa_view_recovery_codes": "staff-or-away",
    "mfa_generate_recovery_codes": "staff-or-away",
    "mfa_download_recovery_codes": "staff-or-away",
    "mfa_list_webauthn": "staff",
    "mfa_add_webauthn": "staff-or-away",
    "mfa_reauthenticate_webauthn": "staff-or-away",
    "mfa_remove_webauthn": "staff-or-away",
    "mfa_edit_webauthn": "staff-or-away",
    "mfa_login_webauthn": "away",
}

EXAMPLES = {
    "int": "1", "slug": "somewhere", "str": "nowhere", "path": "nowhere", "uuid": str(uuid.UUID(int=1)),
    "shape": "csv", "day": "2026-05-12", "kind": "moot",
}  # fmt: skip
"""By the name of what is asked for, else by its kind. The fixture `somewhere` makes what these name."""


def decisions() -> dict[str, Any]:
    """This table and those of the rooms."""
    found = dict(DECISIONS)
    for path in sorted(HERE.glob("*/addresses.py")):
        found.update(importlib.import_module(f"tests.web.{path.parent.name}.addresses").DECISIONS)
    return found


def addresses() -> Iterator[tuple[str, str]]:
    """Every address as (name, an example of it)."""
    return _walk(get_resolver().url_patterns, "/")


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = prefix + _example(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or f"unnamed {here}", here


def _example(pattern: Any) -> str:
    route = str(pattern)
    if route.startswith("^"):  # two of django-allauth's are regular expressions
        return {"confirm": "confirm-email/a:b:c/", "password": "password/reset/key/1-set-password/"}[
            route.lstrip("^").split("-")[0].split("/")[0]
        ]
    kinds = {type(converter): name for name, converter in get_converters().items()}
    for name, converter in pattern.converters.items():
        kind = kinds.get(type(converter), "str")
        route = route.replace(f"<{kind}:{name}>", EXAMPLES.get(name, EXAMPLES[kind])).replace(
            f"<{name}>", "nowhere"
        )
    return route


@pytest.fixture
def somewhere(db: None) -> None:
    """A moot with a table, a note nobody released, a statement; a plank and a link."""
    now = dt.datetime(2026, 5, 12, 19, 0, tzinfo=dt.UTC)
    moot = Moot.objects.create(slug="somewhere", title="Somewhere")
    table = Table.objects.create(moot=moot, number=1)
    Note.objects.create(moot=moot, table=table, number=1, key=EXAMPLES["uuid"], words="a secret of the table")
    statement = Statement.objects.create(moot=moot, number=1, words="Rents should be capped.")
    plank = Plank.objects.create(slug="somewhere")
    plank.statements.add(statement)
    PlankVersion.objects.create(plank=plank, number=1, title="Rents", words="We will cap rents.", made_at=now)
    Link.objects.create(
        pk=1, plank=plank, passage="example/debate/1.1", quote="a guess of the program", proposed_at=now
    )


def test_every_address_was_decided() -> None:
    undecided = {name for name, _example in addresses()} - decisions().keys()
    assert not undecided, f"decide who may open {sorted(undecided)} in tests/web/<room>/addresses.py"


def test_every_decision_is_about_an_address_that_is_there() -> None:
    assert not decisions().keys() - {name for name, _example in addresses()}


@pytest.fixture
def browsers(somewhere: None, signed_in: Callable[[str], Client]) -> dict[str, Client]:
    return {role: signed_in(role) for role in ROLES}


def test_every_role_gets_what_was_decided(browsers: dict[str, Client]) -> None:
    wrong = []
    for name, address in addresses():
        for role in ROLES:
            answer = browsers[role].get(address)
            if not _as_decided(decisions()[name], role, answer):
                wrong.append(
                    f"{name} {address}: {role} got {answer.status_code} {answer.get('Location', '')}"
                )
            if name == "account_logout" and role != "nobody":
                assert "_auth_user_id" in browsers[role].session, "a GET must not sign anybody out"
    assert not wrong, "\n".join(wrong)


def _as_decided(decision: Any, role: str, answer: Any) -> bool:
    status = answer.status_code
    sent_to_sign_in = status == 302 and "/accounts/login/" in answer["Location"]
    shown = status in (200, 404)
    sent_away = status in (302, 403, 404, 405)
    signed_in = role != "nobody"
    if isinstance(decision, set):
        return shown if role in decision else status == 403 or (sent_to_sign_in and not signed_in)
    return {
        "open": shown,
        "asks": shown or status == 422,
        "staff": (shown or (status == 302 and not sent_to_sign_in)) if signed_in else sent_to_sign_in,
        "staff-or-away": (shown or sent_away) if signed_in else (sent_away and not shown) or sent_to_sign_in,
        "post": status == 405 if signed_in else status in (405, 302),
        "away": sent_away,
        "away-when-signed-in": sent_away if signed_in else shown,
        "away-when-signed-out": shown if signed_in else sent_away,
    }[decision]


@pytest.mark.parametrize("secret", ["a secret of the table", "a guess of the program"])
def test_what_nobody_released_or_confirmed_is_on_no_page_for_the_public(somewhere: None, secret: str) -> None:
    for name, address in addresses():
        answer = Client().get(address)
        words = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert secret.encode() not in words, name


def test_a_post_without_its_token_is_refused_everywhere(somewhere: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    for name, address in addresses():
        status = strict.post(address, {"x": "1"}).status_code
        assert status in (403, 404, 405), f"{name} {address} took a POST without a token: {status}"


def test_nobody_can_sign_themselves_up(db: None) -> None:
    from folkmoot.web.accounts.models import User

    fields = {
        "email": "x@example.org",
        "password1": "correct horse battery",
        "password2": "correct horse battery",
    }
    answer = Client().post("/accounts/signup/", fields)
    assert "Nobody signs themselves up" in answer.content.decode()
    assert not User.objects.exists()
