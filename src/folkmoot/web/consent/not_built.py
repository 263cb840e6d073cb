"""What this program does not do, however it is asked. The privacy page and the manual read this list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Never:
    """One thing that is not built: what, and a little more about it. Words are lazily translated."""

    what: Any
    more: Any


NOT_BUILT = (
    Never(
        _("No marks against people"),
        _("Nobody gets a score, a flag or a profile for being extreme, loyal or easily persuaded, and there "
          "is no form to report anybody with."),
    ),
    Never(
        _("No private beliefs"),
        _("There is no field for how a private person votes, which party, faith or origin they have, how "
          "their health is or how they live, and nothing that guesses at it."),
    ),
    Never(
        _("No line to the police"),
        _("Nothing goes to police or security services or comes from them, and nothing is gathered from "
          "social media."),
    ),
    Never(
        _("No machine in a person’s place"),
        _("Voters are not picked out for persuasion, nothing posts by itself, and no generated text passes "
          "as somebody’s own. Where an installation switches generated text on, it is marked, and it proves "
          "nothing."),
    ),
    Never(_("No league tables"), _("People are not ranked against each other.")),
    Never(
        _("No verdict from an excerpt"),
        _("“No answer found here” does not mean that somebody dodged, and says which chambers and days were "
          "read. What a program finds about a named person is not shown as a fact before a person has "
          "confirmed it; and whoever is named can see it in one place, answer it at the same size and have "
          "it put right."),
    ),
    Never(_("No silent change"), _("A correction stands beside what it corrects.")),
    Never(
        _("No file on a child"),
        _("A child’s words stand beside an age band and no name; under 13 there is no token either. Consent "
          "stays on paper with whoever looks after safeguarding, and nobody under 18 is sent campaign mail."),
    ),
    Never(
        _("No peeking at votes"),
        _("Those who organise see what was agreed, never who voted how."),
    ),
    Never(
        _("No small numbers that point"),
        _("A count below five that could single somebody out is shown as “fewer than 5”."),
    ),
)  # fmt: skip
