"""The record's things as the API tells them. Empty: the source says nothing. Ids: the publishers'."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Field, Schema

from folkmoot.web.answering import Many, One

CLASS = "row for a row of a table, note for what the report remarks, else empty or the source's own class"


class Named(Schema):
    """Somebody or something by id and name."""

    id: str
    name: str


class ListedPerson(Schema):
    """Somebody as a list shows them: party and seat of their last term."""

    id: str
    name: str
    party: str
    seat: str
    chamber: str
    years: str = Field(description="From the first term to the last; open where it lasts: “1997–”.")
    spoke: bool = Field(description="Whether they say anything in the record here.")
    address: str


class Term(Schema):
    """One term in a chamber, for one party. `end` is empty where it lasts."""

    id: str
    chamber: str
    seat: str
    party: str
    start: str
    end: str


class Post(Schema):
    """An office in government or opposition, or a seat on a committee."""

    role: str
    organisation: str
    start: str
    end: str


class Year(Schema):
    """What somebody said in a year: contributions, and the days they spoke on."""

    year: int
    contributions: int
    days: int


class ListedDepartment(Schema):
    """A department with how many debates it has here, and when."""

    id: str
    name: str
    debates: int
    first: dt.date
    last: dt.date
    address: str


class Person(Schema):
    """Somebody on the record. Counts tell how much is here, nothing else."""

    id: str
    name: str
    other_names: list[str]
    terms: list[Term]
    offices: list[Post]
    contributions: int
    years: list[Year]
    departments: list[ListedDepartment]
    address: str


class Sitting(Schema):
    """One day of one kind of business."""

    id: str
    date: dt.date
    chamber: str
    kind: str
    title: str
    revision: str
    debates: int
    contributions: int
    divisions: int
    address: str


class Debate(Schema):
    """A headed item of business."""

    id: str
    sitting: str
    date: dt.date
    chamber: str
    title: str
    parent: str
    parent_title: str
    column: str
    official: str = Field(description="Where the official report has it.")
    address: str


class Reason(Schema):
    """A department a debate is placed under, and why."""

    id: str
    name: str
    reason: str


class Said(Schema):
    """One turn of speech, one written question or answer, or one procedural note."""

    id: str
    kind: str = Field(description="speech, question, reply or procedural.")
    date: dt.date
    time: str
    chamber: str
    sitting: str
    debate: str
    title: str
    person: str = Field(description="Empty for voices without a person: “Hon. Members”.")
    name: str = Field(description="As the source prints it.")
    party: str = Field(description="For which they sat that day.")
    office: str
    column: str
    text: str = Field(description="All its words as they stand; an empty line between paragraphs.")
    official: str
    address: str


class Paragraph(Schema):
    """One paragraph."""

    id: str
    text: str
    kind: str = Field(description=CLASS)


class Mention(Schema):
    """Words the source marked as meaning somebody: `start` to `end` in the paragraph, from 0."""

    paragraph: int
    start: int
    end: int
    words: str
    person: str


class Decided(Schema):
    """What a person decided about words; `persons` is empty where it was left open."""

    verdict: Literal["confirmed", "corrected", "open"]
    persons: list[str]
    day: str


class Reference(Schema):
    """Words that mean a particular person, as a program found them, and what people decided about it.

    `start` to `end` in the paragraph with that number, from 0, and that `pid`, if it has one;
    `persons` none, one or several; `confidence` from 0 to 1.
    """

    paragraph: int
    pid: str
    start: int
    end: int
    text: str
    kind: str
    persons: list[str]
    office: str
    confidence: float
    reason: str
    decided: Decided | None


class Exchange(Schema):
    """What it answers or is answered by: ids of contributions, and why they are taken to be an exchange."""

    kind: str
    asked: list[str]
    answered: list[str]
    reason: str


class Contribution(Said):
    """One contribution whole."""

    seat: str
    paragraphs: list[Paragraph]
    mentions: list[Mention]
    references: list[Reference]
    exchange: Exchange | None
    moved_to: str = Field(description="Where an old id leads; empty for one that still holds.")
    citation: str


class WholeDebate(Debate):
    """A debate with the headings above and below it, what was said, and how it is placed."""

    above: list[Named]
    below: list[Named]
    previous: str
    next: str
    departments: list[Reason]
    exchanges: list[Exchange]
    contributions: list[Said]
    divisions: list[str]


class Count(Schema):
    """A side of a division and its number, as printed."""

    side: str
    number: int


class Division(Schema):
    """A vote of the House."""

    id: str
    number: str
    date: dt.date
    time: str
    sitting: str
    debate: str
    counts: list[Count]
    official: str
    address: str


class Vote(Schema):
    """How one Member is listed, in the source's own words."""

    vote: str
    name: str
    person: str
    party: str
    teller: bool


class WholeDivision(Division):
    """A division with everybody's vote."""

    votes: list[Vote]


class Question(Schema):
    """A written question with its answers; none means that none was found here."""

    id: str
    asked: Said
    answered: list[Said]
    days: int | None = Field(description="How long the answer took; null where the source does not tell.")
    reason: str


class Hit(Said):
    """A contribution that was found, and the words around what matched."""

    score: float = Field(description="0 where the order is by date.")
    quote: str
    paragraph: str


class Value(Schema):
    """A value that results have, and how many have it."""

    value: str
    number: int


class Facets(Schema):
    """What was found, counted."""

    years: list[Value]
    chambers: list[Value]
    parties: list[Value]
    departments: list[Value]


class Searched(Schema):
    """What was looked through."""

    first: dt.date | None
    last: dt.date | None
    chambers: list[str]
    sittings: int
    contributions: int


class People(Many[ListedPerson]):
    """A page of people."""


class OnePerson(One[Person]):
    """A person."""


class Departments(Many[ListedDepartment]):
    """A page of departments."""


class OneDepartment(One[ListedDepartment]):
    """A department."""


class Sittings(Many[Sitting]):
    """A page of sittings."""


class OneSitting(One[Sitting]):
    """A sitting."""


class Debates(Many[Debate]):
    """A page of debates."""


class OneDebate(One[WholeDebate]):
    """A debate."""


class Contributions(Many[Said]):
    """A page of contributions."""


class OneContribution(One[Contribution]):
    """A contribution."""


class Divisions(Many[Division]):
    """A page of divisions."""


class OneDivision(One[WholeDivision]):
    """A division."""


class Questions(Many[Question]):
    """A page of written questions."""


class Results(Many[Hit]):
    """A page of what was found, and what was looked through."""

    query: str = Field(description="The search as it was understood.")
    searched: Searched
    facets: Facets | None
