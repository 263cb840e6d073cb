"""The fixed list of questions about people that a moot may ask. Answers never move the map of opinion.

There is nothing here, and there will be nothing, about party, past votes, faith, health or origin.
"""

from __future__ import annotations

ABOUT_PEOPLE = {
    "under-25": "I am under 25.",
    "25-to-44": "I am between 25 and 44.",
    "45-to-64": "I am between 45 and 64.",
    "65-or-over": "I am 65 or over.",
    "rents-privately": "I rent my home from a private landlord.",
    "rents-socially": "I rent my home from the council or a housing association.",
    "owns": "I own my home, with or without a mortgage.",
    "here-ten-years": "I have lived around here for more than ten years.",
    "works-here": "I work or study around here.",
    "first-meeting": "This is the first meeting of this kind I have come to.",
    "by-car": "I came by car.",
}
"""The sentences by their keys; each is answered with agree, disagree or pass, like any statement."""
