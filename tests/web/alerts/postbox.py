"""A mail server on loopback that keeps what it is given."""

from __future__ import annotations

import email
import email.message
import email.policy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port


@dataclass
class Postbox:
    """Mails in the order they came; `says` may answer something else than "taken" to one of them."""

    mails: list[email.message.EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    says: Callable[[str], str | None] = lambda _address: None
    taken: Callable[[], None] = lambda: None
    cuts: bool = False
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if refusal := self.says(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.to += envelope.rcpt_tos
        self.taken()
        if self.cuts:  # it has the mail, and nobody will ever know
            server.transport.abort()
        return "250 OK"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def for_(self, address: str) -> list[email.message.EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]


@contextmanager
def opened() -> Iterator[Postbox]:
    """A postbox that takes mail for as long as this lasts."""
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def words(mail: email.message.EmailMessage) -> str:
    """What a mail says."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link(mail: email.message.EmailMessage, part: str) -> str:
    """The path of the one address in a mail that holds this."""
    found = [word for word in words(mail).split() if f"/{part}/" in word]
    assert len(found) == 1, (part, words(mail))
    return found[0].partition("//")[2].partition("/")[2].join(["/", ""])
