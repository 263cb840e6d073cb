"""What the ParlaMint guidelines require of a corpus, checked by hand: order of elements, attributes, words.

https://clarin-eric.github.io/ParlaMint/, as its schema for components and corpora stood in version 4:
for each element the elements that may stand in it, in order, and the attributes it must and may have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_GLOBAL = f"{XML}id {XML}lang n"
_COMMENT = "note|gap|kinesic|incident|vocal|pb"
_DATED = "from to when"
_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")

# element: (what stands in it, whether it holds words, attributes it must have, and may have)
GRAMMAR: dict[str, tuple[str, bool, str, str]] = {
    "TEI": ("teiHeader text", False, f"{XML}id {XML}lang ana", "corresp n"),
    "teiCorpus": ("teiHeader (include )+", False, f"{XML}id {XML}lang", ""),
    "teiHeader": ("fileDesc encodingDesc profileDesc", False, "", _GLOBAL),
    "fileDesc": ("titleStmt editionStmt extent publicationStmt sourceDesc", False, "", _GLOBAL),
    "titleStmt": ("(title )+(meeting )*(respStmt )*(funder )*", False, "", ""),
    "meeting": ("", True, "ana", f"{_GLOBAL} corresp"),
    "respStmt": ("((persName )+(resp )+)+", False, "", ""),
    "funder": ("(orgName )+(ref )?", False, "", ""),
    "editionStmt": ("edition", False, "", ""),
    "extent": ("(measure )+", False, "", ""),
    "measure": ("", True, "unit quantity", f"{XML}lang"),
    "publicationStmt": ("publisher idno availability date", False, "", ""),
    "availability": ("licence (p )+", False, "status", ""),
    "sourceDesc": ("(bibl )+", False, "", ""),
    "bibl": ("(title )+(edition )*(publisher )?(idno )+(date )*", False, "", ""),
    "idno": ("", True, "type", f"{XML}lang subtype"),
    "date": ("", True, "", f"{_GLOBAL} {_DATED}"),
    "projectDesc": ("(p )+", False, "", ""),
    "tagsDecl": ("namespace", False, "", ""),
    "namespace": ("(tagUsage )+", False, "name", ""),
    "tagUsage": ("", True, "gi occurs", ""),
    "settingDesc": ("setting", False, "", ""),
    "setting": ("(name )+date", False, "", ""),
    "name": ("", True, "", f"type key {XML}lang"),
    "text": ("body", False, "ana", _GLOBAL),
    "body": ("(div )+", False, "", ""),
    "div": (f"(head )*(({_COMMENT}) )*(u )?(({_COMMENT}|u) )*", False, "type", f"{_GLOBAL} corresp"),
    "head": ("", True, "", f"type {_GLOBAL}"),
    "u": (f"((seg|{_COMMENT}) )+", False, "ana", f"{_GLOBAL} who source corresp prev next"),
    "seg": (f"(({_COMMENT}) )*", True, "", f"{_GLOBAL} corresp"),
    "note": ("((time|pb) )*", True, "", f"type {_GLOBAL}"),
    "pb": ("", False, "", f"{_GLOBAL} corresp source"),
    "editorialDecl": ("correction normalization hyphenation quotation segmentation", False, "", ""),
    "classDecl": ("(taxonomy )+", False, "", ""),
    "taxonomy": ("(desc )+(category )+", False, f"{XML}id", f"{XML}lang"),
    "category": ("(catDesc )+(category )*", False, f"{XML}id", "ana"),
    "particDesc": ("(listOrg )+(listPerson )+", False, "", ""),
    "listOrg": ("(head )*(org )+", False, "", f"{XML}id {XML}lang"),
    "org": ("(orgName )+(event )*(idno )*", False, "role", f"{_GLOBAL} ana"),
    "listPerson": ("(head )*(person )*", False, "", f"{XML}id {XML}lang"),
    "person": ("(persName )+(affiliation )*", False, f"{XML}id", _GLOBAL),
    "affiliation": ("(roleName )*", False, "role", f"ana ref {_DATED}"),
    "langUsage": ("(language )+", False, "", ""),
    "language": ("", True, "ident", f"{XML}lang usage"),
}
VALUES = {
    "status": "free",
    "unit": "speeches|words|tokens",
    "quantity": r"\d+",
    "occurs": r"\d+",
    "who": r"#[^\W\d][\w.-]*",
    "ref": r"#[^\W\d][\w.-]*",
}
ROLES = {"government", "parliament", "politicalParty", "ministry", "committee"}


def faults(root: etree._Element) -> Iterator[str]:
    """Everything that the guidelines do not allow, with its line."""
    ids: set[str] = set()
    for one in root.iter(f"{TEI}*"):
        yield from (f"line {one.sourceline}: {fault}" for fault in _faults(one))
        own = one.get(f"{XML}id")
        if own is not None:
            if own in ids or not _NAME.match(own):
                yield f"line {one.sourceline}: id {own!r}"
            ids.add(own)


def _faults(one: etree._Element) -> Iterator[str]:
    tag = etree.QName(one).localname
    if tag in GRAMMAR:
        inside, holds_words, must, may = GRAMMAR[tag]
        told = "".join(f"{etree.QName(child).localname} " for child in one)
        if not re.fullmatch(f"(?:{inside}) ?", told):
            yield f"<{tag}> holds {told or 'nothing'}"
        if not holds_words and any((words or "").strip() for words in [one.text, *(c.tail for c in one)]):
            yield f"<{tag}> holds words"
        wanted, given = set(must.split()), set(one.attrib)
        if missing := wanted - given:
            yield f"<{tag}> without {missing}"
        if strange := given - wanted - set(may.split()):
            yield f"<{tag}> with {strange}"
    for name, value in one.attrib.items():
        if not value or (name in VALUES and not re.fullmatch(VALUES[str(name)], str(value))):
            yield f"{name}={value!r}"
        if name in _DATED.split() and not _DAY.match(str(value)):
            yield f"{name}={value!r}"
        if name == "source" and not re.fullmatch(r"https?://\S+", str(value)):
            yield f"source={value!r}"
    if tag in ("head", "title", "edition", "orgName", "surname", "forename", "term") and (
        not one.text or one.text != " ".join(one.text.split())
    ):
        yield f"<{tag}> {one.text!r} is not on one line"
    if tag == "idno" and not re.fullmatch(r"https?://\S+", one.text or ""):
        yield f"idno {one.text!r}"
    if tag == "licence" and one.text != "http://creativecommons.org/licenses/by/4.0/":
        yield f"licence {one.text!r}"
    if tag == "div":
        speaks = one.find(f"{TEI}u") is not None
        if one.get("type") != ("debateSection" if speaks else "commentSection"):
            yield f"a div of type {one.get('type')} with{'' if speaks else 'out'} a turn"
        if not speaks and not len(one.findall(f"{TEI}note") + one.findall(f"{TEI}pb")):
            yield "a div with nothing in it"
    if tag == "org" and one.get("role") not in ROLES:
        yield f"org of role {one.get('role')}"
    if (
        tag == "persName"
        and one.find(f"{TEI}term") is None
        and etree.QName(one.getparent()).localname == "person"
    ):
        parts = {etree.QName(child).localname for child in one}
        if not {"surname", "forename"} <= parts:
            yield f"persName of {parts}"
