"""What is kept besides what forms ask for, and how long. The page and the manual read this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept: what, why, for how long, and who lets go of it."""

    what: str
    why: str
    how_long: str


KEPT = (
    Kept(
        "A cookie that remembers that you signed in",
        "Staff only; without it you would sign in on every page.",
        "7 days, or until you sign out. The worker deletes what is over.",
    ),
    Kept(
        "A cookie that proves a form was sent from our page",
        "Set where there is a form, for anybody; it holds a random number and says nothing about you.",
        "1 year, on your device only.",
    ),
    Kept(
        "A cookie that holds your token when you vote in a hall",
        "So that you count once and can change your mind; set when you press Start, for that moot's vote "
        "only. It holds a random key and no name.",
        "30 days on your device, or until you erase what you gave.",
    ),
    Kept(
        "A cookie for helpers with a link",
        "So that somebody who types or sorts for one evening need not scan again on every page.",
        "Until the link ends.",
    ),
    Kept(
        "How often a sign-in failed",
        "To stop guessing: after 10 tries it is closed for an hour. Kept as a count under a digest of the "
        "e-mail address and the device's address together; neither is stored.",
        "1 hour after the last try.",
    ),
    Kept(
        "The log of the server",
        "To mend what breaks. It holds errors of the program; no pages you asked for, no addresses of "
        "devices, no names.",
        "As long as the machine's own log; nothing here depends on it.",
    ),
    Kept(
        "The journal",
        "Who of the staff did what, so that nothing changes silently. No line ties a participant to a vote.",
        "As long as the installation. What a line held is erased with what it was about; the line stays.",
    ),
    Kept(
        "That something was erased",
        "So that an older backup cannot bring it back: its kind, its key and the time, never its words.",
        "As long as the installation.",
    ),
    Kept(
        "Backups",
        "So that a lost machine does not lose what people said. Whoever runs this installation keeps them.",
        "As long as they say; what was erased since is erased again when one is restored.",
    ),
    Kept(
        "That an address is never to be written to",
        "So that nobody can have us write to it again. Kept as a keyed hash that cannot be turned back.",
        "As long as the installation, or until its owner asks to be written to again.",
    ),
    Kept(
        "Finished background work",
        "To see what failed.",
        "7 days.",
    ),
)
