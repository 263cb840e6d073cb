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
