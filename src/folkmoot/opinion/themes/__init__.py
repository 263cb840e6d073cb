"""Themes of notes and statements: gathered by their own words, named by them, and tested against chance."""

from folkmoot.opinion.themes.finding import (
    CHANCE,
    FEW,
    NOTHING_EARLIER,
    SCRIPT,
    Earlier,
    Theme,
    Themes,
    find_themes,
)
from folkmoot.opinion.themes.sayings import Saying, sayings_of

__all__ = [
    "CHANCE",
    "FEW",
    "NOTHING_EARLIER",
    "SCRIPT",
    "Earlier",
    "Saying",
    "Theme",
    "Themes",
    "find_themes",
    "sayings_of",
]
