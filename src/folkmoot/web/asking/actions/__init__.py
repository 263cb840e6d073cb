"""What staff do here. Each action is one transaction and one line in the journal."""

from folkmoot.web.asking.actions.asks import Told, Wording, answer, draft, reword, step
from folkmoot.web.asking.actions.departments import decide
from folkmoot.web.asking.actions.promises import Undertaken, judge, promise, reply

__all__ = [
    "Told",
    "Undertaken",
    "Wording",
    "answer",
    "decide",
    "draft",
    "judge",
    "promise",
    "reply",
    "reword",
    "step",
]
