"""Everything that may be done to the manifesto: one verb, one transaction, one line in the journal."""

from folkmoot.web.manifesto.actions.amending import (
    Both,
    add_citation,
    decide_amendment,
    propose_amendment,
    put_together,
    reply_to_citation,
    say_of_amendment,
)
from folkmoot.web.manifesto.actions.answering import answer_notes
from folkmoot.web.manifesto.actions.bringing import bring_edition
from folkmoot.web.manifesto.actions.ordering import move_plank
from folkmoot.web.manifesto.actions.publishing import publish
from folkmoot.web.manifesto.actions.writing import (
    Clash,
    Draft,
    Kept,
    change_origins,
    draft_of,
    draft_plank,
    new_version,
    read_planks,
    split_plank,
    withdraw_version,
)

__all__ = [
    "Both", "Clash", "Draft", "Kept", "add_citation", "answer_notes", "bring_edition", "change_origins",
    "decide_amendment", "draft_of", "draft_plank", "move_plank", "new_version", "propose_amendment",
    "publish", "put_together", "read_planks", "reply_to_citation", "say_of_amendment", "split_plank",
    "withdraw_version",
]  # fmt: skip
