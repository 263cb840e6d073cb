"""`folkmoot accounts`: make and change the accounts of staff."""

from __future__ import annotations

import sys
from typing import Any

import click

from folkmoot.cli.common import home_option, open_house, printed, show, show_one
from folkmoot.errors import Refused

ROLE = click.Choice(["organiser", "editor", "steward"])

from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from one line of standard input."
)


@click.group()
@home_option
def accounts() -> None:
    """Make and change the accounts of staff; nobody signs themselves up."""


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as the journal will show it.")
@from_stdin
@printed
def steward(shape: str, email: str, name: str, password_stdin: bool) -> None:
    """Make the first steward of this house; asks for a password."""
    open_house()
    from folkmoot.web.accounts import actions

    user = actions.make_first_steward(email=email, name=name, password=_password(password_stdin))
    _show_account(shape, user, "is the steward of this house")


@accounts.command()
@click.argument("email")
@click.option("--role", required=True, type=ROLE, help="What they do here.")
@click.option("--name", required=True, help="The person's name, as the journal will show it.")
@click.option("--no-password", is_flag=True, help="Nobody can sign in until 'accounts password' sets one.")
@from_stdin
@printed
def add(shape: str, email: str, role: str, name: str, no_password: bool, password_stdin: bool) -> None:
    """Add somebody who works here; asks for a first password."""
    open_house()
    from folkmoot.web.accounts import actions

    password = None if no_password else _password(password_stdin)
    user = actions.add_account(who=None, email=email, name=name, role=role, password=password)
    _show_account(shape, user, f"was added as {role}")


@accounts.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@printed
def role(shape: str, email: str, role: str) -> None:
    """Give an account another role instead of the one it has."""
    open_house()
    from folkmoot.web.accounts import actions

    _show_account(shape, actions.change_role(who=None, email=email, role=role), f"is now {role}")


@accounts.command()
@click.argument("email")
@from_stdin
@printed
def password(shape: str, email: str, password_stdin: bool) -> None:
    """Set a new password for somebody; asks for it."""
    open_house()
    from folkmoot.web.accounts import actions

    user = actions.set_password(who=None, email=email, password=_password(password_stdin))
    _show_account(shape, user, "has a new password")


@accounts.command()
@click.argument("email")
@printed
def close(shape: str, email: str) -> None:
    """Close an account: nobody can sign in with it, and its lines in the journal stay."""
    open_house()
    from folkmoot.web.accounts import actions

    _show_account(shape, actions.close_account(who=None, email=email), "can no longer sign in")


@accounts.command("list")
@printed
def list_accounts(shape: str) -> None:
    """Print everybody who works here."""
    open_house()
    from folkmoot.web.accounts import queries

    show(shape, "accounts", (_shown(user) for user in queries.accounts()), _as_text)


def _password(from_stdin: bool) -> str:
    """One password: a line of standard input for scripts, else typed twice without echo."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused("There is no terminal to ask for a password at; give it with --password-stdin.")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return typed


def _show_account(shape: str, user: Any, what: str) -> None:
    show_one(shape, _shown(user), lambda it: f"{it['name']} <{it['email']}> {what}.")


def _shown(user: Any) -> dict[str, Any]:
    roles = sorted(group.name for group in user.groups.all())
    return {"id": user.pk, "email": user.email, "name": user.name, "roles": roles, "active": user.is_active}


def _as_text(user: dict[str, Any]) -> str:
    closed = "" if user["active"] else " (closed)"
    return f"{', '.join(user['roles']):<12}{user['name']} <{user['email']}>{closed}"
