"""The two ways of finding groups, by name, and what each found as plain data.

found = METHODS["folkmoot"](votes)
plain(found)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from folkmoot.opinion.own import OwnOpinion, own_opinion
from folkmoot.opinion.own_summary import own_summary
from folkmoot.opinion.polis import Opinion, opinion
from folkmoot.opinion.summary import shown, summary
from folkmoot.opinion.votes import VoteMatrix

Found = Opinion | OwnOpinion
METHODS: dict[str, Callable[[VoteMatrix], Found]] = {"folkmoot": own_opinion, "polis": opinion}


def plain(found: Found, *, with_participants: bool = True) -> dict[str, Any]:
    """Lists, numbers and words only, with the keys that the method knows."""
    if isinstance(found, OwnOpinion):
        return own_summary(found, with_participants=with_participants)
    return summary(found, with_participants=with_participants)


def public(found: Found) -> dict[str, Any]:
    """What may be kept of a moot: nobody's place, and nothing told of a group of fewer than five."""
    return shown(found, plain(found, with_participants=False))
