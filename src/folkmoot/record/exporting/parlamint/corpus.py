"""The corpus file: whose words these are, the bodies and people that the sittings point at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from folkmoot.record.exporting.parlamint import header
from folkmoot.record.exporting.parlamint.elements import CORPUS, element, name_of, one_line, within
from folkmoot.record.exporting.parlamint.header import Component
from folkmoot.record.exporting.parlamint.sittings import body_id
from folkmoot.record.people import Membership, Name, Office, Roll

__all__ = ["Component", "root"]

_INCLUDE = "{http://www.w3.org/2001/XInclude}include"
# Chambers by what their ids are called in the sources we know.
_CHAMBERS = {"house-of-commons": "parliament.HC", "house-of-lords": "parliament.HL"}
_KINDS = {
    "parla": ("parla.lower", "parla.upper", "parla.committee", "parla.sitting", "reference"),
    "speaker": ("chair", "regular", "guest"),
    "turn": ("question", "reply"),
}


def root(made: Sequence[Component], roll: Roll) -> etree._Element:
    """The corpus file of these sittings."""
    people = sorted({person for one in made for person in one.people})
    days = [one.day for one in made] or ["1803-01-01"]
    counted = sum((one.tags for one in made), Counter[str]())
    gid = made[-1].id if made else ""
    whole = element("teiCorpus", xml_id=CORPUS, xml_lang="en")
    file = within(
        "fileDesc",
        _title(made),
        within("editionStmt", element("edition", "1.0")),
        header.extent(sum(one.speeches for one in made), sum(one.words for one in made)),
        header.publication(days[-1], gid, ""),
        header.source("The parliamentary record", "", "", days[-1], gid),
    )
    encoding = within(
        "encodingDesc",
        header.project(),
        _editorial(),
        header.tags(counted),
        within("classDecl", *_taxonomies()),
    )
    profile = within(
        "profileDesc",
        header.setting(min(days), max(days)),
        within("particDesc", _bodies(made, roll, people), _people(roll, people)),
        within("langUsage", element("language", "English", ident="en", usage="100")),
    )
    whole.append(within("teiHeader", file, encoding, profile))
    whole.extend(etree.Element(_INCLUDE, href=one.path) for one in made)
    return whole


def _title(made: Sequence[Component]) -> etree._Element:
    return within(
        "titleStmt",
        element("title", "The parliamentary record as Folkmoot read it", type="main", xml_lang="en"),
        element("title", f"{len(made)} sittings", type="sub", xml_lang="en"),
        within("respStmt", element("persName", "Folkmoot"), element("resp", "Reading and encoding")),
        within("funder", element("orgName", "Made without funding")),
    )


def _editorial() -> etree._Element:
    told = {
        "correction": "The words are the source's own.",
        "normalization": "White space is as the source has it; headings stand on one line.",
        "hyphenation": "Words are not hyphenated.",
        "quotation": "Quotation marks are the source's own.",
        "segmentation": "A segment is a paragraph of the source.",
    }
    return within("editorialDecl", *(within(tag, element("p", words)) for tag, words in told.items()))


def _taxonomies() -> Iterator[etree._Element]:
    for name, kinds in _KINDS.items():
        categories = [
            within("category", _described("catDesc", kind.rpartition(".")[2]), xml_id=kind) for kind in kinds
        ]
        yield within("taxonomy", _described("desc", name), *categories, xml_id=f"{CORPUS}.{name}")


def _described(tag: str, word: str) -> etree._Element:
    made = within(tag, element("term", word.capitalize()), xml_lang="en")
    made[0].tail = f": {word}, as its name says."
    return made


# Bodies


def _bodies(made: Sequence[Component], roll: Roll, people: Sequence[str]) -> etree._Element:
    told = {"government": ("government", "Government", "")}
    told |= {body_id(one.chamber): ("parliament", one.chamber, "") for one in made}
    for person in people:
        for term in roll.terms_of(person):
            told.setdefault(_house(roll, term), ("parliament", _name(roll, _house_id(roll, term)), ""))
            if term.party_id:
                told[f"party.{name_of(term.party_id)}"] = (
                    "politicalParty",
                    _name(roll, term.party_id),
                    term.party_id,
                )
        for office in roll.offices_of(person):
            told[_office_body(office)] = (
                "ministry" if office.role else "committee",
                roll.organisation_name(office) or "Government",
                office.organisation_id,
            )
    orgs = [
        within("org", element("orgName", one_line(name) or own, full="yes"), xml_id=own, role=role, n=gid)
        for own, (role, name, gid) in sorted(told.items())
    ]
    return within("listOrg", *orgs, xml_id=f"{CORPUS}-listOrg")


def _name(roll: Roll, gid: str) -> str:
    found = roll.organisations.get(gid)
    return found.name if found else gid


def _house_id(roll: Roll, term: Membership) -> str:
    post = roll.posts.get(term.post_id)
    return term.organisation_id or (post.organisation_id if post else "") or "parliament"


def _house(roll: Roll, term: Membership) -> str:
    gid = _house_id(roll, term)
    return _CHAMBERS.get(gid, f"parliament.{name_of(gid)}")


def _office_body(office: Office) -> str:
    kind = "ministry" if office.role else "committee"
    return f"{kind}.{name_of(office.organisation_id)}" if office.organisation_id else "government"


# People


def _people(roll: Roll, people: Sequence[str]) -> etree._Element:
    told = [_person(roll, person) for person in people]
    return within("listPerson", *told, xml_id=f"{CORPUS}-listPerson")


def _person(roll: Roll, gid: str) -> etree._Element:
    person = roll.persons[gid]
    main = [name for name in person.names if name.note == "Main" and name.text]
    names = main or [name for name in person.names if name.text] or [Name(whole=gid)]
    made = within("person", *map(_named, names), xml_id=name_of(gid), n=gid)
    for term in roll.terms_of(gid):
        house = _house(roll, term)
        made.append(element("affiliation", role="member", ref=f"#{house}", **_span(term.start, term.end)))
        if term.party_id:
            party = f"#party.{name_of(term.party_id)}"
            made.append(element("affiliation", role="member", ref=party, **_span(term.start, term.end)))
    for office in roll.offices_of(gid):
        role = "minister" if office.role else "member"
        post = element(
            "affiliation", role=role, ref=f"#{_office_body(office)}", **_span(office.start, office.end)
        )
        if office.role:
            post.append(element("roleName", one_line(office.role), xml_lang="en"))
        made.append(post)
    return made


def _named(name: Name) -> etree._Element:
    span = _span(name.start, name.end)
    if name.given_name.strip() and name.family_name.strip() and not (name.lord_name or name.whole):
        given = element("forename", one_line(name.given_name))
        return within("persName", element("surname", one_line(name.family_name)), given, **span)
    return within("persName", element("term", one_line(name.text)), **span)


def _span(start: str, end: str) -> dict[str, str]:
    return {name: said for name, said in (("from", start), ("to", end)) if said}
