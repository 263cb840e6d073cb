"""`folkmoot alerts`: send what is followed, see how much waits, forget an address."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from folkmoot.cli.common import home_option, open_house, printed, show_one
from folkmoot.errors import Refused


@click.group()
@home_option
def alerts() -> None:
    """What people follow in the record by e-mail. The worker sends it; without one, run 'send' every hour."""


@alerts.command("send")
@printed
def send_command(shape: str) -> None:
    """Look through what is new in the record, and send what is due by now."""
    open_house()
    from django.utils import timezone

    from folkmoot.web.alerts.actions.looking import look
    from folkmoot.web.alerts.actions.posting import make_mails, send_mails

    now = timezone.now()
    looked = look(now)
    made = make_mails(now)
    item = {**asdict(looked), "made": made, **asdict(send_mails(now))}
    show_one(shape, item, lambda it: _SENT.format(**it))


_SENT = (
    "{sittings:,} sittings new or corrected, {items:,} contributions found in them; {made:,} mails made, "
    "{sent:,} sent, {later:,} to be tried again, {never:,} that will not be."
)


@alerts.command("status")
@printed
def status_command(shape: str) -> None:
    """Print how much is followed and sent: numbers, never who or what."""
    open_house()
    from folkmoot.web.alerts import queries
    from folkmoot.web.consent.gate import not_ready

    item = {**asdict(queries.counts()), "problem": not_ready()}
    show_one(shape, item, lambda it: _STANDS.format(**it).rstrip())


_STANDS = (
    "{questions:,} questions, followed {followings:,} times. Mails: {waiting:,} waiting, {sent:,} sent "
    "in a month, {unsure:,} that may have left when the worker was stopped and are not sent again, "
    "{given_up:,} given up.\n{problem}"
)


@alerts.command("forget")
@click.option("--reason", required=True, help="Why, in words that do not say whose address it is.")
@printed
def forget_command(reason: str, shape: str) -> None:
    """Delete an address, read from standard input, with all it follows; never write to it again."""
    open_house()
    from folkmoot.web.alerts.actions.asking import forget_address

    forget_address(_typed(), reason)
    show_one(shape, {"forgotten": True}, lambda _: "The address is forgotten, and is not written to again.")


@alerts.command("allow")
@click.option("--reason", required=True, help="Why, such as: its owner asked.")
@printed
def allow_command(reason: str, shape: str) -> None:
    """Let an address, read from standard input, be written to again; only when its owner asked."""
    open_house()
    from folkmoot.web.alerts.actions.asking import allow_address

    allowed = allow_address(_typed(), reason)
    show_one(
        shape,
        {"allowed": allowed},
        lambda it: "It may be written to again." if it["allowed"] else "It was not suppressed.",
    )


def _typed() -> str:
    """An address from standard input: in an argument it would stand in the shell's history."""
    address = sys.stdin.readline().strip()
    if "@" not in address:
        raise Refused("Give the address as one line of standard input, such as: echo a@example.org | …")
    return address
