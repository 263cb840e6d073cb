"""What this room is asked: asks and promises as values, and who can act for a plank."""

from folkmoot.web.asking.queries.acting import Acting, Responsible, Spoke, who_can_act
from folkmoot.web.asking.queries.asks import AnswerTold, AskTold, ask_told, asks, asks_of, times_before
from folkmoot.web.asking.queries.passages import Likely, likely
from folkmoot.web.asking.queries.promises import PromiseTold, promise_told, promises, promises_of

__all__ = [
    "Acting",
    "AnswerTold",
    "AskTold",
    "Likely",
    "PromiseTold",
    "Responsible",
    "Spoke",
    "ask_told",
    "asks",
    "asks_of",
    "likely",
    "promise_told",
    "promises",
    "promises_of",
    "times_before",
    "who_can_act",
]
