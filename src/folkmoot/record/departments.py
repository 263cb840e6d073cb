"""Departments of government by one name each, whatever a heading or an office calls them.

A department keeps one address through its changes of name where its subject stayed; where it was
split or merged the older one keeps its own.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from folkmoot.record.debates import Debate
from folkmoot.record.people import Office, Roll
from folkmoot.text import normal


@dataclass(frozen=True, slots=True)
class Department:
    """One department: its word in addresses, and its name."""

    slug: str
    name: str


class Spoken(NamedTuple):
    """What placing a debate needs to know of each contribution."""

    debate_id: str
    kind: str
    person_id: str
    speaker_name: str
    office: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A debate under a department, and why."""

    debate_id: str
    department: Department
    reason: str


# One row a department: name, then other names that headings, offices and lists of ministers use.
_TABLE = """
Home Office | Home Department | Home Affairs
HM Treasury | Treasury | Exchequer | Chancellor of the Exchequer
Foreign and Commonwealth Office | Foreign and Commonwealth Affairs | Foreign Office | Foreign Affairs
Foreign, Commonwealth and Development Office | Foreign, Commonwealth and Development Affairs
Ministry of Defence | Defence
Ministry of Justice | Justice
Cabinet Office | Duchy of Lancaster | Prime Minister's Office | Prime Minister
Department of Health | Health
Department of Health and Social Care | Health and Social Care
Department for Transport | Transport
Department for Work and Pensions | Work and Pensions
Department for Education | Education
Department for Education and Skills | Education and Skills
Department for Education and Employment | Education and Employment
Department for Children, Schools and Families | Children, Schools and Families
Department for Innovation, Universities and Skills | Innovation, Universities and Skills
Department for Business, Innovation and Skills | Business, Innovation and Skills
Department for Business, Enterprise and Regulatory Reform | Business, Enterprise and Regulatory Reform
Department for Business, Energy and Industrial Strategy | Business, Energy and Industrial Strategy
Department for Business and Trade | Business and Trade
Department of Trade and Industry | Trade and Industry | Department for Productivity, Energy and Industry
Department for International Trade | International Trade
Department for Energy and Climate Change | Department of Energy and Climate Change | Energy and Climate Change
Department for Energy Security and Net Zero | Energy Security and Net Zero
Department for Science, Innovation and Technology | Science, Innovation and Technology
Department for Environment, Food and Rural Affairs | Environment, Food and Rural Affairs
Ministry of Agriculture, Fisheries and Food | Agriculture, Fisheries and Food | Agriculture
Department for Communities and Local Government | Communities and Local Government
Ministry of Housing, Communities and Local Government | Housing, Communities and Local Government
Department for Levelling Up, Housing and Communities | Levelling Up, Housing and Communities
Department of the Environment, Transport and the Regions | Environment, Transport and the Regions
Department for Transport, Local Government and the Regions | Transport, Local Government and the Regions
Office of the Deputy Prime Minister | Deputy Prime Minister
Department for Culture, Media and Sport | Culture, Media and Sport
Department for Digital, Culture, Media and Sport | Digital, Culture, Media and Sport
Department for International Development | International Development
Department for Exiting the European Union | Exiting the European Union
Department of Social Security | Social Security
Department for Constitutional Affairs | Constitutional Affairs
Lord Chancellor's Department
Northern Ireland Office | Northern Ireland
Scotland Office | Scotland | Office of the Secretary of State for Scotland | Scottish Office
Wales Office | Wales | Office of the Secretary of State for Wales | Welsh Office
Government Equalities Office | Women and Equality | Women and Equalities
Law Officers' Department | Attorney General | Solicitor General | Law Officers | Attorney General's Office \
 | Advocate General for Scotland | Office of the Advocate General for Scotland
Leader of the House of Commons | Leader of the House | Lord President of the Council | Privy Council Office
Leader of the House of Lords | House of Lords
House of Commons Commission
Church Commissioners
Speaker's Committee on the Electoral Commission | Electoral Commission Committee | Electoral Commission
Public Accounts Commission
Independent Parliamentary Standards Authority
Olympics
"""

_SMALL = frozenset({"and", "the", "of", "for", "on", "in"})
_BESIDE = re.compile(r"\((?:also|and|joint)\b[^)]*\)", re.IGNORECASE)
_STYLE = re.compile(r"^(?:the\s+)?(?:department|ministry)\s+(?:for|of)\s+(?:the\s+)?", re.IGNORECASE)
_SECRETARY = re.compile(r"\bsecretary of state for (?:the )?(?P<department>[^()]+)", re.IGNORECASE)
_ANOTHER = re.compile(
    r",?\s+and\s+(?=(?:for|president|minister|lord|chancellor|paymaster|leader)\b)", re.IGNORECASE
)
_NOT_GOVERNMENT = re.compile(
    r"\b(shadow|opposition|pps|spokes\w+|chair\w*|deputy speaker|speaker|parliamentary private|whips?|"
    r"in waiting|lords? commissioners?|household|chamberlain|treasurer of|comptroller|captain|yeomen|"
    r"parliamentary secretary to the treasury|committee|church estates)\b",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"\b(minister|secretary|chancellor|attorney|solicitor|paymaster|lord privy seal|president of the council|"
    r"advocate general|leader of the house)\b",
    re.IGNORECASE,
)


def _key(name: str) -> str:
    words = re.sub(r"[^a-z0-9& ]", " ", normal(name).replace("'s", "s")).replace("&", " and ").split()
    return " ".join(word for word in words if word not in _SMALL)


@functools.cache
def _known() -> dict[str, Department]:
    known: dict[str, Department] = {}
    for line in filter(None, _TABLE.splitlines()):
        name, *others = (part.strip() for part in line.split(" | "))
        department = Department(slug(name), name)
        for form in (name, *others):
            known.setdefault(_key(form), department)
    return known


def slug(name: str) -> str:
    """A name as a word in an address: "HM Treasury" is hm-treasury."""
    return (
        "-".join(re.findall(r"[a-z0-9]+", normal(name).replace("'", "").replace("&", " and "))) or "unnamed"
    )


def known(name: str) -> Department | None:
    """The department that a heading or an organisation means, when it is one we know."""
    return _known().get(_key(name))


def of_heading(title: str) -> Department:
    """The department of a heading that is known to name one, by our name or else by its own."""
    name = " ".join(title.split())
    bare = _STYLE.sub("", name) or name
    return known(name) or Department(slug(bare), bare.title() if bare.isupper() else bare)


def slug_of(text: str) -> str:
    """The word in addresses of the department that somebody means, by name or by such a word.

    "Treasury", "hm-treasury" and "the Treasury" are hm-treasury; "Department for Lamps" is lamps.
    """
    spaced = text if " " in text.strip() else text.replace("-", " ")
    return of_heading(spaced).slug


@functools.lru_cache(maxsize=10_000)
def of_office(office: str) -> Department | None:
    """The department named in an office as the record prints it.

    "The Parliamentary Under-Secretary of State for the Home Department" is the Home Office;
    "The Minister for Immigration" says none; opposition, whips and the Chair have none.
    A Secretary of State for something unknown to us has a department of that name.
    """
    held = _BESIDE.sub(" ", office)
    if not _governs(held):
        return None
    secretary = _SECRETARY.search(held)
    if secretary:
        named = _ANOTHER.split(secretary["department"])[0].strip(" ,")
        return of_heading(named)
    words = _key(held).split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if found := _known().get(" ".join(words[start:end])):
                return found
    return None


def _governs(role: str) -> bool:
    return bool(_GOVERNMENT.search(role)) and not _NOT_GOVERNMENT.search(role)


def of_holder(office: Office, roll: Roll) -> Department | None:
    """The department in which an office is a post of government, or nothing."""
    if office.source.endswith(("committee", "oppositionpost", "parliamentarypost")):
        return None
    if not _governs(_BESIDE.sub(" ", office.role)):
        return None
    name = roll.organisation_name(office)
    if found := known(name) or of_office(office.role):
        return found
    return of_heading(name) if _STYLE.match(name) else None


def governing(person_id: str, day: dt.date, roll: Roll) -> dict[Department, str]:
    """The departments somebody answered for that day, each with the office."""
    return dict(_governing(roll, person_id, day))


@functools.lru_cache(maxsize=50_000)
def _governing(roll: Roll, person_id: str, day: dt.date) -> tuple[tuple[Department, str], ...]:
    found: dict[Department, str] = {}
    for office in roll.offices_of(person_id, day):
        department = of_holder(office, roll)
        if department:
            found.setdefault(department, office.role.strip())
    return tuple(found.items())


def place(debates: Iterable[Debate], spoken: Iterable[Spoken], roll: Roll) -> tuple[Placed, ...]:
    """Every debate under the departments it belongs to, with the reason.

    A debate belongs to the department its heading names (oral and written questions, written
    statements), and to the departments whose office-holders spoke in it.
    """
    by_debate: dict[str, list[Spoken]] = {}
    for one in spoken:
        if one.kind != "procedural":
            by_debate.setdefault(one.debate_id, []).append(one)
    placed: list[Placed] = []
    for debate in debates:
        here = by_debate.get(debate.id, [])
        named = _named(debate, here)
        found = {} if named is None else {named: f"its heading names {named.name}"}
        for department, reason in _answered(here, debate.date, roll).items():
            found.setdefault(department, reason)
        placed.extend(Placed(debate.id, department, reason) for department, reason in found.items())
    return tuple(placed)


def _named(debate: Debate, spoken: list[Spoken]) -> Department | None:
    """The department of the heading; among oral questions stand headings that are none."""
    if not debate.department:
        return None
    found = known(debate.department)
    if found or not _oral(debate):
        return found or of_heading(debate.department)
    return of_heading(debate.department) if any(one.numbered for one in spoken) else None


def _oral(debate: Debate) -> bool:
    return (
        "/wrans/" not in debate.sitting_id
        and "wms/" not in debate.sitting_id
        and "/lordsw" not in debate.sitting_id
    )


def _answered(spoken: list[Spoken], day: dt.date, roll: Roll) -> dict[Department, str]:
    """The departments that office-holders spoke for: by the office as printed, else by the roll."""
    found: dict[Department, str] = {}
    seen: set[str] = set()
    for one in spoken:
        if one.office and (printed := of_office(one.office)):
            found.setdefault(printed, f"{one.speaker_name} answered as {_the(one.office)}")
            seen.add(one.person_id)
    for one in spoken:
        if not one.person_id or one.person_id in seen:
            continue
        seen.add(one.person_id)
        for department, role in _governing(roll, one.person_id, day):
            found.setdefault(department, f"{one.speaker_name}, {_the(role)} that day, spoke in it")
    return found


def _the(office: str) -> str:
    return "t" + office[1:] if office.startswith("The ") else office
