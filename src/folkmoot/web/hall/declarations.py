"""What the hall asks for, and why it may."""

from __future__ import annotations

from folkmoot.web.consent.registry import Declaration, declare

JOINING = Declaration(
    key="hall.joining",
    title="Voting with a slip or the open link",
    purpose="To let somebody at a meeting vote once on each statement, and change their mind, without "
    "a name.",
    basis="Consent: the first screen says who asks, why, and what will be published; nothing is kept before "
    "the button is pressed.",
    lawful="No name, no address and nothing about the device is asked for or kept. Nobody under 13 "
    "takes a slip.",
    necessary="Without a token the same person would count twice, and could neither change nor erase a vote.",
    proportionate="The code stands on the slip; we keep a digest of it and the votes, and no list says who "
    "was handed which slip. It never meets a sign-up or a mail address.",
    kept="As long as the moot is kept, or until whoever holds the slip erases it, which takes one button.",
)
declare(JOINING)

TYPING_CODE = Declaration(
    key="hall.typing-code",
    title="Typing the code of a slip",
    purpose="To find the moot a slip belongs to when its picture cannot be scanned.",
    basis="Consent, as for voting.",
    lawful="Whoever holds the slip types what is printed on it.",
    necessary="Not every phone has a camera that works.",
    proportionate="The code is looked up by its digest and is in no log.",
    kept="Not at all; what follows is voting with a slip.",
)
declare(TYPING_CODE)

EVENING = Declaration(
    key="hall.evening",
    title="An evening in a hall",
    purpose="To say on every first screen who asks, why and what will be published, and on every table sheet "
    "whom to turn to when somebody is in danger.",
    basis="Legitimate interests: those of the people who come, who should know whom they talk to.",
    lawful="The name and telephone number are those of the person responsible for safeguarding that night, "
    "who knows that they are given.",
    necessary="Without a purpose nobody could say yes to it; without a number help comes late.",
    proportionate="One name and one number, shown on the pages and sheets of that evening only.",
    kept="As long as the moot is kept; both can be emptied after the night.",
)

PAPER = Declaration(
    key="hall.paper",
    title="Votes given on paper, and shows of hands",
    purpose="So that somebody without a phone counts like everybody else.",
    basis="Consent: the sheet says who asks, why and what will be published.",
    lawful="A sheet carries a number and marks; no name is asked for, and one that was written is not typed.",
    necessary="What is on paper cannot be counted until it is typed.",
    proportionate="A sheet is a participant without a token. A blank stays a blank. Hands are counts, "
    "kept apart.",
    kept="As long as the moot is kept; a sheet can be typed again, which replaces what it held.",
)

BADGES = Declaration(
    key="hall.badges",
    title="A link for somebody who helps on the night",
    purpose="To let a facilitator, a note-taker or somebody who types do one thing, that night, "
    "without an account.",
    basis="Legitimate interests: running a meeting with volunteers and letting nobody see more than "
    "they need.",
    lawful="The helper is handed the link and knows what it does.",
    necessary="A link that works for everybody and for ever would let anybody write as a table.",
    proportionate="A first name or a table's number is enough; the link is kept as a digest, ends by "
    "itself and can be ended before.",
    kept="What the badge was called, as long as the moot is kept.",
)
declare(EVENING)
declare(PAPER)
declare(BADGES)

TABLE_NOTES = Declaration(
    key="hall.table_notes",
    title="Notes written at a table",
    purpose="To keep what people at a table say in their own words, so that it can be followed to what"
    " came of it.",
    basis="Legitimate interests: those of the people at the table, who came to be heard.",
    lawful="The house rules and the purpose are on the sheet on the table; whoever does not want "
    "something written down says so.",
    necessary="What is not written down at the table is gone the next morning.",
    proportionate="Words and a kind; a role and no name for an experience. Nothing is kept about the "
    "phone. Notes stay with the staff of the moot until a named person has released "
    "them.",
    kept="On the phone until it was sent, and there for 12 hours at most; here as long as the moot is "
    "kept, or until the note is erased.",
)
declare(TABLE_NOTES)

AT_RISK = Declaration(
    key="hall.at_risk",
    title="A note that somebody is in danger",
    purpose="To tell the person responsible for safeguarding at once that somebody may be at risk.",
    basis="Vital interests and the safeguarding of children and of people at risk.",
    lawful="Only stewards and the staff of the moot can read it; it goes nowhere else by itself.",
    necessary="A danger that is noted among a hundred other notes is found the next day.",
    proportionate="It leaves the public path at once, and no list or export holds it. What is kept "
    "besides is who was told, when, and who has seen it.",
    kept="Until the steward erases it, when it is in the right hands.",
)
declare(AT_RISK)

STATEMENTS = Declaration(
    key="hall.statements",
    title="Statements made from notes",
    purpose="To put what tables said to the vote of the whole room, one sentence at a time.",
    basis="Legitimate interests: those of the people at the tables, whose words should count.",
    lawful="Only the staff of the moot and the theme team make statements; a statement names no "
    "private person.",
    necessary="A hundred notes cannot be voted on; twenty sentences can.",
    proportionate="Each statement keeps the notes it came from, and who made, merged, split or took it"
    " off and why.",
    kept="As long as the moot is kept.",
)
declare(STATEMENTS)
