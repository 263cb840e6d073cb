"""The trail of an edition as W3C PROV, written as PROV-JSON.

Planks, versions, statements and notes are entities; what was made of what is `wasDerivedFrom`; the decision
that made a version is an activity, and who took it an agent. A vote count is an attribute of a statement.
Source: PROV-JSON, W3C Member Submission of 24 April 2013; PROV-DM, W3C Recommendation of 30 April 2013.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from folkmoot.text import normal

_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


def prov_json(whole: Mapping[str, Any], *, base: str) -> dict[str, Any]:
    """An edition's file as PROV-JSON. base: the address of the installation, ending in a slash."""
    edition = whole["edition"]
    found: dict[str, Any] = {
        "prefix": {"house": f"{base}prov#", "prov": "http://www.w3.org/ns/prov#", "xsd": _XSD},
        "entity": {}, "activity": {}, "agent": {}, "wasDerivedFrom": {}, "wasRevisionOf": {},
        "wasGeneratedBy": {}, "wasAssociatedWith": {}, "hadMember": {},
    }  # fmt: skip
    top = f"house:edition-{edition['number']}"
    found["entity"][top] = {
        "prov:type": {"$": "prov:Collection", "type": "xsd:QName"},
        "house:sha256": whole["sha256"],
        "prov:generatedAtTime": _time(edition["published_at"]),
    }
    for moot in edition["moots"]:
        _moot(found, moot, whole["notes"])
    for plank in edition["planks"]:
        _plank(found, plank, top)
    return {name: rows for name, rows in found.items() if rows}


_XSD = "http://www.w3.org/2001/XMLSchema#"


def _time(moment: str) -> dict[str, str]:
    return {"$": moment, "type": "xsd:dateTime"}


def _relation(found: dict[str, Any], kind: str, **ends: str) -> None:
    rows = found[kind]
    rows[f"_:{kind}{len(rows) + 1}"] = {f"prov:{end}": name for end, name in ends.items()}


def _moot(found: dict[str, Any], moot: Mapping[str, Any], notes: Mapping[str, Any]) -> None:
    for statement in moot["statements"]:
        name = f"house:statement-{moot['moot']}-{statement['number']}"
        votes = statement.get("votes") or {}
        found["entity"][name] = {
            "prov:type": "Statement",
            "prov:value": statement["words"],
            **{f"house:{kind}": "fewer than 5" if n is None else n for kind, n in votes.items()},
        }
        for note in statement["notes"]:
            of = f"house:note-{note['name'].replace(':', '-')}"
            opened = notes.get(note["name"])
            said = {"prov:value": opened["words"]} if opened else {"house:erased": True}
            found["entity"][of] = {"prov:type": "Note", "house:seal": note["seal"], **said}
            _relation(found, "wasDerivedFrom", generatedEntity=name, usedEntity=of)


def _plank(found: dict[str, Any], plank: Mapping[str, Any], top: str) -> None:
    before = ""
    for version in plank["versions"]:
        name = f"house:plank-{plank['plank']}-{version['number']}"
        found["entity"][name] = {
            "prov:type": "Plank",
            "prov:label": version["title"],
            "prov:value": " ".join(filter(None, (version["words"], version.get("purpose", "")))),
            "house:state": version["state"],
        }
        _decision(found, name, version)
        if before:
            _relation(found, "wasRevisionOf", generatedEntity=name, usedEntity=before)
        else:
            for origin in plank["statements"]:
                of = f"house:statement-{origin.replace(':', '-')}"
                _relation(found, "wasDerivedFrom", generatedEntity=name, usedEntity=of)
        before = name
    _relation(found, "hadMember", collection=top, entity=before)


def _decision(found: dict[str, Any], name: str, version: Mapping[str, Any]) -> None:
    activity = name.replace("house:plank-", "house:decision-")
    found["activity"][activity] = {
        "prov:endTime": version["made_at"],
        **({"prov:label": version["why"]} if version.get("why") else {}),
    }
    _relation(found, "wasGeneratedBy", entity=name, activity=activity)
    who = version.get("decided_by") or version.get("made_by") or ""
    if who:
        agent = f"house:agent-{_NOT_A_NAME.sub('-', normal(who)).strip('-')}"
        found["agent"][agent] = {"prov:label": who}
        _relation(found, "wasAssociatedWith", activity=activity, agent=agent)
