"""The gate: whatever is sent to anybody goes through here, one letter at a time.

It asks whether the purpose is declared, whether the address wants mail at all, and whether a named
person answers for it; and it says at the foot of every letter why it came. What goes wrong is said
without the address: sentences end up in logs and tables.
"""

from __future__ import annotations

import contextlib
import smtplib
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from folkmoot.errors import NotSent, Refused
from folkmoot.web.consent import registry
from folkmoot.web.consent.suppression import is_suppressed


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one address.

    key: names it; its Message-ID is made of it, so that a copy can be told from another letter.
    purpose: the key of its declaration. why: one sentence, "You get this because …".
    stop: the address that ends it in one click (RFC 8058), where there is something to end.
    beside: further lines for the foot, such as a licence.
    """

    key: str
    to: str = field(repr=False)
    purpose: str
    subject: str
    words: str
    why: str
    stop: str = ""
    beside: tuple[str, ...] = ()


def not_ready() -> str:
    """Why no letter can leave this installation, in one sentence; empty when they can."""
    name, address = _answering()
    if not (name and address):
        return (
            "No mail is sent: nobody answers for it. Set FOLKMOOT_MAIL_FROM to the name and address "
            "of a person, such as: Ada Lowe <ada@example.org>."
        )
    return "" if settings.MAIL_IS_SENT else "No mail is sent: set EMAIL_URL to an SMTP server."


def _answering() -> tuple[str, str]:
    name, address = parseaddr(settings.MAIL_FROM)
    return (name, address) if "@" in address else ("", "")


class Post:
    """The way out, held open for several letters. Use it as a context."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, letter: Letter) -> bool:
        """Send one letter; False, and nothing sent, where its address is to get no mail.

        Raises Refused where mail is not set up or the purpose is not declared, NotSent where the
        server would not take it; its `outcome` says what that means.
        """
        registry.must_be_declared(letter.purpose)
        if why := not_ready():
            raise Refused(why)
        if is_suppressed(letter.to):
            return False
        self._reach()
        self._hand_over(_written(letter, self._connection))
        return True

    def _reach(self) -> None:
        """A connection that is open before anything is handed over, so that what fails here has not left."""
        if self._connection is not None and self._still_there():
            return
        self._hang_up()
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise _trouble("later", error) from None
        self._connection = connection

    def _still_there(self) -> bool:
        """Whether the server still answers, so that one that went away between two letters loses none."""
        talking = getattr(self._connection, "connection", None)
        try:
            return talking is None or talking.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def _hand_over(self, message: EmailMultiAlternatives) -> None:
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _said in error.recipients.values()]
            self._hang_up()
            raise _trouble("refused" if all(code >= 500 for code in codes) else "later", error) from None
        except smtplib.SMTPResponseException as error:
            self._hang_up()
            raise _trouble("refused" if error.smtp_code >= 500 else "later", error) from None
        except ValueError as error:
            raise _trouble("refused", error) from None
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise _trouble("unsure", error) from None

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):  # it may be gone already
                connection.close()


_SAYS = {
    "later": "The mail server did not take a letter ({what}); it is tried again later.",
    "refused": "The mail server refused a letter for good ({what}).",
    "unsure": "The mail server went away in the middle ({what}). It may have left, so it is not repeated.",
}


def _trouble(outcome: str, error: Exception) -> NotSent:
    """What happened without what the server said: that may hold the address."""
    code = getattr(error, "smtp_code", "")
    what = f"{type(error).__name__} {code}".strip()
    return NotSent(_SAYS[outcome].format(what=what), outcome=outcome)


def _written(letter: Letter, connection: Any) -> EmailMultiAlternatives:
    name, address = _answering()
    headers = {
        "Message-ID": f"<{letter.key}@{address.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
        "Reply-To": formataddr((name, address)),
    }
    if letter.stop:
        headers["List-Unsubscribe"] = f"<{letter.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=f"{letter.words.rstrip()}\n\n{_foot(letter, name)}",
        from_email=formataddr((name, address)),
        to=[letter.to],
        headers=headers,
        connection=connection,
    )


def _foot(letter: Letter, name: str) -> str:
    """Why it came, who answers for it, how to end it, what must stand beside the words."""
    answers = _("%(name)s answers for this mail, for %(body)s. Reply, and you reach them.") % {
        "name": name,
        "body": settings.FOLKMOOT_BODY,
    }
    ends = [_("To stop it: %(address)s") % {"address": letter.stop}] if letter.stop else []
    lines = [letter.why, answers, *ends, *letter.beside]
    return "-- \n" + "\n".join(filter(None, lines)) + "\n"
