"""What every test of the house needs.

The journal refuses to be emptied, and tests that commit empty every table at their end
(Django's TransactionTestCase flushes): there, and only there, the guards come off; the
flush itself ends with post_migrate, which puts them and the roles back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase

from folkmoot.web.journal import guards

PASSWORD = "correct horse battery"

_emptied = TransactionTestCase._fixture_teardown


def _emptied_of_its_journal_too(self: Any) -> None:
    guards.remove(connection)
    _emptied(self)


TransactionTestCase._fixture_teardown = _emptied_of_its_journal_too


@pytest.fixture
def staff(db: None) -> Callable[..., Any]:
    """Make an account in a role: `staff("editor")`."""
    from folkmoot.web.accounts.actions import add_account

    made: list[Any] = []

    def make(role: str, name: str = "", **fields: Any) -> Any:
        made.append(role)
        email = f"{role}{len(made)}@example.org"
        told = {"name": name or f"{role.title()} {len(made)}", "password": PASSWORD, **fields}
        return add_account(who=None, email=email, role=role, **told)

    return make


@pytest.fixture
def signed_in(staff: Callable[..., Any]) -> Callable[[str], Client]:
    """A browser signed in as somebody in a role; "nobody" is not signed in."""

    def sign_in(role: str) -> Client:
        client = Client()
        if role != "nobody":
            client.force_login(staff(role))
        return client

    return sign_in
