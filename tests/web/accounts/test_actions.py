from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group

from folkmoot.errors import NotFound, Refused
from folkmoot.web.accounts import actions
from folkmoot.web.accounts.models import User
from folkmoot.web.accounts.roles import ROLES
from folkmoot.web.accounts.rules import is_editor, is_organiser, is_steward
from folkmoot.web.journal.models import Content, Line

PASSWORD = "correct horse battery"


def steward() -> User:
    return actions.make_first_steward(email="Ada@Example.org", name="Ada Lowe", password=PASSWORD)


def test_the_roles_are_there_from_the_start(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_the_first_steward_can_sign_in_and_the_journal_says_so(db: None) -> None:
    user = steward()
    assert user.email == "ada@example.org"
    assert user.check_password(PASSWORD)
    assert is_steward(user)
    line = Line.objects.get()
    assert (line.verb, line.object_kind, line.object_key, line.who) == (
        "added",
        "account",
        str(user.pk),
        None,
    )
    assert PASSWORD not in Content.objects.get().spelled


def test_there_is_only_one_first_steward(db: None) -> None:
    steward()
    with pytest.raises(Refused, match="--role steward"):
        actions.make_first_steward(email="bo@example.org", name="Bo", password=PASSWORD)


def test_a_steward_nobody_can_sign_in_as_does_not_count(db: None) -> None:
    """The example's steward decides about its links and has no password."""
    actions.add_account(who=None, email="example@example.org", name="Example", role="steward")
    assert steward().pk


def test_a_refused_account_leaves_nothing(db: None) -> None:
    with pytest.raises(Refused, match="password"):
        actions.make_first_steward(email="ada@example.org", name="Ada", password="short")
    assert not User.objects.exists()
    assert not Line.objects.exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"email": "not an address"}, "not an e-mail address"),
        ({"role": "queen"}, "no role 'queen'"),
        ({"name": " "}, "name of the person"),
        ({"email": "ADA@example.org"}, "has an account here already"),
        ({"password": "ada@example.org"}, "too similar"),
        ({"password": "password1234"}, "too common"),
    ],
)
def test_what_an_account_cannot_be_is_said(db: None, told: dict[str, Any], sentence: str) -> None:
    steward()
    usual = {"email": "bo@example.org", "name": "Bo", "role": "editor", "password": PASSWORD}
    if "similar" in sentence:
        usual |= {"email": "ada.lovelace@example.org", "password": "ada.lovelace@example.org"}
        told = {}
    with pytest.raises(Refused, match=sentence):
        actions.add_account(who=None, **{**usual, **told})


def test_each_role_is_told_from_the_others(staff: Callable[..., User]) -> None:
    for role, predicate in (("steward", is_steward), ("organiser", is_organiser), ("editor", is_editor)):
        user = staff(role)
        assert [is_it(user) for is_it in (is_steward, is_organiser, is_editor)].count(True) == 1
        assert predicate(user)


def test_a_role_is_given_instead_of_the_one_before(staff: Callable[..., User]) -> None:
    first, editor = staff("steward"), staff("editor")
    actions.change_role(who=first, email=editor.email.upper(), role="organiser")
    again = User.objects.get(pk=editor.pk)
    assert is_organiser(again) and not is_editor(again)
    assert Line.objects.latest("number").who == first


def test_the_last_steward_stays(staff: Callable[..., User]) -> None:
    only = staff("steward")
    for leave in (
        lambda: actions.change_role(who=only, email=only.email, role="editor"),
        lambda: actions.close_account(who=only, email=only.email),
        lambda: actions.anonymise(only.pk),
    ):
        with pytest.raises(Refused, match="only steward"):
            leave()
    staff("steward")
    actions.close_account(who=only, email=only.email)
    assert not is_steward(User.objects.get(pk=only.pk))


def test_nobody_is_found_under_an_address_nobody_has(db: None) -> None:
    with pytest.raises(NotFound, match="accounts list"):
        actions.close_account(who=None, email="nobody@example.org")
