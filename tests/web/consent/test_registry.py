"""A form or an import that takes words or facts about people is declared, or it cannot be opened."""

from __future__ import annotations

import ast
import html
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.test import Client

import folkmoot.web
from folkmoot.errors import Refused
from folkmoot.web.consent import registry
from folkmoot.web.consent.manual import as_markdown
from folkmoot.web.consent.not_built import NOT_BUILT
from folkmoot.web.consent.registry import Declaration, Declared, declare, declared, must_be_declared

SOURCE = Path(folkmoot.web.__file__).parent
ANSWERS = {
    "title": "A form",
    "purpose": "To test.",
    "basis": "None.",
    "lawful": "Yes.",
    "necessary": "Yes.",
    "proportionate": "Yes.",
    "kept": "Not at all.",
}


@pytest.fixture(autouse=True)
def every_module() -> None:
    for found in pkgutil.walk_packages(folkmoot.web.__path__, "folkmoot.web."):
        if not found.name.endswith("wsgi"):
            importlib.import_module(found.name)


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_declared", dict(registry._declared))


def forms_of(module: str) -> Iterator[type[forms.BaseForm]]:
    pending = list(forms.BaseForm.__subclasses__())
    while pending:
        form = pending.pop()
        pending.extend(form.__subclasses__())
        if form.__module__.startswith(module):
            yield form


def test_every_form_of_the_application_is_declared() -> None:
    """What others are made from (its name begins with "_") cannot be opened: `Declared` refuses it."""
    undeclared = [
        f"{form.__module__}.{form.__qualname__}"
        for form in forms_of("folkmoot.web")
        if "declaration" not in vars(form)
        and not (form.__name__.startswith("_") and issubclass(form, Declared))
    ]
    assert not undeclared, f"declare these in the registry: {undeclared}"


def test_every_form_the_account_pages_can_open_is_declared() -> None:
    """Those of addresses that are closed (signing up, codes by mail or phone) cannot be opened."""
    closed = {
        "BaseSignupForm", "SignupForm", "DummyCustomSignupForm", "SignupWebAuthnForm",
        "RequestLoginCodeForm", "BaseConfirmCodeForm", "ConfirmEmailVerificationCodeForm",
        "ConfirmPasswordResetCodeForm", "VerifyPhoneForm", "ChangePhoneForm", "ChangeEmailForm", "TrustForm",
        "UserForm", "UserTokenForm", "BaseAuthenticateForm", "_BaseAddWebAuthnForm",
    }  # fmt: skip
    undeclared = [
        f.__qualname__
        for f in forms_of("allauth")
        if f.__module__.startswith(("allauth.account", "allauth.mfa"))
        and f.__qualname__ not in closed
        and "declaration" not in vars(f)
    ]
    assert not undeclared


def test_every_import_that_asks_the_registry_is_in_it() -> None:
    asked = [key for path in SOURCE.rglob("*.py") for key in _asked(path)]
    assert asked
    assert set(asked) <= {each.key for each in declared()}


def _asked(path: Path) -> Iterator[str]:
    """The keys imports ask for, written as words or as SOMETHING.key."""
    module = ".".join(["folkmoot.web", *path.relative_to(SOURCE).with_suffix("").parts])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "must_be_declared":
            yield eval(ast.unparse(node.args[0]), vars(importlib.import_module(module)))


@pytest.mark.parametrize("missing", sorted(ANSWERS))
def test_a_form_without_an_answer_may_not_be_opened(scratch: None, missing: str) -> None:
    with pytest.raises(Refused, match=missing):
        declare(Declaration(**{"key": "tests.form", **ANSWERS, missing: "  "}))


def test_a_form_that_was_not_declared_cannot_be_made() -> None:
    class Undeclared(Declared, forms.Form):
        __module__ = "tests"

    with pytest.raises(Refused, match="not declared"):
        Undeclared()


def test_a_form_does_not_inherit_the_answers_of_another(scratch: None) -> None:
    @declare(Declaration(key="tests.form", **ANSWERS))
    class First(Declared, forms.Form):
        __module__ = "tests"

    class Second(First):
        __module__ = "tests"

    assert First().declaration
    with pytest.raises(Refused):
        Second()


def test_an_import_that_was_not_declared_may_not_run() -> None:
    with pytest.raises(Refused, match="not declared"):
        must_be_declared("nobody.declared-this")


def test_the_privacy_page_prints_every_answer(db: None) -> None:
    from django.utils.html import escape

    page = Client().get("/privacy/").content.decode()
    assert declared()
    for each in declared():
        for words in (
            each.title,
            each.purpose,
            each.basis,
            each.lawful,
            each.necessary,
            each.proportionate,
            each.kept,
        ):
            assert str(escape(words)) in page, (each.key, words)


def test_the_privacy_page_says_what_is_not_built(db: None) -> None:
    page = html.unescape(Client().get("/privacy/").content.decode())
    assert len(NOT_BUILT) == 10
    for never in NOT_BUILT:
        assert str(never.what) in page
        assert str(never.more) in page


def test_the_manual_says_what_the_page_says() -> None:
    path = SOURCE.parents[2] / "docs" / "privacy.md"
    assert path.read_text() == as_markdown(), "run: python -m folkmoot.web.consent.manual > docs/privacy.md"
