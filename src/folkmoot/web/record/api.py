"""The record under /api/: the same questions as its pages, as JSON."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.views.decorators.http import condition
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import BeforeValidator

from folkmoot import search as language
from folkmoot.errors import NotFound
from folkmoot.record.store import Store
from folkmoot.web.answering import ERRORS, Paging, build, cut, many
from folkmoot.web.record import beside, shapes
from folkmoot.web.record.queries import directory, opening
from folkmoot.web.record.telling import Teller, facets

router = Router()

PERSON = Query("", max_length=200, description="The id of a person.")
TEXT = functools.partial(Query, "", max_length=200)
ON = Query(None, description="A day that has sittings.")
FIRST = Query(None, alias="from", description="The first day.")
LAST = Query(None, alias="to", description="The last day, included.")
Words = Annotated[
    str, Query(description="A search: see /record/search/how/.", max_length=language.MAX_CHARACTERS)
]


def _as_written(value: Any) -> Any:
    """A day as people write it for machines, and nothing that merely could be one: 0 is no day."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("write a day as 2026-05-12")
    return value


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
Day = Annotated[dt.date, BeforeValidator(_as_written)]


def _etag(_request: HttpRequest, *_args: Any, **_asked: Any) -> str | None:
    changed = opening.changed()
    return f'"{changed[1]}/{build()}/{beside.state()}"' if changed else None


def get(path: str, response: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An address of the record: fresh as long as the record is, the same errors everywhere."""

    def declared(view: Callable[..., Any]) -> Callable[..., Any]:
        return router.get(path, response={200: response, **ERRORS})(
            decorate_view(condition(etag_func=_etag))(view)
        )

    return declared


def _store() -> Store:
    """The record. Raises NotFound where nothing was read yet."""
    store = opening.record()
    if store is None:
        raise NotFound(
            "There is no record here yet; whoever runs this reads one with 'folkmoot record read'."
        )
    return store


def _one(item: dict[str, Any], tell: Teller) -> dict[str, Any]:
    return {"item": item, "about": tell.about(str(item["id"]))}


@get("people", shapes.People)
def people(
    request: HttpRequest,
    paging: Paging,
    q: str = TEXT(description="Every word begins one of a name, a seat or a party."),
    everyone: bool = Query(False, description="Also who is on the roll and says nothing here."),
) -> dict[str, Any]:
    """People on the record, by family name."""
    store = _store()
    tell = Teller(request, store)
    found = directory.find(directory.listed(store), text=q, all_of_them=everyone)
    items = map(tell.listed, cut(found, paging))
    return many(request, items, total=len(found), page=paging, about=tell.about())


@get("people/{path:person}", shapes.OnePerson)
def person(request: HttpRequest, person: str) -> dict[str, Any]:
    """Somebody: names, terms, offices, and how much they say here."""
    tell = Teller(request, _store())
    return _one(tell.person(person.strip("/")), tell)


@get("departments", shapes.Departments)
def departments(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """Departments that answer in debates here, by name."""
    tell = Teller(request, _store())
    found = list(tell.store.departments())
    items = map(tell.department, cut(found, paging))
    return many(request, items, total=len(found), page=paging, about=tell.about())


@get("departments/{slug:department}", shapes.OneDepartment)
def department(request: HttpRequest, department: str) -> dict[str, Any]:
    """One department; its debates are at debates?department=."""
    tell = Teller(request, _store())
    found = next((one for one in tell.store.departments() if one.slug == department), None)
    if found is None:
        raise NotFound(
            f"No department {department!r} has debates here; /api/departments lists those that do."
        )
    return {"item": tell.department(found), "about": tell.about()}


@get("sittings", shapes.Sittings)
def sittings(
    request: HttpRequest,
    paging: Paging,
    first: Day | None = FIRST,
    last: Day | None = LAST,
    chamber: str = TEXT(description="Commons, Lords, Westminster Hall …"),
) -> dict[str, Any]:
    """Sittings that are here, newest first."""
    tell = Teller(request, _store())
    found = tell.store.list_sittings(
        first=first, last=last, chamber=chamber, limit=paging.size, offset=paging.offset
    )
    items = map(tell.sitting, found.items)
    return many(request, items, total=found.total, page=paging, about=tell.about())


@get("sittings/{path:sitting}", shapes.OneSitting)
def sitting(request: HttpRequest, sitting: str) -> dict[str, Any]:
    """One sitting; its debates are at debates?sitting=."""
    tell = Teller(request, _store())
    return _one(tell.sitting(tell.store.sitting(sitting.strip("/"))), tell)


@get("debates", shapes.Debates)
def debates(
    request: HttpRequest,
    paging: Paging,
    day: Day | None = ON,
    sitting: str = TEXT(description="The id of a sitting."),
    department: str = TEXT(description="The id of a department, such as home-office."),
    person: str = PERSON,
) -> dict[str, Any]:
    """Debates, newest day first and in their order; all conditions must hold."""
    tell = Teller(request, _store())
    asked = {"day": day, "sitting": sitting, "department": department, "person": person}
    found = tell.store.list_debates(**asked, limit=paging.size, offset=paging.offset)
    items = map(tell.debate, found.items)
    return many(request, items, total=found.total, page=paging, about=tell.about())


@get("debates/{path:debate}", shapes.OneDebate)
def debate(request: HttpRequest, debate: str) -> dict[str, Any]:
    """A debate whole: headings, exchanges, what was said in order."""
    tell = Teller(request, _store())
    return _one(tell.whole_debate(tell.store.debate(debate.strip("/"))), tell)


@get("contributions", shapes.Contributions)
def contributions(
    request: HttpRequest,
    paging: Paging,
    person: str = PERSON,
    debate: str = TEXT(description="The id of a debate; what stands under headings below it counts."),
    sitting: str = TEXT(description="The id of a sitting."),
) -> dict[str, Any]:
    """What was said, newest day first and in its order; all conditions must hold."""
    tell = Teller(request, _store())
    conditions = _conditions(person=person, debate=debate, sitting=sitting)
    found = tell.store.list_contributions(*conditions, limit=paging.size, offset=paging.reach())
    items = map(tell.said, found.items)
    return many(request, items, total=found.total, page=paging, about=tell.about())


def _conditions(
    *,
    person: str = "",
    debate: str = "",
    sitting: str = "",
    department: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> list[language.Field]:
    """Conditions of the search language. An id that is none finds nothing."""
    asked: list[tuple[language.FieldName, str]] = [
        ("speaker", _whole(person)),
        ("in", _whole(debate)),
        ("in", _whole(sitting)),
        ("department", department),
        ("from", first.isoformat() if first else ""),
        ("to", last.isoformat() if last else ""),
    ]
    return [language.Field(name, value) for name, value in asked if value]


def _whole(gid: str) -> str:
    """An id as the search language knows it: with a slash in it."""
    return gid if "/" in gid or not gid else f"/{gid}"


@get("contributions/{path:contribution}", shapes.OneContribution)
def contribution(request: HttpRequest, contribution: str) -> dict[str, Any]:
    """One contribution whole, with its exchange and how to cite it; an old id leads to the new words."""
    tell = Teller(request, _store())
    gid = contribution.strip("/")
    return _one(tell.contribution(tell.store.contribution(gid), gid), tell)


@get("divisions", shapes.Divisions)
def divisions(
    request: HttpRequest,
    paging: Paging,
    day: Day | None = ON,
    debate: str = TEXT(description="The id of a debate."),
    person: str = PERSON,
) -> dict[str, Any]:
    """Divisions, newest first; with a person, those in which they voted."""
    tell = Teller(request, _store())
    found = tell.store.list_divisions(
        day=day, debate=debate, person=person, limit=paging.size, offset=paging.offset
    )
    items = map(tell.division, found.items)
    return many(request, items, total=found.total, page=paging, about=tell.about())


@get("divisions/{path:division}", shapes.OneDivision)
def division(request: HttpRequest, division: str) -> dict[str, Any]:
    """A division with everybody's vote."""
    tell = Teller(request, _store())
    return _one(tell.whole_division(tell.store.division(division.strip("/"))), tell)


@get("questions", shapes.Questions)
def questions(
    request: HttpRequest,
    paging: Paging,
    person: str = PERSON,
    department: str = TEXT(description="The id of a department, such as home-office."),
    first: Day | None = FIRST,
    last: Day | None = LAST,
) -> dict[str, Any]:
    """Written questions with their answers, newest first. No answer means that none was found here."""
    tell = Teller(request, _store())
    conditions = _conditions(person=person, department=department, first=first, last=last)
    found = tell.store.list_written_questions(*conditions, limit=paging.size, offset=paging.reach())
    items = map(tell.question, found.items)
    return many(request, items, total=found.total, page=paging, about=tell.about())


@get("search", shapes.Results)
def search(
    request: HttpRequest,
    paging: Paging,
    q: Words,
    order: Literal["relevance", "newest"] = "relevance",
    counted: bool = Query(False, description="Also count what is found by year, chamber, party, department."),
) -> dict[str, Any]:
    """Search the record, in the language of its search page."""
    tell = Teller(request, _store())
    tree = language.read(q)
    found = tell.store.search(tree, limit=paging.size, offset=paging.reach(), order=order)
    first = found.hits[0].contribution.id if found.hits else ""
    return {
        **many(request, map(tell.hit, found.hits), total=found.total, page=paging, about=tell.about(first)),
        "query": str(tree),
        "searched": asdict(found.searched),
        "facets": facets(tell.store.facets(tree)) if counted else None,
    }
