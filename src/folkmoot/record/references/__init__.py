"""Who is meant: every mention of a particular person, resolved to one, several or none.

from folkmoot.record.references import Resolver

resolver = Resolver(roll)
for reference in resolver.resolve(sitting):
    print(reference.text, reference.persons, reference.confidence, reference.reason)
"""

from __future__ import annotations

from folkmoot.record.references.customs import Customs, of_westminster
from folkmoot.record.references.customs import read as read_customs
from folkmoot.record.references.resolving import Resolver, resolve, resolve_all
from folkmoot.record.references.values import KINDS, Kind, Reference

__all__ = [
    "KINDS",
    "Customs",
    "Kind",
    "Reference",
    "Resolver",
    "of_westminster",
    "read_customs",
    "resolve",
    "resolve_all",
]
