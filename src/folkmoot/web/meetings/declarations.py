"""What this room asks for, and why it may."""

from __future__ import annotations

from folkmoot.web.consent.registry import Declaration, declare

MOOT_FILES = Declaration(
    key="meetings.moot_files",
    title="A moot read from files",
    purpose="To keep what was said, sorted and voted on at a meeting, "
    "so that it can be followed to what came of it.",
    basis="Legitimate interests: those of a body that runs a meeting, and of those who take part in it.",
    lawful="Those who come are told who asks, why, and what will be published. Votes come without names.",
    necessary="Without the words and the votes nobody could see what a proposal came from.",
    proportionate="Words and numbers only: no names, no contact details; other columns are not kept. "
    "Notes stay with the staff of the moot until a named person has released them.",
    kept="As long as the moot is kept; a note or a participant's votes can be erased at any time.",
)
declare(MOOT_FILES)

RELEASE = Declaration(
    key="meetings.release",
    title="Releasing notes",
    purpose="So that a person, not a program, decides which words from a table become public.",
    basis="Legitimate interests: those of whoever a note might name.",
    lawful="Only the staff of the moot and stewards see notes that are not released.",
    necessary="A note may hold a name, or something about health or a child, not meant for everybody.",
    proportionate="Nothing is asked for but a tick; hints point at words and are not kept.",
    kept="Who released a note, and when, as long as the journal is kept.",
)

SETTLING = Declaration(
    key="meetings.settling",
    title="What settled a claim",
    purpose="To put beside a claim somebody made at a table the source that settled whether it is so.",
    basis="Legitimate interests: those of everybody who reads the claim.",
    lawful="It names a published source and no private person.",
    necessary="A claim to be checked that nobody checks is a rumour with a number.",
    proportionate="One line: a title or an address, tied to a note that carries no name.",
    kept="As long as the note.",
)
