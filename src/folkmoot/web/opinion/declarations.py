"""What this room asks for, and why it may."""

from __future__ import annotations

from folkmoot.web.consent.registry import Declaration, declare

SHOWING = Declaration(
    key="opinion.showing",
    title="How a moot's results are shown",
    purpose="To choose the method by which opinion groups are shown, and to say which sentences "
    "were asked twice.",
    basis="Legitimate interests: those of people who take part in seeing what their votes came to.",
    lawful="A choice about a page. It takes no fact about any person.",
    necessary="There are two honest ways to find groups, and people know which sentence was asked again.",
    proportionate="One choice from two, and pairs of statements.",
    kept="As long as the moot is kept; who chose, and when, as long as the journal is kept.",
)
declare(SHOWING)

ROOM = Declaration(
    key="opinion.room",
    title="Who was in the room",
    purpose="To show beside a result who took part in it, and who did not.",
    basis="Legitimate interests: those of readers in knowing whose votes they are looking at.",
    lawful="Counts only, of what people said of themselves on slips without names.",
    necessary="Without it a result of some is easily read as a result of all.",
    proportionate="Tallies, no rows about people; counts under five are neither shown nor to be worked out.",
    kept="As long as the moot is kept, or until its staff empty it.",
)
declare(ROOM)
