"""What this room asks for, and why it may."""

from __future__ import annotations

from folkmoot.web.consent.registry import Declaration

FOLLOW = Declaration(
    key="alerts.follow",
    title="Following the record, a moot, a place, an edition or a plank by e-mail",
    purpose="To send you what comes into the public record about something you chose, or what is answered "
    "and what changes in the matters of a moot, a place, an edition or one plank, as often as you chose.",
    basis="Consent: you ask for it, and say yes from your own mailbox.",
    lawful="Nothing is sent before the address was confirmed; one click in any mail ends it, without signing "
    "in. Whoever asks never to be written to is never written to, even if somebody else types the address.",
    necessary="A mail needs an address, and a search needs to be remembered to be asked again.",
    proportionate="No name and no account; nothing ties the address to a token, a table or a vote. What you "
    "follow is on no page but the one whose secret address is in your mails; no opening or "
    "clicking is counted.",
    kept="Until you stop, or your mailbox refuses three mails in a row; an address that was never confirmed "
    "for 7 days. Mails sent are noted for 30 days, "
    "without their words.",
)
